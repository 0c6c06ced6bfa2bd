// A query string goes in, filters come out, and back; filters and events go in, the numbers of the rows that pass come out.
import { NO_DAY, type Code, type Events, type Filters, type Release } from "./contract";
import { decode } from "./routes";

export const LISTS = ["countries", "quad", "types", "acts", "status", "formats", "publishers"] as const;
export type ListKey = (typeof LISTS)[number];

export const noFilters = (): Filters => ({ countries: [], quad: [], types: [], acts: [], status: [], formats: [], publishers: [] });

export const isFiltered = (filters: Filters): boolean => printFilters(filters).length > 0;

/** Filters of the parts of a query string, not yet decoded; what is no day or number is left out. */
export function parseFilters(pairs: [string, string][]): Filters {
  const filters = noFilters();
  for (const [key, value] of pairs) {
    if ((LISTS as readonly string[]).includes(key)) filters[key as ListKey] = value.split(",").filter(Boolean).map(decode);
    else if ((key === "from" || key === "to") && dayOf(decode(value)) !== NO_DAY) filters[key] = decode(value);
    else if (key === "confidence" && Number(value) > 0 && Number(value) <= 1) filters.confidence = Number(value);
  }
  return filters;
}

/** The parts of a query string, encoded; a comma within a name is encoded, so that names can be separated by commas. */
export function printFilters(filters: Filters): string[] {
  const parts = LISTS.filter((key) => filters[key].length).map((key) => `${key}=${filters[key].map(encodeURIComponent).join(",")}`);
  if (filters.from) parts.push(`from=${filters.from}`);
  if (filters.to) parts.push(`to=${filters.to}`);
  if (filters.confidence) parts.push(`confidence=${filters.confidence}`);
  return parts;
}

/** Days since 1970-01-01 of an ISO day; NO_DAY where it is none. */
export function dayOf(iso: string | undefined): number {
  if (!iso || !/^\d{4}-\d{2}-\d{2}$/.test(iso)) return NO_DAY;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) ? NO_DAY : time / 86_400_000;
}

/** The ISO day of days since 1970-01-01; "" for NO_DAY. */
export const isoOf = (day: number): string => (day === NO_DAY ? "" : new Date(day * 86_400_000).toISOString().slice(0, 10));

/**
 * The rows that pass, in the events' order. Countries: at least one of them takes part. Formats, publishers: at least one of them reports it.
 * Dates: any day of the event lies within; an event without a date passes only where no date is asked for.
 */
export function select(release: Release, events: Events, filters: Filters): Uint32Array {
  const asked = masks(release, events, filters);
  const columns = asked.map(([column]) => column);
  const passing = asked.map(([, mask]) => mask);
  const from = filters.from ? dayOf(filters.from) : NO_DAY;
  const to = filters.to ? dayOf(filters.to) : 2147483647;
  const asksForDates = Boolean(filters.from || filters.to);
  const parties = filters.countries.length ? setMask(events.party_sets, filters.countries, release.countries.map((one) => one.code)) : null;
  const least = filters.confidence ?? 0;
  const { date, date_end, confidence, actors, recipients } = events;
  const rows = new Uint32Array(events.n);
  let found = 0;
  next: for (let row = 0; row < events.n; row++) {
    for (let at = 0; at < columns.length; at++) if (!passing[at][columns[at][row] + 1]) continue next;
    if (parties && !parties[actors[row] + 1] && !parties[recipients[row] + 1]) continue;
    // A float32 of 0.7 is a little less than 0.7.
    if (confidence[row] < least - 1e-6) continue;
    if (asksForDates) {
      if (date[row] === NO_DAY || date[row] > to) continue;
      if ((date_end[row] === NO_DAY ? date[row] : date_end[row]) < from) continue;
    }
    rows[found++] = row;
  }
  return rows.subarray(0, found);
}

type Mask = [ArrayLike<number>, Uint8Array];

/** For each column that is asked for, which of its values pass; a value's place is its index plus one, since -1 is null. */
function masks(release: Release, events: Events, filters: Filters): Mask[] {
  const { codes } = release;
  const asked: [readonly string[], () => Mask][] = [
    [filters.quad, () => [events.quad_class, codeMask(codes.quad_class, filters.quad)]],
    [filters.types, () => [events.event_type, codeMask(codes.event_type, filters.types)]],
    [filters.acts, () => [events.act, codeMask(codes.act, filters.acts)]],
    [filters.status, () => [events.status, codeMask(codes.status, filters.status)]],
    [filters.formats, () => [events.formats, setMask(events.index_sets, filters.formats, release.formats)]],
    [filters.publishers, () => [events.publishers, setMask(events.index_sets, filters.publishers, release.publishers)]],
  ];
  return asked.filter(([list]) => list.length).map(([, make]) => make());
}

function codeMask(codes: Code[], asked: string[]): Uint8Array {
  return Uint8Array.from([0, ...codes.map((one) => (asked.includes(one.code) ? 1 : 0))]);
}

function setMask(sets: number[][], asked: string[], names: string[]): Uint8Array {
  const wanted = new Set(asked.map((name) => names.indexOf(name)));
  return Uint8Array.from([0, ...sets.map((set) => (set.some((one) => wanted.has(one)) ? 1 : 0))]);
}
