// The ways to the screens of the directory, for tests/look.mjs.
export const directory = {
  directory: { query: "#/directory" },
  "directory-near": {
    query: "#/directory",
    async act(page) {
      await page.getByLabel("Near", { exact: true }).fill("LQ1");
      await page.getByRole("button", { name: "More filters" }).click();
      await page.getByText("Measured from the middle of LQ1").waitFor();
    },
  },
  "directory-map": {
    query: "#/directory",
    async act(page) {
      await page.getByLabel("Near", { exact: true }).fill("LQ1");
      await page.getByText("Measured from the middle of LQ1").waitFor();
      await page.getByRole("button", { name: "Map", exact: true }).click();
      await page.getByRole("application").getByRole("button").first().waitFor();
    },
  },
  "directory-map-words": {
    query: "#/directory",
    async act(page) {
      await directory["directory-map"].act(page);
      await page.getByRole("button", { name: "The map in words" }).click();
      await page.getByRole("list", { name: "The map in words" }).waitFor();
    },
  },
  "directory-map-country": {
    query: "#/directory",
    async act(page) {
      await directory["directory-map"].act(page);
      await page.getByRole("application").press("0");
    },
  },
  "to-tell": {
    query: "#/checks",
    act: (page) => page.getByRole("heading", { name: "To tell their lists" }).waitFor(),
  },
  "to-tell-email": {
    query: "#/checks",
    async act(page) {
      await page
        .getByRole("button", { name: /Write the e-mail to/ })
        .first()
        .click();
      await page.getByRole("dialog").waitFor();
    },
  },
  leaflet: {
    query: "#/service/service-0",
    async act(page) {
      await page.getByRole("button", { name: "Put in a leaflet" }).click();
      await page.evaluate(() => (location.hash = "#/directory"));
      await page.getByRole("button", { name: "1 service in the leaflet" }).click();
      await page.getByText("Add the bus, or what to bring").click();
      await page.getByLabel("Which bus goes there?").fill("The 64 stops outside");
    },
  },
  "directory-none": {
    query: "#/directory",
    async act(page) {
      await page.getByLabel("What are you looking for?").fill("zzz");
      await page.getByText("Nothing fits all of that").waitFor();
    },
  },
  "directory-when": {
    query: "#/directory",
    async act(page) {
      await page.getByRole("button", { name: "Open now" }).click();
      await page.getByRole("button", { name: "More filters" }).click();
      await page.getByLabel("In the", { exact: true }).waitFor();
    },
  },
};
