// What is nobody's in particular, found from every screen: groups, drop-ins, events, times in the diary, things to do.
// Which screen shows each is known here, once; the screens know nothing of it.
import type { Kind, ThingLine } from "../generated/commands";
import { dateShort } from "../i18n/format";
import { t } from "../i18n/index.svelte";
import { type Route, router } from "../shell/router.svelte";
import { view } from "../view.svelte";
import { finders } from "./registry.svelte";

const day = (thing: ThingLine) => (thing.on ? { page: thing.on } : {});

const where: Partial<Record<Kind, (thing: ThingLine) => Route>> = {
  appointment: (thing) => ({ name: "diary", ...day(thing) }),
  task: () => ({ name: "today" }),
  drop_in: ({ id }) => ({ name: "session", id }),
  conversation: ({ id, of }) => ({ name: "session", id: of ?? id }),
  group: ({ id }) => ({ name: "group", id }),
  group_meeting: ({ id, of }) => ({ name: "group", id: of ?? id }),
  community_event: (thing) => ({ name: "events", ...day(thing) }),
};

export function offerThings(): void {
  finders.offer({
    id: "things",
    heading: () => t.keys.things,
    of: ({ things }) =>
      things.flatMap((thing) => {
        const route = where[thing.kind]?.(thing);
        if (!route) return [];
        const more = [
          t.doings.what(thing.kind),
          thing.on ? dateShort(thing.on) : "",
          // Words in a note may name anyone.
          view.discreet ? "" : thing.found_in,
        ];
        return [
          {
            id: thing.id,
            words: thing.title || (thing.kind === "conversation" ? t.dropin.nameless : t.keys.unnamed),
            more: more.filter(Boolean).join(" · "),
            isName: thing.kind === "conversation" && thing.title !== "",
            run: () => router.go(route),
          },
        ];
      }),
  });
}
