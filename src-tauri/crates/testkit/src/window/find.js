// Finds what is on the page as someone using a screen reader would: by role and accessible name.
// Called with a role and a name ("Start" exactly, "Start…" by its beginning); answers with the elements in page order.
const [wantedRole, wantedName] = arguments;

const IMPLICIT = {
  A: (el) => (el.hasAttribute("href") ? "link" : ""),
  BUTTON: () => "button",
  SUMMARY: () => "button",
  H1: () => "heading", H2: () => "heading", H3: () => "heading", H4: () => "heading", H5: () => "heading",
  TEXTAREA: () => "textbox",
  SELECT: () => "combobox",
  OPTION: () => "option",
  DIALOG: () => "dialog",
  NAV: () => "navigation", MAIN: () => "main", TABLE: () => "table", TR: () => "row",
  UL: () => "list", OL: () => "list", LI: () => "listitem",
  FIELDSET: () => "group",
  PROGRESS: () => "progressbar",
  IMG: () => "img",
  INPUT: (el) =>
    ({ button: "button", submit: "button", reset: "button", checkbox: "checkbox", radio: "radio", range: "slider",
       number: "spinbutton", search: "searchbox", hidden: "" })[el.type] ?? "textbox",
};
const NAMED_BY_CONTENT = ["button", "link", "heading", "option", "tab", "menuitem", "menuitemradio", "menuitemcheckbox", "row",
  "listitem", "checkbox", "radio", "switch", "cell", "gridcell", "status", "alert"];

const tidy = (text) => text.replace(/\s+/g, " ").trim();
const roleOf = (el) => el.getAttribute("role")?.trim().split(/\s+/)[0] || IMPLICIT[el.tagName]?.(el) || "";

function wordsIn(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true") return "";
  if (!node.checkVisibility({ visibilityProperty: true })) return "";
  const own = node.getAttribute("aria-label") ?? node.getAttribute("alt");
  const words = own ?? Array.from(node.childNodes, wordsIn).join("");
  return getComputedStyle(node).display.startsWith("inline") ? words : ` ${words} `;
}

function nameOf(el, role) {
  const named = el.getAttribute("aria-labelledby");
  if (named) return tidy(named.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" "));
  if (el.hasAttribute("aria-label")) return tidy(el.getAttribute("aria-label"));
  if (el.labels?.length) return tidy(Array.from(el.labels, (label) => label.textContent).join(" "));
  if (el.tagName === "FIELDSET") return tidy(el.querySelector(":scope > legend")?.textContent ?? "");
  if (el.alt) return tidy(el.alt);
  if (NAMED_BY_CONTENT.includes(role)) {
    const words = tidy(Array.from(el.childNodes, wordsIn).join(""));
    if (words) return words;
  }
  return tidy(el.title || el.placeholder || "");
}

const isThere = (el) =>
  el.checkVisibility({ visibilityProperty: true }) && !el.closest("[inert], [aria-hidden='true']");
const fits = (name) =>
  wantedName.endsWith("…") && !name.endsWith("…") ? name.startsWith(wantedName.slice(0, -1)) : name === wantedName;
// A search box, or a box that suggests while it is typed in, is a text box to the person who types.
const isWanted = (el, role) =>
  role === wantedRole || (wantedRole === "textbox" && el.tagName === "INPUT" && ["searchbox", "combobox"].includes(role));

return Array.from(document.querySelectorAll("*")).filter((el) => {
  const role = roleOf(el);
  return isWanted(el, role) && isThere(el) && fits(nameOf(el, role));
});
