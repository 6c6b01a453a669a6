// What the palette shows for what is typed: people, services and commands in groups, and which of them Enter would
// choose. One question to the program for each text; an answer about letters no longer there is dropped.
import { call } from "../backend";
import { t } from "../i18n/index.svelte";
import { type DeskCommand, type Finder, type Found, finders, fit, registry } from "./registry.svelte";

/** One line of the palette. */
export interface Line extends Found {
  /** Its own name among all lines, which the box points at. */
  key: string;
  keys?: string | undefined;
}

export interface Group {
  id: string;
  heading: string;
  lines: Line[];
}

/** How many commands are shown beside what was found, and when nothing is typed yet. */
const COMMANDS_BESIDE = 6;
const COMMANDS_ALONE = 12;
/** From so many letters on, a command that begins with them is what was meant. */
const MEANT = 3;

const asLine = (group: string, found: Found, keys?: string): Line => ({
  ...found,
  key: `${group}-${found.id}`,
  keys,
});

export class Finding {
  typed = $state("");
  looking = $state(false);
  private found = $state.raw<Group[]>([]);
  /** The line the arrows are at; none means the first. */
  private chosen = $state<string | null>(null);
  private asked = 0;
  private answering: Promise<void> = Promise.resolve();

  readonly groups: Group[] = $derived.by(() => {
    const commands = this.commands();
    const meant = this.typed.trim().length >= MEANT && commands.begins;
    return (meant ? [commands.group, ...this.found] : [...this.found, commands.group]).filter(
      (group) => group.lines.length > 0,
    );
  });
  readonly lines: Line[] = $derived(this.groups.flatMap((group) => group.lines));
  readonly active: Line | undefined = $derived(
    this.lines.find((line) => line.key === this.chosen) ?? this.lines[0],
  );

  /** Every change of the text. */
  type(text: string): void {
    this.typed = text;
    this.chosen = null;
    this.answering = this.look(text.trim());
  }

  /** Move to the next line or the one before, round the ends. */
  move(by: number): void {
    const { length } = this.lines;
    if (length === 0) return;
    const at = this.active ? this.lines.indexOf(this.active) : 0;
    this.chosen = this.lines[(at + by + length) % length]?.key ?? null;
  }

  point(line: Line): void {
    this.chosen = line.key;
  }

  /** What Enter chooses. It waits for the answer about what is typed now: the line of a moment ago may be someone else. */
  async choice(): Promise<Line | undefined> {
    const mine = this.asked;
    if (this.chosen === null) await this.answering;
    return mine === this.asked ? this.active : undefined;
  }

  /** Closed: no name may stay in the page. */
  clear(): void {
    this.asked += 1;
    this.typed = "";
    this.found = [];
    this.chosen = null;
    this.looking = false;
  }

  private async look(text: string): Promise<void> {
    const mine = ++this.asked;
    if (text === "") {
      this.found = [];
      this.looking = false;
      return;
    }
    this.looking = true;
    // Without an answer the commands still work.
    const answer = await call("find_anything", { text }).catch(() => null);
    if (mine !== this.asked) return;
    this.found = answer ? finders.list.map((finder) => this.share(finder, answer)) : [];
    this.looking = false;
  }

  private share(finder: Finder, answer: Parameters<Finder["of"]>[0]): Group {
    const lines = finder.of(answer).map((found) => asLine(finder.id, found));
    return { id: finder.id, heading: finder.heading(), lines };
  }

  private commands(): { group: Group; begins: boolean } {
    const scored = registry.commands
      .filter((command) => !command.quiet && (command.when?.() ?? true))
      .map((command) => ({ command, score: fit(command.words(), this.typed) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, this.typed ? COMMANDS_BESIDE : COMMANDS_ALONE);
    const line = ({ id, words, keys, run }: DeskCommand) =>
      asLine("command", { id, words: words(), run: () => void run() }, keys?.[0]);
    return {
      group: { id: "commands", heading: t.keys.commands, lines: scored.map(({ command }) => line(command)) },
      begins: scored[0]?.score === 4,
    };
  }
}
