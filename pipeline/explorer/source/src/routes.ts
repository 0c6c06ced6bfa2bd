// The address after `#` goes in, a place (view, filters, and what a view keeps for itself) comes out, and back: every state is a permalink.
import type { Filters } from "./contract";
import { parseFilters, printFilters } from "./filters";

export type WorldTab = "matrix" | "network" | "map";

export type Route =
  | { view: "world"; tab: WorldTab }
  | { view: "pair"; a: string; b: string }
  | { view: "event"; id: string }
  | { view: "table" }
  | { view: "sql" }
  | { view: "about" };

/** What a view keeps in the address beside the filters, such as the sorting of the table. */
export type Rest = Record<string, string>;

export interface Place {
  route: Route;
  filters: Filters;
  rest: Rest;
}

const TABS: readonly string[] = ["matrix", "network", "map"];
const FILTER_KEYS: readonly string[] = [
  "countries", "quad", "types", "acts", "status", "formats", "publishers", "from", "to", "confidence",
];

/** The place of a hash such as `#/pair/PER/VEN?types=COERCE`; an unknown one is the matrix. */
export function parsePlace(hash: string): Place {
  const [path, query] = split(hash.replace(/^#/, ""), "?");
  const pairs = query.split("&").filter(Boolean).map((pair) => split(pair, "="));
  const rest: Rest = {};
  for (const [key, value] of pairs) if (!FILTER_KEYS.includes(key)) rest[decode(key)] = decode(value);
  return { route: parseRoute(path.split("/").filter(Boolean).map(decode)), filters: parseFilters(pairs), rest };
}

/** The address of a place, beginning with `#/`. */
export function placeHref(route: Route, filters?: Filters, rest: Rest = {}): string {
  const kept = Object.keys(rest).sort().filter((key) => rest[key] !== "");
  const query = [
    ...(filters ? printFilters(filters) : []),
    ...kept.map((key) => `${encodeURIComponent(key)}=${encodeURIComponent(rest[key])}`),
  ].join("&");
  return `#/${printRoute(route)}${query ? `?${query}` : ""}`;
}

export const pairHref = (a: string, b: string, filters?: Filters): string => placeHref({ view: "pair", a, b }, filters);

export const eventHref = (id: string): string => placeHref({ view: "event", id });

/** Go to an address; `replace` leaves no step in the browser's history. */
export function go(href: string, replace = false): void {
  if (!replace) {
    location.hash = href;
    return;
  }
  history.replaceState(null, "", href);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

function parseRoute([view, one, two]: string[]): Route {
  switch (view) {
    case "pair":
      return one && two ? { view, a: one.toUpperCase(), b: two.toUpperCase() } : { view: "world", tab: "matrix" };
    case "event":
      return one ? { view, id: one } : { view: "table" };
    case "table":
    case "sql":
    case "about":
      return { view };
    default:
      return { view: "world", tab: (TABS.includes(one) ? one : "matrix") as WorldTab };
  }
}

function printRoute(route: Route): string {
  switch (route.view) {
    case "world":
      return `world/${route.tab}`;
    case "pair":
      return `pair/${encodeURIComponent(route.a)}/${encodeURIComponent(route.b)}`;
    case "event":
      return `event/${encodeURIComponent(route.id)}`;
    default:
      return route.view;
  }
}

function split(text: string, at: string): [string, string] {
  const found = text.indexOf(at);
  return found < 0 ? [text, ""] : [text.slice(0, found), text.slice(found + 1)];
}

// A hand-written address may hold a lone percent sign; it is then taken as it stands.
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
