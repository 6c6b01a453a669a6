// The real program behind the desk: commands of the `desk` plugin, each taking one `request`.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Backend } from "./index";

export const tauri: Backend = {
  call: (name, request) => invoke(`plugin:desk|${name}`, { request }),
  listen: (name, handler) => listen(name, (event) => handler(event.payload)),
};

/** Whether this page runs inside the app's own window. */
export function insideTheApp(): boolean {
  return "__TAURI_INTERNALS__" in window;
}
