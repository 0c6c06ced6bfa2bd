// All events and two countries in, the rows of what they did to each other out, with who acts: the macro `timeline` of the database.

import { NO_DAY, type Events } from "../contract";

/** Who acts: the first country on the second, the second on the first, or both (a mutual act, or both against a third). */
export type Direction = "forth" | "back" | "together";

export interface Between {
  /** Rows of `Events`, in their order: by date, undated last. */
  rows: Uint32Array;
  /** A direction for each of these rows. */
  directions: Direction[];
}

const FIRST = 1;
const SECOND = 2;
const BOTH = 3;

/** Of these rows those between two countries, which are given as indexes into `Release.countries`. */
export function findBetween(events: Events, among: Uint32Array, first: number, second: number): Between {
  const sides = Uint8Array.from(events.party_sets, (set) => (set.includes(first) ? FIRST : 0) | (set.includes(second) ? SECOND : 0));
  const rows: number[] = [];
  const directions: Direction[] = [];
  for (const row of among) {
    const direction = directionOf(sides[events.actors[row]], sides[events.recipients[row]], first !== second);
    if (!direction || (first === second && isMutual(events, row))) continue;
    rows.push(row);
    directions.push(direction);
  }
  return { rows: Uint32Array.from(rows), directions };
}

/** What several countries do together stands with all of them on both sides, and is no act of one of them on itself. */
const isMutual = (events: Events, row: number): boolean =>
  events.actors[row] === events.recipients[row] && events.party_sets[events.actors[row]].length > 1;

function directionOf(acting: number, aimedAt: number, areTwo: boolean): Direction | undefined {
  const isForth = (acting & FIRST) !== 0 && (aimedAt & SECOND) !== 0;
  const isBack = (acting & SECOND) !== 0 && (aimedAt & FIRST) !== 0;
  if (!areTwo) return isForth ? "forth" : undefined;
  if (isForth && isBack) return "together";
  if (isForth) return "forth";
  if (isBack) return "back";
  return acting === BOTH ? "together" : undefined;
}

/** The last day of an event's period; the only one where no other is given. */
export const lastDay = (events: Events, row: number): number => (events.date_end[row] === NO_DAY ? events.date[row] : events.date_end[row]);

/** With whom a country has most events, as indexes into `Release.countries` with their number: the most frequent first. */
export function counterparts(events: Events, country: number, nCountries: number): [number, number][] {
  const counts = new Int32Array(nCountries);
  const sides = Uint8Array.from(events.party_sets, (set) => Number(set.includes(country)));
  for (let row = 0; row < events.n; row++) {
    const actors = events.actors[row];
    const recipients = events.recipients[row];
    if (!sides[actors] && !sides[recipients]) continue;
    for (const other of others(events, actors, recipients, sides)) counts[other]++;
  }
  return Array.from(counts, (count, other): [number, number] => [other, count])
    .filter(([other, count]) => count > 0 && other !== country)
    .sort((one, two) => two[1] - one[1] || one[0] - two[0]);
}

/** Whoever stands on the other side of the country, or acts together with it. */
function others(events: Events, actors: number, recipients: number, sides: Uint8Array): Set<number> {
  const found = new Set<number>();
  if (sides[actors]) for (const each of [...events.party_sets[actors], ...events.party_sets[recipients]]) found.add(each);
  else for (const each of events.party_sets[actors]) found.add(each);
  return found;
}
