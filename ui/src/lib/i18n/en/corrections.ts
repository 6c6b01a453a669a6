// Telling a list of services what it has wrong.
import type { Checked } from "../../generated/commands";
import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

export const corrections = {
  title: "To tell their lists",
  lead: "What you and your colleagues corrected, and whoever keeps the list does not know yet. It goes as an e-mail of yours.",
  ofService: "Its list does not know yet",
  count: (services: number, changes: number) =>
    `${plural(services, { one: "{n} service", other: "{n} services" })}, ${plural(changes, { one: "{n} correction", other: "{n} corrections" })}`,
  write: "Write the e-mail",
  writeTo: (name: string) => `Write the e-mail to ${name}`,
  ofList: (name: string) => `${name} does not know yet`,
  toldList: (name: string, told: string) => `${name}: ${told}`,
  told: (when: string, who: string) => `Told ${when} by ${who}`,
  toldAt: (when: string, who: string, to: string) => `Told ${when} by ${who}, at ${to}`,
  /** The fields, as somebody who does not know this program would call them. */
  fields: {
    name: "Name",
    status: "Status",
    description: "Description",
    also_known_as: "Also known as",
    url: "Web page",
    email: "E-mail",
    phone: "Telephone",
    opening: "Opening times",
    opening_words: "Opening times in words",
    costs: "Costs",
    fees: "Costs in words",
    free: "Free of charge",
    minimum_age: "Youngest age",
    maximum_age: "Oldest age",
    eligibility: "Who may come",
    how_to_join: "How to join",
    waiting: "How long people wait",
    languages: "Languages",
    access: "Access",
    step_free: "Step-free",
    address: "Address",
    town: "Town",
    postcode: "Postcode",
  } as Record<string, string>,
  at: (field: string, place: string) => `${field} (${place})`,
  blank: "nothing",
  subject: (services: string[]) =>
    services.length === 1
      ? `Correction to your list: ${services[0]}`
      : `Corrections to your list of services (${services.length})`,
  hello: "Hello,",
  opening: (list: string) => `In your list of services (${list}) we found this to be different:`,
  service: (name: string, id: string) => (id ? `${name} (your id: ${id})` : name),
  change: (field: string, said: string, right: string) =>
    `- ${field}: your list says ${said}. Right is: ${right}.`,
  found: (found: Checked, on: string, by: string, words: string) =>
    `- ${found === "closed" ? "Closed" : "Found"}${on ? ` on ${on}` : ""}${by ? ` by ${by}` : ""}: ${words}`,
  closing: "Please would you put it right? Thank you.",
  dialogTitle: (name: string) => `An e-mail to ${name}`,
  dialogTo: (to: string) => `It goes to ${to}, from your own e-mail program. Nothing is sent from here.`,
  dialogToNobody:
    "The list does not say whom to write to: put in the address yourself. Nothing is sent from here.",
  subjectLabel: "Subject",
  text: "Text",
  nextOne: (these: number, more: number) =>
    `${plural(these, { one: "This one tells of {n} service", other: "This one tells of {n} services" })}, as one e-mail holds no more. ${plural(more, { one: "{n} more comes in the next one", other: "{n} more come in the next one" })}, when this one is marked as told.`,
  again: "Write it anew from the corrections",
  open: "Open in your e-mail program",
  opened: "It is in your e-mail program. When you have sent it, mark it as told.",
  tooLong: "It is too long to be handed to another program. Copy the text and paste it there.",
  copy: "Copy the text",
  copied: "Copied. Paste it where you write e-mail.",
  mark: "Mark as told",
  marked: (name: string) => `Written down: ${name} was told`,
  more: "Something else that its list has wrong",
  moreHint: "In words, as you would tell them",
  add: "Keep it to be told",
};
