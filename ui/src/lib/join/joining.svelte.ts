// Joining a team, by an invitation that was read out or by the sheet of a laptop that is lost: what is filled in, what the program says of it,
// and what went wrong. The code itself is never kept.
import { FormDraft, formKey } from "../autosave/index.svelte";
import { BackendError, call } from "../backend";
import type { JoiningView } from "../generated/commands";
import { t } from "../i18n/index.svelte";
import { askAgain } from "./polling";

type Is = JoiningView["is"];

interface Told {
  /** The desk was locked meanwhile. */
  locked: () => void;
  /** What the program says now, and whether that is another page than before. */
  now: (view: JoiningView, arrived: boolean) => void;
}

export class Joining {
  readonly form: FormDraft<{ server: string; laptop: string }>;
  code = $state("");
  view = $state.raw<JoiningView | null>(null);
  /** Sent once already: what is missing is said from then on. */
  tried = $state(false);
  sending = $state(false);
  error = $state.raw<BackendError | null>(null);

  readonly filled = $derived.by(() => ({
    server: this.form.value.server.trim() !== "",
    code: this.code.trim() !== "",
    laptop: this.form.value.laptop.trim() !== "",
  }));

  /** `from` is the name of who works here; or, of a laptop that comes again, what it was known by. */
  constructor(
    from: string | { server: string; laptop: string },
    private readonly open: readonly Is[],
    private readonly told: Told,
  ) {
    const known = typeof from === "string" ? { server: "", laptop: t.team.laptopOf(from) } : from;
    this.form = new FormDraft(formKey("team", "join"), known);
  }

  /** Follows it while somebody elsewhere may still do something with it, until the returned function is called. */
  follow(): () => void {
    void this.ask();
    return askAgain(
      () => this.ask(),
      () => this.view !== null && this.open.includes(this.view.is),
    );
  }

  async send(command: "join_team" | "come_back"): Promise<void> {
    this.tried = true;
    const { server, code, laptop } = this.filled;
    if (!server || !code || !laptop || this.sending) return;
    this.sending = true;
    this.error = null;
    try {
      const { form } = this;
      this.take(
        await call(command, {
          server: form.value.server.trim(),
          code: this.code.trim(),
          laptop: form.value.laptop.trim(),
        }),
      );
      this.tried = false;
    } catch (thrown) {
      this.failed(thrown);
    }
    this.sending = false;
  }

  async stop(): Promise<void> {
    await call("cancel_joining", {}).catch((thrown) => this.failed(thrown));
    await this.ask();
  }

  failed(thrown: unknown): void {
    const problem = BackendError.from(thrown);
    if (problem.code === "locked") this.told.locked();
    else this.error = problem;
  }

  private ask(): Promise<void> {
    return call("joining", {})
      .then((view) => this.take(view))
      .catch((thrown) => this.failed(thrown));
  }

  private take(next: JoiningView): void {
    const arrived = this.view !== null && this.view.is !== next.is;
    this.view = next;
    this.told.now(next, arrived);
  }
}

/** The page has become another: it is said, and the focus is not lost with the button that was pressed. */
export function focusArrived(box: HTMLElement | undefined): void {
  requestAnimationFrame(() => box?.querySelector<HTMLElement>("[data-focus]")?.focus());
}
