// Looks at every screen there is without the program behind it: pictures in light and dark, at both window sizes and
// with large text, axe-core on each, and the window's own content policy enforced; and how long a key takes in a long
// note. Fails on any violation, and when a view could not be reached.
//   node tests/look.mjs [folder for the pictures]
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { build, preview } from "vite";
import { directory } from "./look-directory.mjs";
import { typing } from "./typing.mjs";

process.env.NODE_ENV = "development";
// The very policy of the window, so that it is not another one that is looked at.
const { csp: POLICY } = JSON.parse(readFileSync(new URL("../../tauri.conf.json", import.meta.url), "utf8"))
  .app.security;
const pictures = process.argv[2] ?? "dist/pictures";
const outDir = "node_modules/.cache/look";
mkdirSync(pictures, { recursive: true });

await build({ mode: "development", logLevel: "warn", build: { outDir, emptyOutDir: true, minify: false } });
const server = await preview({
  build: { outDir },
  preview: { port: 5185, host: "127.0.0.1", headers: { "Content-Security-Policy": POLICY } },
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const faults = [];
let seen = 0;

const passphrase = "lantern otter gravel teapot";
const walk = {
  doors: { query: "?vault=none" },
  passphrase: {
    query: "?vault=none",
    async act(page) {
      await page.getByRole("button", { name: "Start" }).click();
      await page.getByLabel("What should we call you?").fill("Amira");
      await page.getByLabel("Passphrase", { exact: true }).fill("lantern ott");
      await page.getByText("Nearly there").waitFor();
      await page.getByRole("button", { name: "Set up my desk" }).click();
    },
  },
  code: {
    query: "?vault=none",
    async act(page) {
      await page.getByRole("button", { name: "Start" }).click();
      await page.getByLabel("What should we call you?").fill("Amira");
      await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
      await page.getByLabel("The same passphrase again").fill(passphrase);
      await page.getByText("Very strong").waitFor();
      await page.getByRole("button", { name: "Set up my desk" }).click();
      await page.getByRole("heading", { name: "Your recovery code" }).waitFor();
    },
  },
  confirm: {
    query: "?vault=none",
    async act(page) {
      await walk.code.act(page);
      await page.getByRole("button", { name: "I have it on paper" }).click();
      await page.getByRole("button", { name: "Open my desk" }).click();
    },
  },
  locked: {
    query: "?vault=locked",
    async act(page) {
      await page.getByLabel("Passphrase", { exact: true }).fill("not this one");
      await page.getByRole("button", { name: "Unlock" }).click();
      await page.getByRole("alert").waitFor();
    },
  },
  recover: {
    query: "?vault=locked",
    act: (page) => page.getByRole("button", { name: "I have forgotten it" }).click(),
  },
  book: { query: "#/book", full: true },
  dialog: { query: "#/book", act: (page) => page.getByRole("button", { name: "Add a goal" }).click() },
  menu: {
    query: "#/book",
    act: (page) => page.getByRole("button", { name: "More", exact: true }).first().click(),
  },
  combobox: { query: "#/book", act: (page) => page.getByLabel("GP practice").pressSequentially("ca") },
  palette: {
    query: "#/book",
    async act(page) {
      await page.keyboard.press("Control+k");
      await page.keyboard.type("loc");
      await page.getByText("Lock the desk").waitFor();
    },
  },
  "palette-people": {
    query: "#/person/person-1/story",
    async act(page) {
      await page.keyboard.press("Control+Shift+D");
      await page.keyboard.press("Control+k");
      await page.keyboard.type("o");
      await page.getByRole("group", { name: "People" }).waitFor();
      await page.keyboard.press("ArrowDown");
    },
  },
  keys: { query: "#/book", act: (page) => page.keyboard.press("Control+/") },
  today: { query: "#/today", full: true },
  "today-came": {
    query: "#/today",
    act: (page) =>
      page
        .getByRole("button", { name: /^(It happened|We spoke)/ })
        .first()
        .click(),
  },
  people: { query: "#/people" },
  "people-new": {
    query: "#/people",
    async act(page) {
      await page.keyboard.press("Control+n");
      await page.getByLabel("What do they like to be called?").fill("Jo");
      await page.getByText("Is it one of these?").waitFor();
    },
  },
  story: { query: "#/person/person-1/story", full: true },
  plan: {
    query: "#/person/person-1/plan",
    full: true,
    async act(page) {
      await page.getByRole("button", { name: "All answers, with words" }).first().click();
      await page.getByRole("button", { name: "Importance, links, outcome and review" }).first().click();
    },
  },
  contacts: {
    query: "#/person/person-1/contacts",
    full: true,
    act: (page) =>
      page
        .getByRole("button", { name: /Home visit/ })
        .first()
        .click(),
  },
  "contact-new": { query: "#/person/person-1/story", act: (page) => page.keyboard.press("Control+n") },
  connections: {
    query: "#/person/person-1/connections",
    full: true,
    async act(page) {
      await page.getByRole("button", { name: "What became of it" }).first().click();
      await page.getByLabel("Where has it got to?").selectOption("did_not_happen");
    },
  },
  connect: {
    query: "#/person/person-1/connections",
    act: (page) => page.getByRole("button", { name: "Connect to a service" }).click(),
  },
  details: {
    query: "#/person/person-1/details",
    full: true,
    act: (page) => page.getByRole("button", { name: "Still unknown" }).click(),
  },
  "record-history": {
    query: "#/person/person-1/story",
    act: (page) => page.getByRole("button", { name: "History" }).first().click(),
  },
  standing: {
    query: "#/person/person-1/story",
    act: (page) => page.getByRole("button", { name: /Change/ }).click(),
  },
  together: { query: "#/together/person-1", full: true },
  ...directory,
  compare: {
    query: "#/service/service-0",
    full: true,
    async act(page) {
      for (const id of ["service-0", "service-1", "service-2"]) {
        await page.evaluate((to) => (location.hash = to), `#/service/${id}`);
        await page.getByRole("button", { name: "More", exact: true }).click();
        await page.getByRole("menuitem", { name: "Lay side by side" }).click();
      }
      await page.evaluate(() => (location.hash = "#/compare"));
      await page.getByRole("heading", { name: "Side by side" }).waitFor();
    },
  },
  "compare-none": { query: "#/compare" },
  service: { query: "#/service/service-0", full: true },
  "service-change": {
    query: "#/service/service-5",
    full: true,
    async act(page) {
      for (const part of ["What it is", "When", "Where", "How to join", "Cost", "Needs and tags"]) {
        await page.getByRole("button", { name: `Change: ${part}`, exact: true }).click();
      }
    },
  },
  "service-connect": {
    query: "#/service/service-0",
    act: (page) => page.getByRole("button", { name: "Connect someone" }).click(),
  },
  import: { query: "#/import" },
  "import-preview": {
    query: "#/import",
    full: true,
    async act(page) {
      await page.getByRole("button", { name: "Choose a file" }).click();
      await page.getByText("Which column is what?").waitFor();
      await page.getByText("3 left out").click();
    },
  },
  "import-done": {
    query: "#/import",
    async act(page) {
      await page.getByRole("button", { name: "Choose a folder" }).click();
      await page.getByRole("button", { name: "Bring in 214 services" }).click();
      await page.getByText("They are in your directory").waitFor();
    },
  },
  appearance: { query: "#/settings/look" },
  "settings-passphrase": { query: "#/settings/passphrase" },
  "settings-lock": { query: "#/settings/lock" },
  backups: {
    query: "#/settings/backup",
    act: (page) =>
      page
        .getByRole("button", { name: /Look inside/ })
        .nth(2)
        .click(),
  },
  restored: {
    query: "#/settings/backup",
    async act(page) {
      await walk.backups.act(page);
      await page.getByRole("button", { name: "Go back to this backup" }).click();
      await page.getByText("Your backup is in place").waitFor();
    },
  },
  about: { query: "#/settings/about" },
  "settings-erased": {
    query: "?team=lead#/settings/erased",
    act: (page) => page.getByRole("button", { name: /Receipt E-2026-0007/ }).click(),
  },
  "join-form": {
    query: "?vault=none",
    async act(page) {
      await page.getByRole("button", { name: "Join" }).click();
      await page.getByLabel("What should we call you?").fill("Ana");
      await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
      await page.getByLabel("The same passphrase again").fill(passphrase);
      await page.getByText("Very strong").waitFor();
      await page.getByRole("button", { name: "Set up my desk" }).click();
      await page.getByRole("heading", { name: "Your recovery code" }).waitFor();
      const groups = await page
        .getByRole("list", { name: "Recovery code" })
        .getByRole("listitem")
        .allInnerTexts();
      await page.getByRole("button", { name: "I have it on paper" }).click();
      for (const field of await page.getByLabel(/^Group/).all()) {
        const label = await field.evaluate((box) => box.labels[0].textContent);
        await field.fill(groups[Number(/\d+/.exec(label)[0]) - 1].replace(/^\d\s*/, ""));
      }
      await page.getByRole("button", { name: "Go on" }).click();
      await page.getByRole("heading", { name: "Join my team" }).waitFor();
    },
  },
  "join-waiting": {
    query: "?vault=none",
    async act(page) {
      await walk["join-form"].act(page);
      await page.getByLabel("The server’s address").fill("https://alongside.larkbridge.example");
      await page.getByLabel("Code", { exact: true }).fill("4821 k7qm2 9txp4");
      await page.getByRole("button", { name: "Ask to be let in" }).click();
      await page.getByText("Waiting to be let in").first().waitFor();
      await page.getByRole("button", { name: "Compare numbers" }).click();
    },
  },
  "join-filling": {
    query: "?vault=none",
    async act(page) {
      await walk["join-waiting"].act(page);
      page.setDefaultTimeout(9_000);
      await page.getByText("You can start").waitFor();
    },
  },
  "team-alone": { query: "#/team" },
  "team-make": {
    query: "#/team",
    async act(page) {
      await page.getByRole("button", { name: "Make a team" }).click();
      await page.getByLabel("The server’s address").fill("larkbridge");
      await page.getByRole("button", { name: "Make the team" }).click();
    },
  },
  team: { query: "?team=lead#/team", full: true },
  "team-worker": { query: "?team=link_worker#/team" },
  "team-invite": {
    query: "?team=lead#/team",
    act: (page) => page.getByRole("button", { name: "Invite somebody" }).click(),
  },
  "team-code": {
    query: "?team=lead#/team",
    async act(page) {
      await walk["team-invite"].act(page);
      await page.getByRole("button", { name: "Make a code" }).click();
      await page.getByRole("button", { name: "How to read it out" }).click();
    },
  },
  "team-asks": {
    query: "?team=lead#/team",
    async act(page) {
      await walk["team-invite"].act(page);
      await page.getByRole("button", { name: "Make a code" }).click();
      await page.getByText("asks to be let in from").waitFor();
      await page.getByRole("button", { name: "Compare numbers" }).click();
    },
  },
  "team-lost": {
    query: "?team=lead#/team",
    async act(page) {
      await page.getByRole("button", { name: "More: Ben’s laptop" }).click();
      await page.getByRole("menuitem", { name: "It is lost, or put away" }).click();
    },
  },
  "team-safety": {
    query: "?team=lead#/team",
    async act(page) {
      await page.getByRole("button", { name: "More: Ben", exact: true }).click();
      await page.getByRole("menuitem", { name: "Compare safety numbers" }).click();
      await page.getByText("30471").waitFor();
    },
  },
  "team-role": {
    query: "?team=lead#/team",
    async act(page) {
      await page.getByRole("button", { name: "More: Ben", exact: true }).click();
      await page.getByRole("menuitem", { name: "Change what they may do" }).click();
    },
  },
  "sync-alone": { query: "#/today", act: (page) => page.keyboard.press("Alt+s") },
  "sync-offline": {
    query: "?team=lead&standing=offline&unsent=14&clock=-95#/today",
    act: (page) => page.keyboard.press("Alt+s"),
  },
  "sync-trouble": {
    query: "?team=lead&standing=needs_you&trouble=server_older#/today",
    act: (page) => page.keyboard.press("Alt+s"),
  },
  "sync-filling": {
    query: "?team=link_worker&standing=working&loading#/today",
    act: (page) => page.keyboard.press("Alt+s"),
  },
  activity: { query: "?team=lead#/activity" },
  "activity-alone": { query: "#/activity" },
  differences: { query: "?team=lead#/differences", full: true },
  "differences-third": {
    query: "?team=lead#/differences",
    act: (page) =>
      page
        .getByRole("button", { name: /^Write a third/ })
        .first()
        .click(),
  },
  "differences-none": { query: "?team=lead&agreed#/differences" },
  "differences-story": { query: "?team=lead#/person/person-1/story" },
  erase: {
    query: "#/person/person-1/details",
    async act(page) {
      await page.getByRole("button", { name: "Erase for ever…" }).click();
      await page.getByRole("button", { name: "Erase for ever", exact: true }).click();
    },
  },
  erased: {
    query: "?team=lead#/person/person-1/details",
    async act(page) {
      await page.getByRole("button", { name: "Erase for ever…" }).click();
      await page.getByLabel("They asked for it").check();
      const label = await page
        .getByLabel(/to show that you mean/)
        .evaluate((box) => box.labels[0].textContent);
      await page.getByLabel(/to show that you mean/).fill(/“(.*)”/.exec(label)[1]);
      await page.getByRole("button", { name: "Erase for ever", exact: true }).click();
      await page.getByText("Records erased here").waitFor();
    },
  },
  practice: { query: "?team=link_worker#/practice", full: true },
  "person-papers": {
    query: "#/person/person-1/papers",
    full: true,
    async act(page) {
      await page.getByText("PIP form.pdf", { exact: true }).waitFor();
    },
  },
  "practice-supervision": {
    query: "#/practice/supervision",
    full: true,
    async act(page) {
      await page.getByRole("button", { name: "New session" }).click();
      await page.getByRole("button", { name: "Bring all 2 that wait" }).click();
      await page
        .getByRole("button", { name: /^We talked about it/ })
        .first()
        .click();
      await page.getByText(/^Talked about/).waitFor();
      await page.getByRole("button", { name: /^Keep for next time/ }).click();
      await page.getByRole("button", { name: "Bring the one that waits" }).waitFor();
    },
  },
  "practice-load": {
    query: "#/practice/load",
    full: true,
    async act(page) {
      await page.getByRole("button", { name: "Write down what was agreed" }).click();
      await page.getByLabel("People at one time").waitFor();
      await page.getByText("How this is counted").click();
    },
  },
  "practice-learning": {
    query: "#/practice/learning",
    full: true,
    async act(page) {
      await page.getByRole("button", { name: /^Motivational interviewing/ }).click();
      await page.getByLabel("What you learned").waitFor();
    },
  },
  "practice-settling": {
    query: "#/practice/settling",
    full: true,
    async act(page) {
      await page.getByRole("button", { name: "Begin with a list" }).click();
      await page.getByRole("checkbox", { name: /^Lone working/ }).check();
    },
  },
  "practice-templates": {
    query: "#/practice/words",
    full: true,
    async act(page) {
      await page.getByRole("button", { name: "Take ours to begin with" }).click();
      await page
        .getByRole("button", { name: /First conversation/ })
        .first()
        .click();
      await page.getByLabel("Words to begin with").first().waitFor();
    },
  },
  "practice-words": {
    query: "#/practice/words",
    full: true,
    async act(page) {
      await page.getByRole("button", { name: /;next/ }).click();
      const words = page.getByLabel("The words");
      await words.click();
      await page.keyboard.press("Control+;");
      await page.getByRole("option").first().waitFor();
    },
  },
  "practice-write": {
    query: "#/practice",
    full: true,
    async act(page) {
      await page.keyboard.press("Control+Alt+r");
      await page
        .getByLabel("What stayed with you")
        .fill("She laughed for the first time. I had nearly rung off.");
      await page.getByRole("checkbox", { name: "For supervision" }).check();
      await page.getByRole("group", { name: "Talked about on" }).waitFor();
      await page.getByLabel("About work with").pressSequentially("o");
      await page.getByRole("option").first().waitFor();
    },
  },
  "practice-hidden": {
    query: "#/practice",
    async act(page) {
      await page.keyboard.press("Control+Shift+D");
      await page.getByText("Hidden while names are hidden").waitFor();
    },
  },
  "practice-empty": { query: "?blank#/practice" },
  collections: { query: "#/collections" },
  "collection-changed": {
    query: "#/collections",
    act: (page) => page.getByRole("button", { name: "Change: For new carers" }).click(),
  },
  "recorded-twice": { query: "#/recorded-twice", full: true },
  feeds: { query: "#/feeds", full: true },
  checks: { query: "#/checks", full: true },
  gaps: { query: "#/gaps", full: true },
  diary: { query: "#/diary", full: true },
  tasks: { query: "#/tasks", full: true },
  groups: { query: "#/groups", full: true },
  dropin: { query: "#/dropin", full: true },
  events: { query: "#/events", full: true },
  waiting: { query: "#/waiting", full: true },
  bin: { query: "#/bin" },
  help: { query: "#/help/start" },
  nowhere: { query: "?example#/nowhere" },
};
const looks = [
  { name: "light", size: [1366, 768], theme: "light", text: 100 },
  { name: "dark", size: [1366, 768], theme: "dark", text: 100 },
  { name: "small", size: [1024, 640], theme: "light", text: 100 },
  { name: "large-text", size: [1024, 640], theme: "dark", text: 200 },
];

// LOOK=dark and SCREEN=palette,combobox look at a part only.
const wanted = (asked, name) => !asked || asked.split(",").includes(name);
const asked = { looks: looks.filter((look) => wanted(process.env.LOOK, look.name)), screens: [] };
asked.screens = Object.entries(walk).filter(([name]) => wanted(process.env.SCREEN, name));
for (const look of asked.looks) {
  for (const [name, screen] of asked.screens) {
    const at = `${name} (${look.name})`;
    const page = await browser.newPage({
      viewport: { width: look.size[0], height: look.size[1] },
      bypassCSP: false,
      reducedMotion: "reduce",
    });
    page.on("pageerror", (error) => faults.push(`${at}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(`${at}: ${message.text()}`);
    });
    const [query, hash] = screen.query.split("#");
    const start = new URLSearchParams(query);
    start.set("theme", look.theme);
    start.set("text", String(look.text));
    await page.goto(`http://127.0.0.1:5185/?${start}${hash ? `#${hash}` : ""}`);
    let reached = false;
    try {
      await page.getByRole("heading", { level: 1 }).waitFor({ timeout: 5_000 });
      page.setDefaultTimeout(5_000);
      await screen.act?.(page);
      await page.waitForTimeout(300);
      reached = true;
    } catch (error) {
      faults.push(`${at}: ${error.message.split("\n")[0]}`);
    }
    if (reached) seen += 1;
    await page.screenshot({ path: `${pictures}/${name}-${look.name}.png`, fullPage: screen.full ?? false });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) faults.push(`${at}: scrolls sideways by ${wide} px`);
    // Run through the debugger, which the page's policy does not bind.
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    for (const violation of violations) {
      const where = violation.nodes.map((node) => node.target.join(" ")).slice(0, 4);
      faults.push(`${at}: axe ${violation.id}: ${where.join(" | ")}`);
    }
    await page.close();
  }
}

if (wanted(process.env.SCREEN, "typing")) faults.push(...(await typing(browser, "http://127.0.0.1:5185")));

await browser.close();
await server.close();
const all = asked.looks.length * asked.screens.length;
const unlike = [...new Set(faults)];
console.log(
  `${seen} of ${all} views reached (${asked.screens.length} screens in ${asked.looks.length} looks), ${unlike.length} faults; pictures in ${pictures}`,
);
if (unlike.length > 0 || seen < all || asked.looks.length === 0) {
  console.error(unlike.join("\n"));
  process.exit(1);
}
