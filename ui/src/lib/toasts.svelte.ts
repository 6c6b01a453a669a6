// Short messages about what just happened, with a way back. They say, they never ask.

export interface Toast {
  id: number;
  words: string;
  tone: "plain" | "good" | "bad";
  undo?: () => void | Promise<void>;
}

/** Long enough to look up from the page, and then to read slowly; with a way back, long enough to want it. */
const LOOK_UP = 2_000;
const A_LETTER = 70;
const LEAST = 4_000;
const LEAST_WITH_UNDO = 10_000;

const staysFor = ({ words, undo }: Toast): number =>
  Math.max(undo ? LEAST_WITH_UNDO : LEAST, LOOK_UP + words.length * A_LETTER);

class Toasts {
  list = $state<Toast[]>([]);
  private next = 1;
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Say something; with `undo`, it stays longer and offers the way back. */
  say(words: string, options: Partial<Pick<Toast, "tone" | "undo">> = {}): number {
    const toast: Toast = { id: this.next++, words, tone: "plain", ...options };
    this.list = [...this.list.slice(-2), toast];
    this.wait(toast);
    return toast.id;
  }

  dismiss(id: number): void {
    this.hold(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** Someone is reading it or has the focus in it: it does not go. */
  hold(id: number): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
  }

  wait(toast: Toast): void {
    this.hold(toast.id);
    this.timers.set(
      toast.id,
      setTimeout(() => this.dismiss(toast.id), staysFor(toast)),
    );
  }

  clear(): void {
    for (const toast of this.list) this.dismiss(toast.id);
  }
}

export const toasts = new Toasts();
