// The help book, page by page, in simple Markdown (see components/prose.ts). Short, plain, and there without a network.

import { directoryPages } from "./help-directory";

export interface HelpPage {
  title: string;
  text: string;
}

const pages: Record<string, HelpPage> = {
  start: {
    title: "Getting started",
    text: `
Alongside is a desk for a listening expert. It holds the people you walk alongside, what matters to them, the plan you make together, and the services near them.

## The first day

1. Look around with the example people first, if you like: choose it at the start. Nothing there is real.
2. Add someone with \`Ctrl+N\`. A name to call them by is enough. Everything else can wait, or never come.
3. Write as you talk. There is **no Save button**: words are kept as you type, and the top of the window says when they were last saved.
4. Find anything with \`Ctrl+K\`: a person, a service, a group, a word of an event or of the diary, or something you want to do.
5. Show what the keys do with \`Ctrl+/\`.

## Nothing is asked for

A blank stays quietly blank. What the national standard would still like to know is listed in one place on the person’s Details, never as an error.

## Nothing is lost

\`Ctrl+Z\` undoes the last thing, and says what it undid. What you put away waits in the [bin](#/bin). What was written over is in the history of the record.

More: [working as a team](#/help/team), [the person beside you](#/help/together), [the directory](#/help/directory), [keys](#/help/keys), [what is kept where](#/help/safety).
`,
  },
  today: {
    title: "Today",
    text: `
Today is what to do now, and works as the whole plan for a day without a network.

- **Visits and calls** stand in order of time, with the meetings of the day among them. Each visit has its pack: the address, how to get in, how to communicate, what was agreed last time, and what to know before you knock.
- **People to get back to** are those you have not spoken with for longest.
- **New referrals** and **waiting** show who has not been met yet.
- **Actions due** are things somebody said they would do: the person, you, or someone else.
- **Services to check** are those people are connected with and nobody has looked at for three months. One click on “Still right” is enough.
`,
  },
  diary: {
    title: "The diary",
    text: `
Everything that takes time, by day, week or four weeks. A visit is with a person; anything else is an appointment.

- **Arrange a time** once, or again and again: each time is one of its own and can be moved or called off alone.
- **Be away** says when you are, in whole days or parts of them, and who covers. Why is nobody’s business.
- **Take this day along** makes one sheet: times, doors, how to get in, and risks before everything else. Names are initials unless you want them whole; leave off what the day does not need. Destroy the paper in the evening.
- **Other calendars**: your diary goes out as a file that says no more than times and initials, unless you choose more. A calendar file comes in after you have seen everything that is in it; taking it twice adds nothing, and what was moved there can be moved here.

A time that comes again for ever, or on the clock of another country, is left alone and named.
`,
  },
  groups: {
    title: "Groups, events and drop-ins",
    text: `
The part of the work that is among people, behind [Drop-in](#/dropin).

- **Drop-ins**: one line for each conversation, names optional. Any line can become the beginning of a record.
- **Groups**: when it meets, one click begins the list. Tick who came (\`Tab\` and \`Space\`), count everybody else. A person’s Connections show which groups they come to, and how many meetings there were since they last came.
- **Events and talks**: what it was, with whom, about how many people, what came of it. A year of them is added up and saved as a table for whoever pays.
`,
  },
  people: {
    title: "People",
    text: `
The list finds names, NHS numbers, streets, and words in your notes. Chips narrow it to those open, waiting, paused or closed.

- Add someone with \`Ctrl+N\` and a name. If somebody of that name may be here already, they are shown while you type.
- [Recorded twice?](#/recorded-twice) lists who may be one person, also when a colleague wrote the other down; Today says so. Look at both: joined, they are read as one, and can be taken apart at any time. Or say that they are two, and it is not asked again.
- Arrow keys move through the list, \`Enter\` opens.
- \`Ctrl+Shift+D\` hides every name but that of the person on the desk, for when others can see your screen.
`,
  },
  person: {
    title: "A person’s record",
    text: `
The person’s own words are the largest thing on the page. Fill in any part, in any order.

- **Story** is what matters, who matters, strengths, please do and please don’t.
- **Plan** is goals in their words, and what everyone will do. See [plans](#/help/plan).
- **Contacts** is everything that happened, newest first. Times you tried and nobody came count too.
- **Connections** is the services tried, how far it got, and how it went.
- **Papers** are letters, forms and photographs, up to 25 MB each. Pictures are looked at here; of anything else you save a copy where you want it, and that copy is no longer encrypted.
- **Details and consent** is what the standard asks for, and what is still unknown.

A contact is amended, never overwritten: what it said before stays in its history.
`,
  },
  plan: {
    title: "Making a plan",
    text: `
A plan goes from strengths and needs to goals, and from goals to small actions. No step is required.

- Write the goal as they say it.
- How **important** it is, and how **confident** they feel about an action, go from 1 to 10. Below 7, ask what would make it easier.
- **Progress** goes from 0 to 10 over time, with what has changed and who and what helped.
- **Agreed or not agreed, because**: disagreement is recorded as carefully as agreement.

Give them their copy: the plan saves as a PDF in standard or large print, without risks, safeguarding or your own notes.
`,
  },
  together: {
    title: "The person beside you",
    text: `
\`Ctrl+Shift+T\` turns a person’s plan into a page to read together: large, without menus, without any other name, without risks and without your own notes. You can both write in it.

\`Ctrl+Shift+D\` hides every other name on any screen.

In Together view nothing can be reached that is not theirs to see. The same key goes back.
`,
  },
  directory: {
    title: "The directory",
    text: `
Type what you are looking for: a name, what it does, a place. The list follows every letter.

- **Near** takes a postcode, the first half of one, or a town. Distances are as the crow flies. To measure from exact postcodes, [bring in the postcode file](#/import) once.
- **More filters** narrow by need, day and time of day, language and age. **Open now** is one press. Or type it: “lunch on thursday afternoon”, “food bank open now”.
- Hours that stand in words alone are never guessed at: how many services do not say whether they are open then stands above the list. On a **bank holiday** it says: ask first.
- **Map** shows what was found as a sketch: coastline, the first halves of postcodes, and each service under its number in the list. Choose a mark to see its service; “28 +3” is number 28 and three more at the same place. Arrows move the map, \`+\` and \`-\` zoom, \`0\` shows the whole country. **The map in words** says which way and how far instead. Nothing of it comes from the internet.
- **Lay side by side** (under the three dots of a service) puts two or three next to each other, and says where they differ.
- Arrow keys move through the list, and the service beside it follows. \`Enter\` goes into it.
- “More than 1,000” means that the words were so common that not every hit was weighed. Add a word.

## Keeping it true

Every service says when it was last checked. If you have just rung them and all is well, press **Still right** (\`Alt+Y\`). If not, press **Change** beside what is wrong. Tips are for colleagues: “ask for Jean; step at the door”.

## Connecting someone

**Connect someone** (\`Alt+C\`) asks for whom and for which need, and whether you **told them about it** (signposting) or **asked the service for them** (a referral). The two are counted apart.

When it does not happen, say why on the person’s page: full, closed, too far. That is how funders see what is missing.

## A leaflet to give away

Put services in a leaflet with \`Alt+L\`, or with \`Space\` in the list, then save it as a PDF in standard print, large print or easy to read. It says nothing about any person.

You can add which bus goes there and what to bring. With an outcode or a town in *Show the way from*, it draws how far away each service is and in which direction; it never takes more than the first half of a postcode, because a leaflet is left lying about. A service with a web page gets a square code (QR) for a telephone's camera.
`,
  },
  service: { title: "A service", text: "" },
  practice: {
    title: "My practice",
    text: `
A quiet place for what the work does to you, and what you want to do with it. Nobody but you can open it: it is locked with your key, which your lead and the server do not have. It is in no search, not on Today, in nobody’s record and on no paper.

- \`Ctrl+Alt+R\` begins a reflection from anywhere. Begun from somebody’s record, it is about them until you say otherwise.
- Write as it comes. Nothing is asked for, and there is no Save button.
- Tick **For supervision** and it waits on top until you have talked about it. **We talked about it** writes down today, and what came of it if you like.
- With names hidden (\`Ctrl+Shift+D\`), only days are shown, until you open one yourself.

## Supervision

Choose **Take this to supervision** from the menu of a person, a contact or a task, or from a reflection. It waits under [Supervision](#/practice/supervision), where only you see it; nothing of it shows where it came from. Begin a session, bring what waits, and write what came of each. What you did not reach is kept for next time.

## Learning and settling in

[Learning](#/practice/learning) adds up hours under headings of your own, and says what it leaves out. Save it for your appraisal as a PDF or a table: reflections, and what was said in supervision, are never on it. [Settling in](#/practice/settling) is a list of your own for the first weeks.

## Ready words

What you write again and again has a short name under [Ready words](#/practice/words). Type \`;\` and the name in any longer text, then a space, or choose it with \`Ctrl+;\`. \`{name}\` becomes what the person is called whose record is open. \`Ctrl+Z\` takes it out again. They are your own, like everything here.

A *template* on the same page begins a whole note or plan: headings for a contact; goals, steps and actions for a plan. Choose one when you add a contact, or with *Begin with a template* in a contact or on the plan. It fills only what is blank, and \`Ctrl+Z\` takes it out again. Take ours and change them, write your own, or share one with your team.

On another laptop of yours it is there too, once both have been on line. A reflection about a person stays when that person is [erased for ever](#/help/erasing): leave out what you would not want to keep.

## How colleagues see you

In a [team](#/help/team), your name, what you do and how to reach you stand at the end of the page. Those are for your team.
`,
  },
  load: {
    title: "What you carry",
    text: `
[What I carry](#/practice/load) counts people who are open, people met this year, and the hours that listening and getting there take. Listening is work, and is counted as work.

- Say how much you agreed to: people at one time, people in a year, your hours. Leave blank what was not agreed.
- Somebody who needs little or much can count for less or more. You choose by how much.
- When it is a lot, **you are told first, and alone**. Your lead is not told, and no list, report or screen of theirs says so. The team sees how many people each of you has, what was agreed, and what you choose to tell.
- What you can do: take it to supervision, pause new referrals until a day you say, hand somebody over, tell your team in your own words.
- **If more people come** is plain arithmetic. What it assumes stands under it.
`,
  },
  import: {
    title: "Bringing in a list",
    text: `
You can bring in:

- a **table**: CSV, or the first sheet of a spreadsheet, with one service in each row;
- an **Open Referral UK** file, or a folder of them; or its tables, as a zip file or in a folder;
- the register of charities with activity tags, and the list of English libraries, which are known by their headings.

You see what is in it before anything changes. For a table, say which column is what; only the name is needed. What you chose is remembered for the next table with the same headings, until you have it forgotten.

## What is left out, and why

One bad row never spoils a list. It is left out, and listed with its reason. The rest comes in.

## The same list again

Give it the same name as last time. Services that are here already are brought up to date, never doubled. What you wrote yourself in the meantime, such as tips and checks, stays.

## If it was the wrong list

“Take it all out again” undoes the whole list at once. So does \`Ctrl+Z\` right after.

## When a file is not known

Open it in a spreadsheet program and save it as “CSV UTF-8”. If it is very large, split it. A list that is locked with a password must be saved without one first.
`,
  },
  sync: {
    title: "How things stand with the others",
    text: `
At the top of the window stands one small line. Press it, or \`Alt+S\`, and it says what it means. It never pops up by itself, and nothing ever waits for it.

- **Saved here**: this laptop works alone. Everything you write is on it.
- **Synced 10:42**: everything you wrote has reached the server, and everything there is here.
- **Working offline, 14 changes to send**: there is no connection. Nothing is wrong with that. They are sent once there is one, in order, each exactly once.
- **Getting the team’s records: 40 %**: a new laptop is filling. You can start: today’s people come first. Who wrote what, and when, is read after that: until it is all here, a record’s history says so.
- **Needs you**: something needs a person. Press it: it says what, and what to do.

“Saved” and “synced” are two things. Words are saved on this laptop as you type, with or without a connection.

## When it needs you

- **Something else answers in the server’s place**: log in to the guest network in your web browser, then look for changes again.
- **The server has less than it had**: it was put back from a backup. Ask whoever looks after it; then choose **Send again** on the [Team](#/team) page. Nothing is doubled.
- **This laptop’s clock is wrong**: nothing is lost, but colleagues see wrong times. Set the clock in the laptop’s own settings.
- Anything else says whom to tell. Your work stays here in any case.

[What moved when](#/activity) lists what came and went, by number only. Off line it begins with whose news has not gone out; each record says so too. When two of you wrote in the same place, see [differences to look at](#/help/differences).
`,
  },
  team: {
    title: "Working as a team",
    text: `
In a team several laptops share the same people, plans and directory, through a server. Everything is locked on your laptop before it leaves; whoever runs the server can pass it on, and cannot read a word of it.

## Making a team

Once, usually by its lead: on the [Team](#/team) page, with the server’s address and a sign-up code from whoever runs it.

## Inviting somebody

1. On the [Team](#/team) page choose **Invite somebody**, and what they may do.
2. Read the code out, by telephone or across the table. “How to read it out” spells it. Do not send it in a message.
3. When they have typed it, your screen says who asks. Let in only somebody you are speaking with now.

A code works once, and for a short time. If it was typed wrongly it cannot be used again: make another. That is what makes a short code safe.

## Joining

Choose **Join my team** on the first day, or **Join a team** on the [Team](#/team) page later. You need the server’s address and the code.

## Who may do what

- **Lead**: everything, and says who belongs.
- **Link worker**: people, plans and the directory.
- **Volunteer**: the directory and the drop-in only.
- **Read only**: reads what a link worker reads.

Have two leads, so that the team is never without one.

## A laptop is lost, somebody leaves

Choose **It is lost, or put away** beside the laptop, or **Take out of the team** beside the person. From then on it gets nothing newer. What was on it stays readable to who knows its passphrase. See [if a laptop is lost or stolen](#/help/lost-laptop).

## Without a network

**Save to a stick** writes a locked file; a colleague’s laptop reads it with **Read from a stick**. Only your team’s laptops can open it.

## Comparing numbers

You never have to. If you want to be sure that nobody stands between you and a colleague, compare safety numbers: they are the same on both screens.
`,
  },
  differences: {
    title: "Differences to look at",
    text: `
When two of you write in the same place while apart, nobody’s words are lost. One version stands in the record, the other waits beside it. A small mark, **Two versions**, stands at the field, and a line on [Today](#/today) counts them.

[Differences to look at](#/differences) shows both, with who wrote them, when and on which laptop. In long texts what differs is marked.

- **Keep this**: what stands in the record stays.
- **Keep this one instead**: the other takes its place.
- **Write a third**: put both into words of your own.

There is no hurry and no wrong answer. \`Ctrl+Z\` takes a choice back, and both versions stay in the history of the record.

If one of you put something in the bin while the other wrote in it, it comes back, and says so here.

Different fields of one record, and new contacts and notes, never get in each other’s way.
`,
  },
  activity: { title: "What moved when", text: "" },
  erasing: {
    title: "Erasing for ever",
    text: `
The [bin](#/bin) puts a record away and gives it back at any time. Erasing destroys it: nobody can bring it back.

Do it when somebody asks for their record to be erased and your organisation agrees, or when the time to keep it is over. Ask whoever looks after data protection if you are not sure.

1. On the person’s page open **Details**. At the very end is **Erase for ever…**
2. Read what goes and what stays. Say why.
3. Type their name as it stands on the screen.

## The receipt

You get a receipt without their name: its number, when, by whom, why, and how far it has come. In a team each laptop erases the record when it next goes on line, and the receipt says how many are still to be heard from. All receipts are in [Settings](#/settings/erased). Copy the text into a letter if somebody asks for proof.

## What it cannot reach

What was printed, saved as a PDF or sent to others. Backups that somebody copied elsewhere: have those deleted by hand.
`,
  },
  passphrase: {
    title: "Your passphrase",
    text: `
Your passphrase locks everything on this laptop. Nobody else knows it, and nobody can look it up: not your manager, not whoever made Alongside.

- Four or five words that do not belong together are easy to remember and very hard to guess.
- Capitals, figures and signs are not needed.
- Do not use one that you use elsewhere.
- Do not keep it on this laptop or on a note beside it.

Change it in [Settings](#/settings/passphrase). If you have forgotten it, [your recovery code](#/help/recovery-code) opens the desk, and you choose a new one.
`,
  },
  unlocking: {
    title: "Unlocking",
    text: `
- Capital letters and spaces count. The eye beside the box shows what you typed.
- Unlocking takes a moment on purpose: it makes guessing hopeless.
- After unlocking you are where you were, with the cursor in the same sentence.
- If it says that the desk is open in another window, look for that window first.

Forgotten it? Choose “I have forgotten it” and type your [recovery code](#/help/recovery-code).
`,
  },
  "recovery-code": {
    title: "Your recovery code",
    text: `
The recovery code is the only way in when a passphrase is forgotten. It is six groups of letters and figures, on paper.

- Capital letters, spaces and dashes do not matter.
- There is no I, L, O or U in a code: those are 1 and 0.
- If one group is not right, the desk says which one.

Keep it away from the laptop: at home, or in the office safe. Anyone who has both the laptop and the code can read everything.

If the paper is lost, [make a new code](#/settings/passphrase) today. The old one stops working at once.
`,
  },
  backup: {
    title: "Backups",
    text: `
A backup is made by itself every day you work. Recent ones are kept day by day, older ones week by week, then month by month. Each is locked like your work.

- [Look inside](#/settings/backup) a backup before you go back to it: it says how many people and contacts it holds against now.
- Going back puts what is there now aside, and deletes nothing. The desk locks; unlock it with your passphrase.
- A backup on this laptop does not help when the laptop is lost. Copy one to a place your organisation trusts.

## If your work cannot be opened

If it says that a file is missing or damaged, nothing has been changed. Do not delete anything. Restore the latest backup; if that fails, ask whoever looks after this laptop to look for the folder named in [About](#/settings/about).
`,
  },
  settings: {
    title: "Settings",
    text: `
- [Appearance](#/settings/look): light or dark, and text up to twice the size.
- [Passphrase and recovery](#/settings/passphrase): change the passphrase, make a new recovery code.
- [Lock](#/settings/lock): how long before the desk locks itself.
- [Team](#/team): make or join one, who belongs, which laptops, a stick.
- [Backup](#/settings/backup): back up, look inside, go back.
- [Erased](#/settings/erased): receipts for what was erased for ever.
- [About](#/settings/about): the version, and where your work is kept.
`,
  },
  bin: {
    title: "Bin, undo and history",
    text: `
Nothing asks “are you sure?”, because nothing is lost.

- \`Ctrl+Z\` undoes the last thing you did, anywhere, and says what it was. \`Ctrl+Shift+Z\` does it again. While you are typing, it takes back typing first.
- What you put away is in the [bin](#/bin), as it was. **Take out** brings it back.
- Every record remembers what it said before, when and by whom. **Bring this back** puts earlier words in again.

A bin is not an erasure. When someone asks for their record to be erased for good, see [erasing for ever](#/help/erasing).
`,
  },
  keys: {
    title: "Keys",
    text: `
Everything can be done without a mouse. \`Ctrl+/\` shows the keys of the screen you are on.

- \`Ctrl+K\` find anything
- \`Alt+1\` to \`Alt+4\` Today, People, Directory, My practice
- \`Ctrl+N\` a new person
- \`Ctrl+Alt+R\` a new reflection
- \`Ctrl+Z\` undo, \`Ctrl+Shift+Z\` do again
- \`Ctrl+Shift+D\` hide or show names
- \`Ctrl+Shift+T\` Together view
- \`Alt+S\` how things stand with the team
- \`Ctrl+L\` lock
- \`Ctrl+,\` settings
- \`F1\` help for this screen
- \`Esc\` close what lies over the page

In lists: arrow keys move, \`Enter\` opens, \`Home\` and \`End\` go to the ends. \`Tab\` goes from part to part.
`,
  },
  safety: {
    title: "What is kept where",
    text: `
Everything you write is kept **on this laptop**. While it works alone, Alongside sends nothing anywhere. In a [team](#/help/team) it goes to your colleagues’ laptops through a server, locked before it leaves yours: whoever runs the server cannot read it.

- Your work is one encrypted file. Without your passphrase or your recovery code it is noise, to anyone.
- Words you are typing, the search index and backups are encrypted the same way.
- When the desk locks, the key is wiped from the laptop’s memory.
- Settings such as text size are kept in clear. They say nothing about anybody.
- A PDF, a leaflet or a recovery sheet that you save is **not** encrypted. Print it, or keep it where your organisation allows, and delete it when it is done with.

What it cannot do: protect you from someone watching you type, or from a laptop that has been tampered with. Keep the laptop up to date, and do not lend it unlocked.

Where exactly, and with which lock, is in [About](#/settings/about).
`,
  },
  "lost-laptop": {
    title: "If a laptop is lost or stolen",
    text: `
1. Tell your manager and whoever looks after data protection **today**, also if you are not sure.
2. Say that the work was encrypted, and whether the desk was locked. It locks itself after a few minutes, and when the laptop sleeps.
3. Say where the recovery code was. If it was with the laptop, say so: that changes everything.
4. In a team, open [Team](#/team) on another laptop, or ask your lead to, and choose **It is lost, or put away** beside it. It gets nothing newer from then on.
5. On your new laptop choose **Join my team**, then **I have lost my laptop**, and type the recovery code of the lost one: you are yourself again, with your team’s records and your reflections. Then take the lost laptop out, if nobody has yet. Without the sheet a lead can let you in again; your own reflections then come from another laptop of yours, if you have one.
6. If you work alone and had copied a backup elsewhere, your work is not gone. Ask whoever looks after laptops to put it on another one; the same passphrase or recovery code opens it.
7. Once you work again, change the passphrase and [make a new recovery code](#/settings/passphrase).

Found it again? Have it checked by whoever looks after laptops before you type your passphrase. If it was taken out of the team it sends nothing until a lead lets it in again: they open [Team](#/team), choose **Give them another laptop** beside your name (or **Let … in again**, if you were taken out yourself) and read you the code; on the laptop choose **I have a code**. What you had written on it and not sent goes to the team then. If it is not to come back, the line at the top of the window offers that as a file.
`,
  },
  updating: {
    title: "Updating Alongside",
    text: `
If it says that your work was saved by a newer version, install the newest version on this laptop. Nothing has been changed, and an older version never tries to read what it does not understand.

Before an update a backup is a good habit: [back up now](#/settings/backup).
`,
  },
  trouble: {
    title: "When something goes wrong",
    text: `
- What you typed stays on the screen until it is saved. The top of the window says so.
- Try again in a moment. Then close Alongside and open it again: unlocking brings you back to the sentence you were in.
- A blank or flickering window: turn on “Draw without the graphics card” in [Appearance](#/settings/look), and start again.
- A full disk: make room, and go on. Nothing is lost meanwhile.
- Still wrong? Note what you did and what the message said, without anyone’s name, and tell whoever looks after this laptop.
`,
  },
};

pages["activity"] = { title: "What moved when", text: pages["sync"]?.text ?? "" };
Object.assign(pages, directoryPages);
pages["gaps"] = { title: "What is missing", text: pages["checks"]?.text ?? "" };
pages["compare"] = { title: "Side by side", text: pages["directory"]?.text ?? "" };
pages["double"] = { title: "One service, or two?", text: pages["doubles"]?.text ?? "" };
pages["service"] = { title: "A service", text: pages["directory"]?.text ?? "" };

/** The help book's contents, in its order. The rest is reached from a screen or from an error. */
const contents = [
  "start",
  "today",
  "people",
  "person",
  "plan",
  "together",
  "directory",
  "diary",
  "groups",
  "practice",
  "load",
  "import",
  "feeds",
  "collections",
  "doubles",
  "checks",
  "sync",
  "team",
  "differences",
  "bin",
  "erasing",
  "keys",
  "passphrase",
  "recovery-code",
  "unlocking",
  "backup",
  "safety",
  "lost-laptop",
  "updating",
  "trouble",
];

/** Screens that share the page of another. */
const shared: Record<string, string> = {
  twice: "people",
  "recorded-twice": "people",
  day: "diary",
  calendars: "diary",
  dropin: "groups",
  session: "groups",
  group: "groups",
  events: "groups",
};

export const help = {
  shared,
  title: "Help",
  contents: "Pages of the help book",
  find: "Find in the help book",
  none: "No page has those words",
  notThere: "There is no page of that name",
  offline: "The help book is always here, also without a network.",
  order: contents,
  pages,
};
