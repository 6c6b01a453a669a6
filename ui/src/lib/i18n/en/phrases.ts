export const phrases = {
  title: "Ready words",
  page: "Ready words",
  pick: "Put in ready words",
  find: "Find by name or words",
  none: "You have no ready words yet.",
  toPage: "Write some in My practice",
  nothing: "None by that name",
  lead: "Type ; and the name, then a space, in any longer text. Or choose from the list with",
  add: "Name of new ready words",
  empty: "What do you write again and again?",
  emptyWords:
    "How to reach you, what happens next, the questions of a first visit. Give it a short name, and write it once.",
  name: "Name",
  nameHint: "One short word: “next” is typed ;next",
  words: "The words",
  wordsHint: "{name} becomes what the person is called whose record is open.",
  twice: "There is another of this name",
};
