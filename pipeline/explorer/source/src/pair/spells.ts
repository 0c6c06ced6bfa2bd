// Spells of relations of two countries in, the stretches of a band without holes out: what was the status when, and when it is unknown.

import { NO_DAY } from "../contract";
import type { Relation } from "../data/later";
import { periodEnd } from "./calendar";

/** A stretch of the band from its first to its last day; without a spell the status is unknown. */
export interface Stretch {
  from: number;
  to: number;
  spell?: Relation;
  /** False until the end of the month or year to which the start is dated, and where no text dates it. */
  is_certain: boolean;
}

/** The spells of two countries, given in any order, by their start. */
export function spellsOf(relations: Relation[], one: string, other: string): Relation[] {
  const [a, b] = one < other ? [one, other] : [other, one];
  const spells = relations.filter((spell) => spell.country_a === a && spell.country_b === b);
  // NO_DAY, a start that nobody dates, is less than every day: it comes first.
  return spells.sort((former, latter) => former.start_date - latter.start_date);
}

/** The band from one day to another. */
export function bandOf(spells: Relation[], from: number, to: number): Stretch[] {
  const band: Stretch[] = [];
  let day = from;
  spells.forEach((spell, index) => {
    const start = spell.start_date === NO_DAY ? from : spell.start_date;
    // Where spells overlap, the later one holds: it is what happened last.
    const next = spells[index + 1]?.start_date ?? to + 1;
    const end = Math.min(spell.end_date === NO_DAY ? to : spell.end_date, to, Math.max(next - 1, start));
    if (end < day || start > to) return;
    if (start > day) band.push({ from: day, to: start - 1, is_certain: true });
    band.push(...stretches(spell, Math.max(start, day), end));
    day = end + 1;
  });
  if (day <= to) band.push({ from: day, to, is_certain: true });
  return band;
}

/** One spell: the part in which it may not have begun yet, then the rest. */
function stretches(spell: Relation, from: number, to: number): Stretch[] {
  if (spell.start_date === NO_DAY) return [{ from, to, spell, is_certain: false }];
  const begun = periodEnd(spell.start_date, spell.start_precision);
  if (begun <= from) return [{ from, to, spell, is_certain: true }];
  if (begun > to) return [{ from, to, spell, is_certain: false }];
  return [
    { from, to: begun - 1, spell, is_certain: false },
    { from: begun, to, spell, is_certain: true },
  ];
}
