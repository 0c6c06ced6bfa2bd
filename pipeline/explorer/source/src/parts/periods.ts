// Rows and coverage go in, months, years or decades come out, each with its events and with the documents that were read.
import { NO_DAY, type Events, type Filters, type Release } from "../contract";
import type { Coverage } from "../data/later";
import { dayOf, isoOf } from "../filters";

export type Unit = "month" | "year" | "decade";

export interface Period {
  /** "2017-03", "2017" or "1840s". */
  name: string;
  from: string;
  to: string;
  n_events: number;
  n_documents: number;
}

export interface Periods {
  unit: Unit;
  periods: Period[];
  /** Events that are known less exactly than the unit, or not dated at all. */
  n_left_out: number;
}

/** Of documents: what became of those that pass the filters for dates (of publication) and publishers. */
export interface Denominators {
  n_read: number;
  n_coded: number;
  n_without_events: number;
  n_uncoded: number;
  n_rejected: number;
  /** Documents of these publishers that bear no date, counted above only where no dates are asked for. */
  n_undated: number;
}

/** The rows of coverage that the filters for publishers leave; `isDated` asks for those with a month. */
export function* documentsOf(release: Release, coverage: Coverage, filters: Filters): Generator<number> {
  const asked = new Set(filters.publishers.map((name) => release.publishers.indexOf(name)));
  for (let row = 0; row < coverage.n; row++) if (!asked.size || asked.has(coverage.publisher[row])) yield row;
}

export function denominatorsOf(release: Release, coverage: Coverage, filters: Filters): Denominators {
  const sum: Denominators = { n_read: 0, n_coded: 0, n_without_events: 0, n_uncoded: 0, n_rejected: 0, n_undated: 0 };
  const isWithin = monthsOf(filters);
  for (const row of documentsOf(release, coverage, filters)) {
    if (coverage.month[row] === NO_DAY) sum.n_undated += coverage.n_read[row];
    if (!isWithin(coverage.month[row])) continue;
    for (const key of ["n_read", "n_coded", "n_without_events", "n_uncoded", "n_rejected"] as const) sum[key] += coverage[key][row];
  }
  return sum;
}

/** Whether a month, given by its first day, has a day within the dates asked for; one without a date only where none are. */
function monthsOf({ from, to }: Filters): (month: number) => boolean {
  if (!from && !to) return () => true;
  const first = from ? dayOf(`${from.slice(0, 7)}-01`) : NO_DAY;
  const last = to ? dayOf(to) : 2147483647;
  return (month) => month !== NO_DAY && month >= first && month <= last;
}

/** As short a unit as leaves at most some hundred periods, or decades. */
export function periodsOf(release: Release, events: Events, rows: Uint32Array, coverage: Coverage, filters: Filters): Periods {
  const isWithin = monthsOf(filters);
  const read = [...documentsOf(release, coverage, filters)].filter((row) => coverage.month[row] !== NO_DAY && isWithin(coverage.month[row]));
  const span = spanOf(events, rows, read.map((row) => coverage.month[row]), filters);
  if (!span) return { unit: "year", periods: [], n_left_out: rows.length };
  const unit = unitOf(span);
  const first = placeOf(span[0], unit);
  const n = placeOf(span[1], unit) - first + 1;
  const n_events = new Int32Array(n);
  const n_documents = new Int32Array(n);
  for (const row of read) n_documents[placeOf(coverage.month[row], unit) - first] += coverage.n_coded[row] + coverage.n_without_events[row];
  const n_left_out = countEvents(release, events, rows, unit, first, n_events);
  const periods = Array.from(n_events, (count, at) => ({ ...named(first + at, unit), n_events: count, n_documents: n_documents[at] }));
  return { unit, periods, n_left_out };
}

function countEvents(release: Release, events: Events, rows: Uint32Array, unit: Unit, first: number, into: Int32Array): number {
  const enough = release.codes.date_precision.map(({ code }) => code === "day" || code === "month" || (code === "year" && unit !== "month"));
  const last = into.length - 1;
  const places = new Map<number, number>();
  let n_left_out = 0;
  for (const row of rows) {
    const day = events.date[row];
    if (day === NO_DAY || !enough[events.date_precision[row]]) {
      n_left_out++;
      continue;
    }
    let place = places.get(day);
    // An event that begins before the dates asked for and reaches into them counts in the first period.
    if (place === undefined) places.set(day, (place = Math.min(last, Math.max(0, placeOf(day, unit) - first))));
    into[place]++;
  }
  return n_left_out;
}

function spanOf(events: Events, rows: Uint32Array, months: number[], { from, to }: Filters): [number, number] | null {
  let least = from ? dayOf(from) : Infinity;
  let most = to ? dayOf(to) : -Infinity;
  const widen = (day: number) => {
    if (!from && day < least) least = day;
    if (!to && day > most) most = day;
  };
  for (const row of rows) if (events.date[row] !== NO_DAY) widen(events.date[row]);
  months.forEach(widen);
  return least <= most && Number.isFinite(least) && Number.isFinite(most) ? [least, most] : null;
}

function unitOf([first, last]: [number, number]): Unit {
  const years = (last - first) / 365.25;
  if (years < 12) return "month";
  return years < 300 ? "year" : "decade";
}

function placeOf(day: number, unit: Unit): number {
  const date = new Date(day * 86_400_000);
  if (unit === "month") return date.getUTCFullYear() * 12 + date.getUTCMonth();
  return unit === "year" ? date.getUTCFullYear() : Math.floor(date.getUTCFullYear() / 10);
}

function named(place: number, unit: Unit): { name: string; from: string; to: string } {
  const start = (at: number): number => {
    const date = new Date(0);
    if (unit === "month") date.setUTCFullYear(Math.floor(at / 12), at % 12, 1);
    else date.setUTCFullYear(unit === "year" ? at : at * 10, 0, 1);
    return date.getTime() / 86_400_000;
  };
  const from = isoOf(start(place));
  const name = unit === "month" ? from.slice(0, 7) : unit === "year" ? from.slice(0, 4) : `${from.slice(0, 4)}s`;
  return { name, from, to: isoOf(start(place + 1) - 1) };
}
