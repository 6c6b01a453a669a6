// The only door between the desk and the program behind it. Nothing outside this folder knows that Tauri exists, so
// that the shell could be replaced and every screen can be tested without one.
import type { Commands, ErrorCode, Events, Rule } from "../generated/commands";
import { tauri } from "./tauri";

export type CommandName = keyof Commands;
export type RequestOf<Name extends CommandName> = Commands[Name]["request"];
export type ViewOf<Name extends CommandName> = Commands[Name]["view"];
export type EventName = keyof Events;

export interface Backend {
  call(name: string, request: unknown): Promise<unknown>;
  listen(name: string, handler: (payload: unknown) => void): Promise<() => void>;
}

/** What went wrong, as one of a closed set of codes. The words for it live in the catalogue, never here. */
export class BackendError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly field: string | undefined;
  /** For a value that was not accepted: the rule it broke. */
  readonly rule: Rule | undefined;

  constructor(code: ErrorCode, detail?: string, field?: string, rule?: Rule) {
    super(code);
    this.name = "BackendError";
    this.code = code;
    this.detail = detail;
    this.field = field;
    this.rule = rule;
  }

  /** Anything thrown across the door, made one of ours. */
  static from(thrown: unknown): BackendError {
    if (thrown instanceof BackendError) return thrown;
    if (typeof thrown === "object" && thrown !== null && "code" in thrown) {
      const { code, detail, field, rule } = thrown as {
        code: ErrorCode;
        detail?: string;
        field?: string | null;
        rule?: Rule | null;
      };
      return new BackendError(code, detail, field ?? undefined, rule ?? undefined);
    }
    return new BackendError("internal", thrown instanceof Error ? thrown.message : String(thrown));
  }
}

let current: Backend = tauri;

/** Replace what is behind the door: tests and the component book use a pretend one. */
export function useBackend(backend: Backend): void {
  current = backend;
}

export async function call<Name extends CommandName>(
  name: Name,
  request: RequestOf<Name>,
): Promise<ViewOf<Name>> {
  try {
    return (await current.call(name, request)) as ViewOf<Name>;
  } catch (thrown) {
    throw BackendError.from(thrown);
  }
}

/** Hear an event until the returned function is called. */
export function listen<Name extends EventName>(
  name: Name,
  handler: (payload: Events[Name]) => void,
): () => void {
  let stopped = false;
  let stop: (() => void) | undefined;
  current
    .listen(name, (payload) => {
      if (!stopped) handler(payload as Events[Name]);
    })
    .then((unlisten) => {
      if (stopped) unlisten();
      else stop = unlisten;
    })
    // Without an event channel the desk still works: it asks again when a screen opens.
    .catch(() => undefined);
  return () => {
    stopped = true;
    stop?.();
  };
}
