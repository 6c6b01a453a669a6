// The commands of the desk itself. Screens offer their own beside these.
import { t } from "../i18n/index.svelte";
import { isTextField } from "../keys/listen";
import { type DeskCommand, registry } from "../keys/registry.svelte";
import { phrases } from "../phrases/phrases.svelte";
import { differences } from "../sync/differences.svelte";
import { syncNow } from "../sync/now.svelte";
import { view } from "../view.svelte";
import { desk } from "./desk.svelte";
import { type Route, router } from "./router.svelte";
import { undoable } from "./undoable.svelte";

/** What the shell opens over the desk. */
class Overlays {
  palette = $state(false);
  sheet = $state(false);
  /** What the sync indicator means. */
  standing = $state(false);
}

export const overlays = new Overlays();

export interface Place {
  route: Route;
  words: () => string;
}

export function offerDeskCommands(places: readonly Place[]): () => void {
  const scope = "everywhere";
  const commands: DeskCommand[] = [
    {
      id: "palette",
      words: () => t.keys.palette,
      keys: ["Ctrl+K"],
      scope,
      quiet: true,
      run: () => {
        overlays.palette = !overlays.palette;
      },
    },
    {
      id: "sheet",
      words: () => t.keys.sheet,
      keys: ["Ctrl+/"],
      scope,
      run: () => {
        overlays.sheet = !overlays.sheet;
      },
    },
    {
      id: "phrases",
      words: () => t.phrases.pick,
      keys: ["Ctrl+;"],
      scope,
      when: () => isTextField(document.activeElement),
      run: () => {
        const field = document.activeElement;
        if (!isTextField(field)) return;
        const end = field.value.length;
        phrases.at = { field, from: field.selectionStart ?? end, to: field.selectionEnd ?? end };
      },
    },
    ...places.map(
      (place, at): DeskCommand => ({
        id: `go-${place.route.name}`,
        words: () => t.keys.goTo(place.words()),
        keys: [`Alt+${at + 1}`],
        scope,
        run: () => router.go(place.route),
      }),
    ),
    {
      id: "undo",
      words: () =>
        undoable.undo ? t.keys.undoWhat(t.doings.did(undoable.undo.verb, undoable.undo.kind)) : t.keys.undo,
      keys: ["Ctrl+Z"],
      scope,
      run: desk.undo,
    },
    {
      id: "redo",
      words: () =>
        undoable.redo ? t.keys.redoWhat(t.doings.did(undoable.redo.verb, undoable.redo.kind)) : t.keys.redo,
      keys: ["Ctrl+Shift+Z", "Ctrl+Y"],
      scope,
      run: desk.redo,
    },
    {
      id: "discreet",
      words: () => t.keys.discreet,
      keys: ["Ctrl+Shift+D"],
      scope,
      run: () => {
        view.discreet = !view.discreet;
      },
    },
    {
      id: "together",
      words: () => t.keys.together,
      keys: ["Ctrl+Shift+T"],
      scope,
      when: () => router.route?.name === "person" || router.route?.name === "together",
      run: toggleTogether,
    },
    { id: "lock", words: () => t.keys.lock, keys: ["Ctrl+L"], scope, run: () => desk.lock() },
    {
      id: "settings",
      words: () => t.keys.settings,
      keys: ["Ctrl+,"],
      scope,
      run: () => router.go({ name: "settings", page: "look" }),
    },
    {
      id: "standing",
      words: () => t.sync.command,
      keys: ["Alt+S"],
      scope,
      when: () => router.route?.name !== "together",
      run: () => {
        overlays.standing = !overlays.standing;
      },
    },
    {
      id: "sync-now",
      words: () => t.sync.nowCommand,
      scope,
      when: () => !syncNow.alone,
      run: async () => {
        overlays.standing = true;
        await syncNow.look();
      },
    },
    {
      id: "team",
      words: () => t.keys.goTo(t.shell.team),
      scope,
      run: () => router.go({ name: "team" }),
    },
    {
      id: "activity",
      words: () => t.keys.goTo(t.shell.activity),
      scope,
      run: () => router.go({ name: "activity" }),
    },
    {
      id: "differences",
      words: () => t.keys.goTo(t.shell.differences),
      scope,
      when: () => differences.list.length > 0 || !syncNow.alone,
      run: () => router.go({ name: "differences", key: "" }),
    },
    {
      id: "help",
      words: () => t.keys.help,
      keys: ["F1"],
      scope,
      run: () => router.go({ name: "help", topic: router.route?.name ?? "start" }),
    },
  ];
  return registry.offer(commands);
}

/** From a person's record to the plan that is read together, and back. */
export function toggleTogether(): void {
  const route = router.route;
  if (route?.name === "person") router.go({ name: "together", id: route.id, section: "plan" });
  else if (route?.name === "together") router.go({ name: "person", id: route.id, section: "plan" });
}
