// Short messages about what just happened, with a way back. They say, they never ask.

export interface Toast {
  id: number;
  words: string;
  tone: "plain" | "good" | "bad";
  undo?: () => void | Promise<void>;
}

const PLAIN_FOR = 6_000;
const UNDO_FOR = 12_000;

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
      setTimeout(() => this.dismiss(toast.id), toast.undo ? UNDO_FOR : PLAIN_FOR),
    );
  }

  clear(): void {
    for (const toast of this.list) this.dismiss(toast.id);
  }
}

export const toasts = new Toasts();
