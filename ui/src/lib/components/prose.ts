// Simple Markdown into blocks. Only what the help book and the licences use; anything else stays as it is written.
// Links go to places of the desk alone: an address anywhere else stays words.

export type Words =
  | { kind: "text" | "strong" | "keys" | "code"; text: string }
  | { kind: "link"; text: string; href: string };

export type Block =
  | { kind: "heading"; depth: number; words: Words[] }
  | { kind: "text"; words: Words[] }
  | { kind: "list"; items: Words[][] }
  | { kind: "steps"; items: Words[][] }
  | { kind: "verbatim"; text: string };

const KEYS = /^(Ctrl|Alt|Shift|Esc|Enter|Tab|Space|F\d{1,2}|Home|End)(\+.+)?$/;

export function readLine(text: string): Words[] {
  const words: Words[] = [];
  let rest = text;
  while (rest) {
    const found = /\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)/.exec(rest);
    if (!found) break;
    if (found.index > 0) words.push({ kind: "text", text: rest.slice(0, found.index) });
    const [whole, strong, code, label, href] = found;
    if (strong !== undefined) words.push({ kind: "strong", text: strong });
    else if (code !== undefined) words.push({ kind: KEYS.test(code) ? "keys" : "code", text: code });
    else if (label !== undefined && href?.startsWith("#/")) words.push({ kind: "link", text: label, href });
    else words.push({ kind: "text", text: label === href ? (label ?? "") : `${label} (${href})` });
    rest = rest.slice(found.index + whole.length);
  }
  if (rest) words.push({ kind: "text", text: rest });
  return words;
}

export function read(text: string): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let fence: string[] | null = null;
  const close = () => {
    if (paragraph.length > 0) blocks.push({ kind: "text", words: readLine(paragraph.join(" ")) });
    paragraph = [];
  };
  const item = (kind: "list" | "steps", words: Words[]) => {
    close();
    const last = blocks.at(-1);
    if (last?.kind === kind) last.items.push(words);
    else blocks.push({ kind, items: [words] });
  };
  for (const line of text.split(/\r?\n/)) {
    if (line.trimStart().startsWith("```")) {
      close();
      if (fence) blocks.push({ kind: "verbatim", text: fence.join("\n") });
      fence = fence ? null : [];
      continue;
    }
    if (fence) {
      fence.push(line);
      continue;
    }
    const heading = /^(#{1,4})\s+(.*)$/.exec(line);
    const bullet = /^\s*[-*]\s+(.*)$/.exec(line);
    const step = /^\s*\d+\.\s+(.*)$/.exec(line);
    if (heading) {
      close();
      blocks.push({ kind: "heading", depth: heading[1]?.length ?? 1, words: readLine(heading[2] ?? "") });
    } else if (bullet) item("list", readLine(bullet[1] ?? ""));
    else if (step) item("steps", readLine(step[1] ?? ""));
    else if (line.trim() === "") close();
    else paragraph.push(line.trim());
  }
  close();
  if (fence) blocks.push({ kind: "verbatim", text: fence.join("\n") });
  return blocks;
}
