// Ties a text control to its writing: typing goes to the draft, leaving commits, and the words of the record come in
// when nobody is typing.
import { untrack as untracked } from "svelte";
import { hold, letGo, type Place, type Writing } from "$lib/autosave/index.svelte";

export interface Written {
  readonly writing: Writing | null;
  readonly text: string;
  readonly key: string | undefined;
  input(event: Event): void;
  blur(): void;
}

/** `place` is where the words are kept (none: they only go out through `onchange`); `value` what the record says. */
export function written(
  place: () => Place | undefined,
  value: () => string,
  onchange: (text: string) => void,
): Written {
  let writing = $state.raw<Writing | null>(null);

  $effect.pre(() => {
    const here = place();
    const held = here ? hold(here, untracked(value)) : null;
    writing = held;
    return () => {
      if (held) letGo(held);
    };
  });

  // The record was read again: its words are taken over unless something is being written.
  $effect.pre(() => {
    const words = value();
    untracked(() => writing)?.accept(words);
  });

  return {
    get writing() {
      return writing;
    },
    get text() {
      return writing ? writing.text : value();
    },
    get key() {
      return writing?.key;
    },
    input(event) {
      const control = event.currentTarget as HTMLInputElement | HTMLTextAreaElement;
      // Some kinds of input (email, number) have no cursor to tell.
      writing?.type(control.value, control.selectionEnd ?? control.value.length);
      onchange(control.value);
    },
    blur() {
      void writing?.flush();
    },
  };
}
