// Asking again while somebody elsewhere is about to do something: let a laptop in, type a code.
import { listen } from "../backend";

/** How long between two questions. News of how things stand is a reason to ask at once. */
const EVERY = 1_500;

/** Ask now and then, and after every news, while `wanted`, until the returned function is called. */
export function askAgain(ask: () => Promise<void>, wanted: () => boolean, every = EVERY): () => void {
  let stopped = false;
  let busy = false;
  const once = async () => {
    if (stopped || busy || !wanted()) return;
    busy = true;
    await ask();
    busy = false;
  };
  const timer = setInterval(() => void once(), every);
  const stop = listen("sync", () => void once());
  return () => {
    stopped = true;
    clearInterval(timer);
    stop();
  };
}
