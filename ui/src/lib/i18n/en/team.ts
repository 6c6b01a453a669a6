// Making a team, joining one, who belongs, and the laptops.
import type { RoleCode } from "../../generated/commands";
import { pluralsOf } from "../plural";

const plural = pluralsOf("en-GB");

const roles: Record<RoleCode, string> = {
  lead: "Lead",
  link_worker: "Link worker",
  volunteer: "Volunteer",
  read_only: "Read only",
};

const roleHints: Record<RoleCode, string> = {
  lead: "Everything, and says who belongs to the team.",
  link_worker: "People, plans and the directory.",
  volunteer: "The directory and the drop-in only. Sees no person’s record.",
  read_only: "Reads what a link worker reads, and changes nothing.",
};

/** How letters are read out, so that B is not heard as D. Figures are said as they are. */
const spelling: Record<string, string> = {
  A: "Alpha",
  B: "Bravo",
  C: "Charlie",
  D: "Delta",
  E: "Echo",
  F: "Foxtrot",
  G: "Golf",
  H: "Hotel",
  I: "India",
  J: "Juliet",
  K: "Kilo",
  L: "Lima",
  M: "Mike",
  N: "November",
  O: "Oscar",
  P: "Papa",
  Q: "Quebec",
  R: "Romeo",
  S: "Sierra",
  T: "Tango",
  U: "Uniform",
  V: "Victor",
  W: "Whisky",
  X: "X-ray",
  Y: "Yankee",
  Z: "Zulu",
  0: "nought",
  1: "one",
  2: "two",
  3: "three",
  4: "four",
  5: "five",
  6: "six",
  7: "seven",
  8: "eight",
  9: "nine",
};

export const team = {
  title: "Team",
  leadAlone:
    "This laptop works alone, and can go on doing so. In a team, several laptops share one picture of the people you walk alongside.",
  sealed:
    "Everything is locked on your laptop before it leaves. The server keeps it and passes it on, and cannot read a word of it.",
  example: "The example people stay on this laptop: they cannot be shared with a team.",

  make: "Make a team",
  makeLead:
    "Once for the whole team, usually by its lead. You need a server’s address and a sign-up code from whoever runs it.",
  makeGo: "Make the team",
  making: "Making the team. What is on this laptop becomes the team’s first records.",
  made: (name: string) => `The team is made: ${name}`,
  join: "Join a team",
  joinLead:
    "A lead of your team makes a code on their laptop and reads it out to you, on the telephone or across the table.",
  server: "The server’s address",
  serverHint: "Such as https://alongside.example.org. Your lead or whoever runs the server knows it.",
  signUpCode: "Sign-up code",
  signUpHint: "From whoever runs the server. It works once.",
  name: "What the team is called",
  nameHint: "As your colleagues know it.",
  laptop: "What this laptop is called",
  laptopHint: "So that colleagues can tell your laptops apart, such as “Amira’s laptop”.",
  laptopOf: (name: string) => (name ? `${name}’s laptop` : ""),
  needsServer: "Write the server’s address.",
  needsSignUp: "Type the sign-up code.",
  needsName: "Write what the team is called.",
  needsLaptop: "Write what this laptop is called.",
  needsCode: "Type the code that was read out to you.",
  code: "Code",
  codeHint: "Four figures, then two groups of five. Capitals and dashes do not matter.",
  joinGo: "Ask to be let in",
  later: "Do this later",
  back: "Back",

  asking: "Talking to your colleague’s laptop",
  waitingIn: "Waiting to be let in",
  waitingInWords:
    "Your lead sees your name on their screen now. Stay on the telephone until they have let you in.",
  compareJoin: "Compare numbers",
  compareJoinWords:
    "For those who want to be sure that nobody stands in between: read them out. They are the same on both screens.",
  stopAsking: "Stop asking",
  joined: "You are in",
  joinedGetting: "Getting the team’s records. What you need today comes first.",
  joinedStart: "You can start: today’s people are here. The rest is coming.",
  joinedAll: "Everything is here.",
  loadingLabel: "The team’s records",
  openDesk: "Open my desk",
  wrongCode: "That code did not open the door",
  wrongCodeWords:
    "It is mistyped, was used before, or is too old. To be safe a code works once: ask for a new one.",
  notTheirs: "That code is for somebody else",
  notTheirsWords:
    "This laptop was in the team as yours. Ask a lead for a code of your own: on their team page, under those who were in the team, they let you in again; or, if only this laptop was taken out, they give you another laptop.",
  refused: "They said no",
  refusedWords: "Nothing was shared. Ask your lead whether it was a mistake; they can make a new code.",
  failed: "The line failed",

  members: "Members",
  about: "This team",
  you: "you",
  roles,
  roleHints,
  laptops: (name: string) => `Laptops of ${name}`,
  noLaptop: "No laptop",
  unnamed: "A laptop without a name",
  thisOne: "This laptop",
  heard: (ago: string) => `last heard of ${ago}`,
  neverHeard: "not heard of yet",
  takenOut: "Taken out",
  were: "Were in the team",
  wereCount: (n: number) => plural(n, { one: "{n} person", other: "{n} people" }),
  againTitle: (name: string) => `Let ${name} in again`,
  againWords:
    "You get a code to read out. They come in as themselves, with the laptop they had or with a new one; what they wrote on it since goes to the team.",
  againGo: "Make a code",
  out: "This laptop was taken out of the team",
  outWords: (team: string) =>
    `It gets nothing new from ${team} and sends nothing. What is on it stays, and you can go on writing.`,
  outNext:
    "If that was a mistake, a lead can let you in again: they make a code for you on their team page and read it out. What you write until then goes to the team when you are in.",
  outGo: "I have a code",
  outJoin: "Come in again",
  more: (name: string) => `More: ${name}`,
  onlyLead: "A lead says who belongs to the team. Ask one of them to invite somebody.",

  invite: "Invite somebody",
  inviteLead: "Choose what they may do. You get a code to read out; it works once, and for a short time.",
  inviteAs: "They join as",
  inviteGo: "Make a code",
  addMine: "Add a laptop of my own",
  addMineLead:
    "A laptop of your own is let in with a code too. It holds the same records, with a passphrase of its own.",
  addTheirs: "Give them another laptop",
  inviteFor: (role: string) => `For somebody who joins as: ${role}`,
  codeTitle: "Read this code out",
  codeLabel: "The code",
  addressToo: "They also need this address:",
  ends: (left: string, time: string) => `It can be used for ${left} more, until ${time}.`,
  left: (minutes: number, seconds: number) =>
    minutes > 0
      ? plural(minutes, { one: "{n} minute", other: "{n} minutes" })
      : plural(seconds, { one: "{n} second", other: "{n} seconds" }),
  howToRead: "How to read it out",
  howToReadWords: "Say it by telephone or across the table. Do not send it in a message.",
  group: (n: number) => `Part ${n}`,
  spelling,
  stay: "You can leave this page and come back. The code waits here.",
  cancelCode: "Cancel the code",
  asks: (name: string, laptop: string) =>
    laptop ? `${name} asks to be let in from “${laptop}”` : `${name} asks to be let in`,
  asksAs: (role: string) => `They join as: ${role}.`,
  asksWords: "Let in only somebody you are speaking with now.",
  letIn: "Let them in",
  no: "No",
  compare: "Compare numbers",
  compareWords: "If you want to be sure: both screens show these numbers. If theirs are different, say no.",
  theyAreIn: "They are in",
  theyAreInWords: "Their laptop is filling now. They can start with today’s people at once.",
  expired: "The time of this code is over",
  expiredWords: "Nobody used it. Make another when the other person is ready.",
  spoiled: "This code cannot be used any more",
  spoiledWords: "It was typed wrongly, or broken off. To be safe a code gets one try: make another.",
  another: "Make another code",
  done: "Done",

  changeRole: "Change what they may do",
  changeRoleTitle: (name: string) => `What ${name} may do`,
  changeRoleWords: "It holds from when their laptop next goes on line. What they have read cannot be unread.",
  lastLead: "A team needs a lead. Make somebody else a lead first.",
  change: "Change it",
  remove: "Take out of the team",
  removeTitle: (name: string) => `Take ${name} out of the team?`,
  removeWords: [
    "All their laptops stop getting anything new, and can send nothing more.",
    "What is on their laptops already stays readable to who knows the passphrase.",
    "What they wrote stays in your records, with their name.",
    "You can let them in again at any time, with the laptop they have and what was written on it.",
  ],
  removeGo: "Take them out",
  removed: (name: string) => `${name} is no longer in the team`,
  lost: "It is lost, or put away",
  lostTitle: (laptop: string) => `Take “${laptop}” out of the team?`,
  lostWords: [
    "It gets nothing newer from now on, and can send nothing more.",
    "What was on it stays readable to whoever has the laptop and knows its passphrase. Without the passphrase it is noise.",
    "What was written on it and never sent cannot be fetched back.",
    "Its owner’s other laptops go on as before.",
  ],
  lostThis:
    "This is the laptop in front of you. It stops sharing with the team at once; its records stay on it.",
  lostTell: "If it was stolen, also tell your manager and whoever looks after data protection today.",
  lostHelp: "What to do when a laptop is lost",
  lostGo: "Take it out",
  revoked: (laptop: string) => `“${laptop}” is no longer in the team`,
  safety: "Compare safety numbers",
  safetyTitle: (name: string) => `Safety numbers with ${name}`,
  safetyWords: (name: string) =>
    `For those who want to be sure that nobody stands between you and ${name}. They open this page too; read the numbers to one another. They are the same on both screens.`,
  safetyWrong:
    "If they are not the same, do not let anyone else in, and tell whoever looks after the server.",
  safetyLabel: "Safety numbers",

  stick: "Without a network",
  stickLead:
    "Two laptops that never see a network can share through a file on a stick. It is locked like everything else: only your team’s laptops can read it.",
  stickSave: "Save to a stick",
  stickRead: "Read from a stick",
  stickSaved: (path: string) => `Saved: ${path}`,
  stickShow: "Show the file",
  stickNew: (n: number, of: number) =>
    n === 0
      ? `Read. All ${plural(of, { one: "{n} change was", other: "{n} changes were" })} here already.`
      : plural(n, {
          one: `Read. {n} change was new here, of ${of}.`,
          other: `Read. {n} changes were new here, of ${of}.`,
        }),
  sendAgain: "After the server was put back or set up again",
  sendAgainLead:
    "If the server was put back from a backup, or a lead has set the team up again on it, it may lack what it had. Send again gives it back everything this laptop knows. Nothing is ever doubled by it.",
  sendAgainGo: "Send again",
  sendAgainDone: "On its way. The top of the window says when it has arrived.",
  setUpAgain: "Set this team up again",
  setUpLead:
    "It stays the same team with the same people. This laptop gives the server everything it keeps, and your colleagues’ laptops add what only they have. You need a sign-up code from whoever runs the server.",
  setUpGo: "Set it up again",
  setUpAsk:
    "A lead of your team can set it up again. Until then go on working: everything you write is kept here, and sent when the team is there again.",
  setUpDone: "Your team is there again",
  setUpDoneWords:
    "This laptop is sending what it keeps. Other laptops go on by themselves, or ask once whether to send again.",
  moved: "The server has another address now",
  movedWords: "For the same team on another machine. Nothing on this laptop changes but where it asks.",
  newAddress: "The server’s new address",
  movedGo: "Use this address",
  serverIs: "Server",
  teamIs: "Name",
  roleIs: "What you may do",
};
