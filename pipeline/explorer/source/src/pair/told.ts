// A row of the events in, the words for it out: of the act, the date, the direction, and all of it in a sentence that is read aloud.

import { NO_DAY, type Events, type Release } from "../contract";
import { counted } from "../names";
import type { Direction } from "./between";
import { written } from "./calendar";

/** The countries of the page, by name, in its order; they may be the same. */
export interface Pair {
  a: string;
  b: string;
}

export const ARROWS: Record<Direction, string> = { forth: "→", back: "←", together: "↔" };

/** The act; where none fits, the type, with its mode. */
export function actOf({ codes }: Release, events: Events, row: number): string {
  if (events.act[row] >= 0) return codes.act[events.act[row]].name;
  const mode = events.mode[row] >= 0 ? `: ${codes.mode[events.mode[row]].name.toLowerCase()}` : "";
  return `${codes.event_type[events.event_type[row]].name}${mode}`;
}

/** `2017-08-11`, `2017-08`, `2017`, `undated`. */
export function dateOf({ codes }: Release, events: Events, row: number): string {
  if (events.date[row] === NO_DAY) return "undated";
  return written(events.date[row], codes.date_precision[events.date_precision[row]].code);
}

/** The status where it is not what one expects of an event. */
export function statusOf({ codes }: Release, events: Events, row: number): string {
  const { code } = codes.status[events.status[row]];
  return code === "occurred" ? "" : code;
}

export const nameOf = ({ a, b }: Pair): string => (a === b ? `Within ${a}` : `${a} and ${b}`);

export function whoActs(direction: Direction, { a, b }: Pair): string {
  if (a === b) return `within ${a}`;
  if (direction === "together") return `${a} and ${b} together`;
  return direction === "forth" ? `${a} towards ${b}` : `${b} towards ${a}`;
}

/** Everything that the chart tells of an event. */
export function sentenceOf(release: Release, events: Events, row: number, direction: Direction, pair: Pair): string {
  return [
    dateOf(release, events, row),
    whoActs(direction, pair),
    actOf(release, events, row),
    release.codes.quad_class[events.quad_class[row]].name,
    statusOf(release, events, row),
    counted(events.n_sources[row], "source"),
    `confidence ${events.confidence[row].toFixed(2)}`,
    events.is_conflict[row] ? "sources disagree" : "",
  ]
    .filter(Boolean)
    .join(", ");
}
