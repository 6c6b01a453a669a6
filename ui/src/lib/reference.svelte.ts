// Value lists and the short list of needs: the same for everyone, read once.
import { call } from "./backend";
import type { Choice } from "./components/choices";
import type { ReferenceView } from "./generated/commands";

class Reference {
  view = $state.raw<ReferenceView | null>(null);
  private asking: Promise<void> | null = null;

  /** Safe to call from every screen; a failure is tried again by the next one. */
  need(): void {
    if (this.view || this.asking) return;
    this.asking = call("reference", {})
      .then((view) => {
        this.view = view;
      })
      .catch(() => undefined)
      .finally(() => {
        this.asking = null;
      });
  }

  list(name: string): Choice[] {
    return (this.view?.lists[name] ?? []).map((coded) => ({ value: coded.code, label: coded.display }));
  }

  /** The words of a code; a code of an unknown list is its own word. */
  words(name: string, code: string): string {
    return this.view?.lists[name]?.find((coded) => coded.code === code)?.display ?? code;
  }

  needs(): Choice[] {
    return (this.view?.needs ?? []).map((need) => ({ value: need.code, label: need.name, hint: need.hint }));
  }

  needName(code: string): string {
    return this.view?.needs.find((need) => need.code === code)?.name ?? code;
  }
}

export const reference = new Reference();
