// The help book: keeping the directory, page by page.
import type { HelpPage } from "./help";

export const directoryPages: Record<string, HelpPage> = {
  checks: {
    title: "Services to check",
    text: `
A few services each week, to keep the [directory](#/directory) true: first those that people are on their way to, then those that their list has lost. A check holds three months.

- Ring, and press what you found: **still right**, **has changed** (its page opens), **has closed**, **could not reach** (it comes back after a week). With the cursor on a service, the keys 1 to 4 do the same.
- When a service **has closed**, everyone with an open connection to it is listed at once. It stays in the directory, marked.
- Who looked and when stays with the service.

## Telling the list

When you correct a service that came from a list, whoever keeps the list should hear of it. On the service’s page, and under **To tell their lists** here, stands what you and your colleagues corrected and the list does not know yet: what it says, and what is right.

- **Write the e-mail** makes it ready in words, to the address that the list gives. Change what you like; it is kept while you write.
- **Open in your e-mail program** hands it over to the program that you send e-mail with. Nothing is sent from here. Where there is none, or it is too long, **Copy the text**.
- When you have sent it, **Mark as told**. Who told them and when is kept for the whole team, and \`Ctrl+Z\` takes it back.
- What the list takes over goes from here by itself. Whom to ask for, tips, and people are never in it.

## What is missing

[Gaps](#/gaps) are counted from what was really tried: “Nothing suitable found” at a person’s connections, and connections that did not happen because of what there is. What you save or copy for those who pay for services tells people to the nearest five and leaves out whatever is under five, in its totals too, so that nobody can work such a number out.
`,
  },
  feeds: {
    title: "Live lists",
    text: `
Many councils publish their directory as a **live list** (Open Referral UK). Give its address once, under [Live lists](#/feeds). Each day, when there is a connection, it is read again; what one laptop of your team reads reaches the others.

- Without a network nothing is lost. What was read so far is kept, and it goes on from there.
- Your directory changes only when a list was read to its end. A list that breaks off, or gives half of what it had, takes nothing away.
- A service that is **not in its list any more** is kept and marked. It may still be running: ring before you send anybody.
- What you corrected yourself, your tips and checks stay.
- **Remove** ends the reading. The services stay.

## Handing the directory on

“Save as Open Referral UK” writes the whole directory into one file that a council, or another team, can bring in. Your tips, and who goes where, stay here.

## The directory for the public

A lead can **publish** the directory, if whoever runs your team’s server has switched that on. Before anything is public you read what will be, list by list. Then anybody may read it, without a password, at an address that you give to the council.

- It is the same as “Save as Open Referral UK” writes: no tips, nobody you help, no guessed positions. People to ask for, where a service names them, are in it.
- Publish a list that others keep only if they allow it.
- It is published again only when a lead says so, so that nobody’s name or telephone becomes public unread. **Live lists** says how many services have changed since, and which. Until the new copy is whole, the one before stays.
- **Stop publishing** takes it away at once.
`,
  },
  collections: {
    title: "Favourites and collections",
    text: `
A **favourite** is your own: press **Favourite** on a service, or Alt+F. Nobody else sees which they are, and they come with you to your other laptop. **Used lately** lists what you connected people to, or checked, last. Both are beside the filters of the [Directory](#/directory).

A **collection** is the team’s: services kept together under a name, such as “for new carers” or “things on a Tuesday”.

- Put a service in from its three dots, or with Alt+G. It can be in several.
- [Collections](#/collections) opens one in the directory, where the other filters narrow it further, or makes a leaflet of it.
- The search (Ctrl+K) finds a collection by its name.
- When two of you add to one apart, both are in it.
- A collection in the bin takes no service with it.
`,
  },
  doubles: {
    title: "Listed twice?",
    text: `
Two lists may name the same service. [Listed twice?](#/doubles) shows such pairs among the services that people go to, with what they have in common; a service’s own page says so too.

- Nothing is joined by itself. Look at both, choose which should be shown, and whose words stand where they differ.
- Joining moves nothing. Each list goes on being read by itself, and what you chose is followed.
- Connections, tips and checks of both are shown together.
- **Take out** makes them two again, at any time. So does undo.
- “They are two services” is asked once only.
`,
  },
};
