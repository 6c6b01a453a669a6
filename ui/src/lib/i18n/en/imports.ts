import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

const formats: Record<string, string> = {
  open_referral_3: "Open Referral UK 3.0",
  open_referral_1: "Open Referral UK 1.0",
  open_referral: "Open Referral",
  open_referral_tables: "Open Referral as tables (CSV package)",
  hsds_3: "Open Referral (international) 3.0",
  table: "A table",
  csv: "A table (CSV)",
  spreadsheet: "A spreadsheet",
  charities: "Register of charities with activity tags",
  libraries: "List of English public libraries",
};

const encodings: Record<string, string> = {
  utf8: "UTF-8",
  utf8_damaged: "UTF-8, damaged in places",
  utf16: "UTF-16",
  windows1252: "Windows (Western European)",
  windows_1252: "Windows (Western European)",
  spreadsheet: "as the spreadsheet says",
};

const targets: Record<string, string> = {
  name: "Name",
  organisation: "Who runs it",
  also_known_as: "Also known as",
  description: "What it is and does",
  address: "Street and number",
  town: "Town",
  postcode: "Postcode",
  latitude: "Degrees north",
  longitude: "Degrees east",
  phone: "Telephone",
  email: "E-mail",
  website: "Web page",
  email_or_website: "E-mail or web page",
  opening: "Opening times in words",
  cost: "Cost",
  minimum_age: "Youngest age",
  maximum_age: "Oldest age",
  ages: "Ages in words",
  eligibility: "Who may come",
  how_to_join: "How to join",
  access: "Getting in and taking part",
  languages: "Languages",
  area: "Area it serves",
  tags: "Tags",
  source_id: "Its number in the list",
  status: "Whether it runs",
  monday: "Monday opening times",
  tuesday: "Tuesday opening times",
  wednesday: "Wednesday opening times",
  thursday: "Thursday opening times",
  friday: "Friday opening times",
  saturday: "Saturday opening times",
  sunday: "Sunday opening times",
};

const reasons: Record<string, string> = {
  no_name: "It has no name, and no organisation to name it after.",
  not_a_record: "There is only a word or a number where a service should be.",
  not_recognised: "It is not a service, nor part of one.",
  no_service: "It is a place without the service that is there.",
  file_not_readable: "This file of the folder could not be read.",
  file_too_large: "This file of the folder is too large.",
};

const notes: Record<string, (n: number) => string> = {
  name_from_organisation: (n) =>
    plural(n, {
      one: "{n} had no name and took its organisation’s",
      other: "{n} had no name and took their organisation’s",
    }),
  id_made: (n) =>
    plural(n, {
      one: "{n} had no number of its own; one was made from its name and postcode",
      other: "{n} had no number of their own; one was made from name and postcode",
    }),
  id_not_uuid: (n) =>
    plural(n, {
      one: "{n} has a number of an unusual kind; it was kept",
      other: "{n} have numbers of an unusual kind; they were kept",
    }),
  id_repeated: (n) =>
    plural(n, {
      one: "{n} shared its number with another; it got one of its own",
      other: "{n} shared their number with another; they got their own",
    }),
  position_dropped: (n) =>
    plural(n, {
      one: "{n} position was off the map and left out",
      other: "{n} positions were off the map and left out",
    }),
  position_swapped: (n) =>
    plural(n, {
      one: "{n} position had north and east the wrong way round; put right",
      other: "{n} positions had north and east the wrong way round; put right",
    }),
  language_unnamed: (n) =>
    plural(n, {
      one: "{n} language without a name was left out",
      other: "{n} languages without a name were left out",
    }),
  status_unknown: (n) =>
    plural(n, {
      one: "{n} does not say clearly whether it runs",
      other: "{n} do not say clearly whether they run",
    }),
  not_usable: (n) =>
    plural(n, {
      one: "{n} answer did not fit its field; it is kept beside the service",
      other: "{n} answers did not fit their field; they are kept beside the service",
    }),
  not_a_date: (n) =>
    plural(n, {
      one: "{n} date could not be read; it is kept as written",
      other: "{n} dates could not be read; they are kept as written",
    }),
  out_of_range: (n) =>
    plural(n, {
      one: "{n} age or price was impossible and left out",
      other: "{n} ages or prices were impossible and left out",
    }),
  cut: (n) => plural(n, { one: "{n} text was too long and cut", other: "{n} texts were too long and cut" }),
  extras_dropped: (n) =>
    plural(n, {
      one: "{n} carried more extras than can be kept",
      other: "{n} carried more extras than can be kept",
    }),
  postcode_unusual: (n) =>
    plural(n, { one: "{n} postcode does not look like one", other: "{n} postcodes do not look like one" }),
  characters_mended: (n) =>
    plural(n, {
      one: "{n} text had garbled letters; put right",
      other: "{n} texts had garbled letters; put right",
    }),
  characters_lost: (n) =>
    plural(n, { one: "{n} letter could not be read", other: "{n} letters could not be read" }),
  cells_beyond_header: (n) =>
    plural(n, { one: "{n} row is longer than the headings", other: "{n} rows are longer than the headings" }),
  no_services: () => "The file was read, but there are no services in it",
  one_page_of_many: () => "This is one page of several: bring in the others too",
};

/** A code from a newer version is at least readable. */
const plainly = (code: string) => code.replaceAll("_", " ");

export const imports = {
  title: "Bring in a list",
  lead: "A list from your council, a register or a spreadsheet. You see what is in it first; nothing changes until you say so, and one click takes it all out again.",
  file: "Choose a file",
  fileHint: "CSV, a spreadsheet, or an Open Referral file: JSON, or a zip of its tables",
  folder: "Choose a folder",
  folderHint: "A folder of Open Referral files",
  chooseAnother: "Choose another",
  looking: "Looking into it",
  format: "Kind",
  encoding: "Letters",
  services: "Services",
  alreadyHere: "Already here",
  alreadyWords: (n: number) =>
    plural(n, { one: "{n}, which is brought up to date", other: "{n}, which are brought up to date" }),
  formatName: (code: string) => formats[code] ?? plainly(code),
  encodingName: (code: string) => encodings[code] ?? code,
  source: "What is this list called?",
  sourceHint: "Bringing in a list of the same name again updates it, and never makes doubles.",
  columns: "Which column is what?",
  columnsAsBefore: (by: string, when: string) =>
    by
      ? `A table with these headings came before: the columns are as ${by} chose them ${when}.`
      : `A table with these headings came before: the columns are as they were chosen ${when}.`,
  forgetColumns: "Forget that, and guess",
  columnsLead: "We made a guess. Change what is wrong; the preview follows.",
  /** A target that takes several columns is numbered from the second on: "address_2". */
  target: (code: string) => {
    const [, base = code, at] = /^(.*?)(?:_(\d))?$/.exec(code) ?? [];
    const words = targets[base] ?? plainly(base).replace(/^./, (first) => first.toUpperCase());
    return at ? `${words} (${at})` : words;
  },
  noColumn: "No column",
  moreColumns: "More columns",
  fewerColumns: "Fewer columns",
  rows: "The first rows, as they are in the file",
  sample: "The first services, as they would be",
  sampleNone: "No services yet. Choose the column with their names.",
  unnamed: "without a name",
  skipped: (n: number) => plural(n, { one: "{n} left out", other: "{n} left out" }),
  skippedFirst: (n: number) =>
    plural(n, { one: "The first {n} is shown.", other: "The first {n} are shown." }),
  skippedAt: (n: string) => `Row or record ${n}`,
  reason: (code: string) => reasons[code] ?? `It could not be used (${plainly(code)}).`,
  notes: "Put right on the way",
  note: (code: string, n: number) => notes[code]?.(n) ?? `${plainly(code)}: ${n}`,
  run: (n: number) => plural(n, { one: "Bring in {n} service", other: "Bring in {n} services" }),
  running: "Bringing in services",
  finishing: "Making it searchable",
  stopping: "Stopping",
  stopped: "Stopped. Nothing was changed.",
  done: "They are in your directory",
  added: "New",
  updated: "Brought up to date",
  unchanged: "The same as before",
  leftOut: "Left out",
  undo: "Take it all out again",
  newer: "Something has been changed since. Undo that first, then the list can be taken out again: ",
  out: "This list has been taken out again.",
  undone: "The whole list has been taken out again",
  see: "See the directory",
  another: "Bring in another",
  postcodes: "Know every postcode",
  postcodesLead:
    "“Near” works with the first half of a postcode from the start. To measure from the exact postcode, bring in the ONS Postcode Directory, a file your organisation can download from the Office for National Statistics.",
  postcodesGo: "Choose the postcode file",
  postcodesRunning: "Reading postcodes. This can take a minute.",
  postcodesDone: (n: string) => `${n} postcodes are known now`,
};
