// A pretend program for tests and for the component book: answers from a table of functions, remembers what was asked.
import {
  type Backend,
  BackendError,
  type CommandName,
  type EventName,
  type RequestOf,
  type ViewOf,
} from "./index";

export type Answers = {
  [Name in CommandName]?: (request: RequestOf<Name>) => ViewOf<Name> | Promise<ViewOf<Name>>;
};

export interface Asked {
  name: string;
  request: unknown;
}

export class FakeBackend implements Backend {
  readonly asked: Asked[] = [];
  private readonly answers: Answers;
  private readonly handlers = new Map<string, Set<(payload: unknown) => void>>();

  constructor(answers: Answers = {}) {
    this.answers = answers;
  }

  /** Change what one command answers from now on. */
  answer<Name extends CommandName>(name: Name, with_: NonNullable<Answers[Name]>): void {
    this.answers[name] = with_;
  }

  async call(name: string, request: unknown): Promise<unknown> {
    this.asked.push({ name, request });
    const answer = this.answers[name as CommandName] as ((request: unknown) => unknown) | undefined;
    if (!answer) throw new BackendError("internal", `no answer prepared for ${name}`);
    return answer(request);
  }

  async listen(name: string, handler: (payload: unknown) => void): Promise<() => void> {
    const heard = this.handlers.get(name) ?? new Set();
    heard.add(handler);
    this.handlers.set(name, heard);
    return () => heard.delete(handler);
  }

  emit(name: EventName, payload: unknown): void {
    for (const handler of this.handlers.get(name) ?? []) handler(payload);
  }

  /** The requests made with one command, oldest first. */
  requests<Name extends CommandName>(name: Name): RequestOf<Name>[] {
    return this.asked.filter((asked) => asked.name === name).map((asked) => asked.request as RequestOf<Name>);
  }
}
