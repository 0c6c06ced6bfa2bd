// Dated events, too many for a mark each, in; counts by quad class, period and direction out: what a column of the chart stands for.

import { NO_DAY, type Events } from "../contract";
import { daysIn, endOf, startOf, UNITS, type Unit } from "./calendar";
import { lastDay, type Between, type Direction } from "./between";

/** The events of one quad class that begin in one period. */
export interface Bin {
  quad: number;
  unit: Unit;
  from: number;
  to: number;
  counts: Record<Direction, number>;
  n: number;
  n_conflicts: number;
}

const NARROWEST = 7; // pixels of a column

/** The shortest unit whose columns are wide enough to be seen and hit, for so many pixels of a day. */
export const unitFor = (pixels: number): Unit => UNITS.find((unit) => daysIn(unit) * pixels >= NARROWEST) ?? "decade";

/**
 * The columns of a lane, by quad class and time. An event that is only known to a longer period than the unit is in a bin of its own period:
 * put into one column, a year would look like its January.
 */
export function binsOf(events: Events, precisions: string[], between: Between, unit: Unit, from: number, to: number): Bin[] {
  const bins = new Map<string, Bin>();
  between.rows.forEach((row, index) => {
    const first = events.date[row];
    if (first === NO_DAY || lastDay(events, row) < from || first > to) return;
    const own = unitOf(precisions[events.date_precision[row]], unit);
    const quad = events.quad_class[row];
    const key = `${quad} ${own} ${startOf(first, own)}`;
    const bin = bins.get(key) ?? emptyBin(quad, own, first);
    bins.set(key, bin);
    bin.n++;
    bin.counts[between.directions[index]]++;
    bin.n_conflicts += events.is_conflict[row];
  });
  return [...bins.values()].sort((one, two) => one.quad - two.quad || one.from - two.from || one.to - two.to);
}

function unitOf(precision: string, unit: Unit): Unit {
  const known: Unit = precision === "year" || precision === "month" ? precision : "day";
  return daysIn(known) > daysIn(unit) ? known : unit;
}

const emptyBin = (quad: number, unit: Unit, day: number): Bin => ({
  quad,
  unit,
  from: startOf(day, unit),
  to: endOf(day, unit),
  counts: { forth: 0, back: 0, together: 0 },
  n: 0,
  n_conflicts: 0,
});
