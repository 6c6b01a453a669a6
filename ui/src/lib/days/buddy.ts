// Who was named last, so that the second visit of a day asks less. Kept until the window is closed, and nowhere else.
export const lastBuddy = { words: "" };
