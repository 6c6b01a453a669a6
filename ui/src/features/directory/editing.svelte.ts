// Which parts of which services are open for writing. Kept beside the screens, so that after a lock the sentence that
// was being written is still in its field.
import { SvelteSet } from "svelte/reactivity";

export const editing = new SvelteSet<string>();

export const partOf = (service: string, section: string): string => `${service}/${section}`;
