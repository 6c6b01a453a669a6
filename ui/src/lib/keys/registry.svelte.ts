// Everything that can be done, once: its words, its keys, where it holds and what it does. The keyboard, the palette
// (Ctrl+K) and the sheet (Ctrl+/) all read this list, so a key that works is a key that is shown.

import { untrack } from "svelte";
import type { AnythingView } from "../generated/commands";

export interface DeskCommand {
  id: string;
  /** A function, so that the words follow the language. */
  words: () => string;
  /** "Ctrl+Shift+D". Ctrl is also the command key of a Mac. Several when more than one works. */
  keys?: readonly string[];
  /** "everywhere", or the name of the screen that registered it. */
  scope: string;
  run: () => void | Promise<void>;
  /** Not offered in the palette: it would make no sense there. */
  quiet?: boolean;
  /** Whether it can be done just now. */
  when?: () => boolean;
}

class Registry {
  commands = $state.raw<readonly DeskCommand[]>([]);

  /** Offer commands until the returned function is called. A later command of the same id replaces an earlier one. */
  offer(commands: readonly DeskCommand[]): () => void {
    const ids = new Set(commands.map((command) => command.id));
    // Offered from effects of screens: they must not run again because the list they add to has changed.
    const known = untrack(() => this.commands);
    this.commands = [...known.filter((command) => !ids.has(command.id)), ...commands];
    return () => {
      const gone = new Set(commands);
      this.commands = untrack(() => this.commands).filter((command) => !gone.has(command));
    };
  }

  /** The command of a key press: a screen's own before one that holds everywhere. */
  find(event: KeyboardEvent): DeskCommand | undefined {
    const able = this.commands.filter(
      (command) => command.keys?.some((keys) => matches(event, keys)) && (command.when?.() ?? true),
    );
    return able.find((command) => command.scope !== "everywhere") ?? able[0];
  }
}

export const registry = new Registry();

/** Whether a key press is "Ctrl+Shift+D". Figures go by the key's place, so that Alt+1 works on every layout. */
export function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split("+");
  const key = parts.pop() || "+";
  const wants = (modifier: string) => parts.includes(modifier);
  if ((event.ctrlKey || event.metaKey) !== wants("Ctrl")) return false;
  if (event.altKey !== wants("Alt")) return false;
  if (/^\d$/.test(key)) return event.code === `Digit${key}` && event.shiftKey === wants("Shift");
  // On some layouts "/" needs Shift; for signs the sign itself is what counts.
  const isSign = key.length === 1 && !/[a-z]/i.test(key);
  if (!isSign && event.shiftKey !== wants("Shift")) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}

/** What the palette can find besides commands: people, services. Each area of the desk offers its own finder. */
export interface Found {
  id: string;
  words: string;
  /** A second, quieter line: where, what for. */
  more?: string;
  /** A person's name, hidden while others may see the screen. */
  isName?: boolean;
  run: () => void;
}

export interface Finder {
  id: string;
  heading: () => string;
  /** Its share of the one answer the program gives to what was typed. */
  of: (found: AnythingView) => Found[];
}

class Finders {
  list = $state.raw<readonly Finder[]>([]);

  offer(finder: Finder): () => void {
    const others = untrack(() => this.list).filter((known) => known.id !== finder.id);
    this.list = [...others, finder];
    return () => {
      this.list = untrack(() => this.list).filter((known) => known !== finder);
    };
  }
}

export const finders = new Finders();

/** Letters in order, words first: "dir" finds "Go to Directory", "lk" finds "Lock". Higher is better; 0 is no match. */
export function fit(words: string, typed: string): number {
  const text = words.toLocaleLowerCase();
  const wanted = typed.trim().toLocaleLowerCase();
  if (wanted === "") return 1;
  if (text.startsWith(wanted)) return 4;
  if (text.includes(` ${wanted}`)) return 3;
  if (text.includes(wanted)) return 2;
  let from = 0;
  for (const letter of wanted) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return 0;
  }
  return 1;
}
