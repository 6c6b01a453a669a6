// How long a key takes in a note of 20,000 letters, beside a bare box of the same length that keeps nothing. Words are
// kept at every key, and that must not be felt. Run by look.mjs in the same browser.
const LETTERS = 20_000;
const KEYS = 60;
/** Milliseconds a key may cost on top of what the box itself costs; a frame is 16. */
const MOST = 6;

/** The middle of the times from a key's input to the page being done with it. */
async function middle(page) {
  const box = page.locator("textarea[data-writing]").first();
  await box.fill("My garden, and my sister. ".repeat(LETTERS / 25).slice(0, LETTERS));
  await box.press("Control+End");
  await page.evaluate(() => {
    window.took = [];
    window.addEventListener("beforeinput", () => {
      const from = performance.now();
      const { port1, port2 } = new MessageChannel();
      // Comes after the input was handled and everything that waited for it.
      port1.onmessage = () => window.took.push(performance.now() - from);
      port2.postMessage(null);
    });
  });
  for (let n = 0; n < KEYS; n++) await page.keyboard.press("a", { delay: 15 });
  const took = await page.evaluate(() => window.took.sort((a, b) => a - b));
  return took[Math.floor(took.length / 2)] ?? Number.NaN;
}

export async function typing(browser, address) {
  const times = {};
  for (const kind of ["bare", "kept"]) {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(`${address}/#/person/person-1/story`);
    await page.locator("textarea[data-writing]").first().waitFor();
    if (kind === "bare") {
      // A copy of the box that nobody listens to.
      await page.evaluate(() => {
        const box = document.querySelector("textarea[data-writing]");
        const copy = box.cloneNode();
        copy.style.height = "700px";
        box.replaceWith(copy);
      });
    }
    times[kind] = await middle(page);
    await page.close();
  }
  const { bare, kept } = times;
  const words = `a key in ${LETTERS} letters takes ${kept.toFixed(1)} ms, ${bare.toFixed(1)} in a bare box`;
  console.log(words);
  return kept - bare < MOST ? [] : [`typing: ${words}`];
}
