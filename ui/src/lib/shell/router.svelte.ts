// Where the person is: one hash, one typed route. Reload, lock and unlock come back to the same place because the
// place is in the address; nothing personal is, only ids.

export type Route =
  | { name: "today" }
  | { name: "people" }
  | { name: "person"; id: string; section: string }
  | { name: "together"; id: string; section: string }
  /** Of somebody known, or of somebody new. */
  | { name: "referral"; id: string }
  | { name: "referrals" }
  | { name: "waiting" }
  | { name: "twice"; id: string; other: string }
  | { name: "recorded-twice" }
  | { name: "directory" }
  | { name: "service"; id: string }
  | { name: "compare" }
  | { name: "import" }
  | { name: "feeds" }
  | { name: "checks" }
  | { name: "gaps" }
  | { name: "collections" }
  | { name: "doubles" }
  | { name: "double"; id: string; other: string }
  /** `page`: a day of the part that is shown. */
  | { name: "diary"; page?: string }
  | { name: "day"; id: string }
  | { name: "calendars" }
  | { name: "dropin" }
  | { name: "session"; id: string }
  | { name: "groups" }
  | { name: "group"; id: string }
  /** `page`: a day of the year that is shown. */
  | { name: "events"; page?: string }
  | { name: "practice"; page?: string }
  | { name: "settings"; page: string }
  | { name: "team" }
  | { name: "activity" }
  | { name: "differences"; key: string }
  | { name: "bin" }
  | { name: "help"; topic: string }
  | { name: "book" };

export type RouteName = Route["name"];
export type RouteOf<Name extends RouteName> = Extract<Route, { name: Name }>;

const PLACES = [
  "today",
  "people",
  "directory",
  "compare",
  "import",
  "feeds",
  "checks",
  "gaps",
  "collections",
  "doubles",
  "calendars",
  "dropin",
  "groups",
  "waiting",
  "recorded-twice",
  "referrals",
  "team",
  "activity",
  "bin",
  "book",
] as const;

/** The hash of a route: "#/person/0192…/story". */
export function hrefOf(route: Route): string {
  const parts: string[] = [route.name];
  if ("id" in route && route.id) parts.push(route.id);
  if ("other" in route) parts.push(route.other);
  if ("section" in route) parts.push(route.section);
  if ("page" in route && route.page) parts.push(route.page);
  if ("topic" in route) parts.push(route.topic);
  if ("key" in route && route.key) parts.push(route.key);
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

/** The route of a hash; null when there is nothing there. An empty hash is Today. */
export function parse(hash: string): Route | null {
  let parts: string[];
  try {
    parts = hash
      .replace(/^#?\/?/, "")
      .split("/")
      .filter(Boolean)
      .map(decodeURIComponent);
  } catch {
    return null;
  }
  const [name, first, second] = parts;
  if (name === undefined) return { name: "today" };
  if (name === "person") return first ? { name, id: first, section: second ?? "story" } : null;
  if (name === "together") return first ? { name, id: first, section: second ?? "plan" } : null;
  if (name === "referral") return { name, id: first ?? "" };
  if (name === "twice" || name === "double")
    return first && second ? { name, id: first, other: second } : null;
  if (name === "service" || name === "session" || name === "group" || name === "day")
    return first ? { name, id: first } : null;
  if (name === "practice" || name === "diary" || name === "events")
    return first ? { name, page: first } : { name };
  if (name === "settings") return { name, page: first ?? "look" };
  if (name === "help") return { name, topic: first ?? "start" };
  if (name === "differences") return { name, key: first ?? "" };
  const place = PLACES.find((known) => known === name);
  return place && first === undefined ? { name: place } : null;
}

class Router {
  route = $state.raw<Route | null>(parse(location.hash));
  /** Grows with every arrival, so that arriving at the same place again also moves the focus. */
  arrivals = $state(0);

  constructor() {
    addEventListener("hashchange", () => {
      this.route = parse(location.hash);
      this.arrivals += 1;
    });
  }

  go(route: Route): void {
    const href = hrefOf(route);
    if (location.hash === href) this.arrivals += 1;
    else location.hash = href;
  }

  /** Return to a place remembered as its hash, as after unlocking. */
  return(hash: string): void {
    const route = parse(hash);
    if (route) this.go(route);
  }
}

export const router = new Router();
