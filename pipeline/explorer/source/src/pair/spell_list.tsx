// Spells of relations in, the band in words out: each status with its days and the events that opened and ended it.

import { NO_DAY, type Release } from "../contract";
import type { Relation } from "../data/later";
import { isoOf } from "../filters";
import { eventHref } from "../routes";
import { written } from "./calendar";
import type { Pair } from "./told";

interface Props {
  release: Release;
  spells: Relation[] | undefined;
  pair: Pair;
}

export function SpellList({ release, spells, pair }: Props) {
  if (!spells) return null;
  if (!spells.length) {
    return (
      <p data-testid="spells">
        No event of this release tells what the relations of {pair.a} and {pair.b} were: their status is unknown throughout.
      </p>
    );
  }
  return (
    <>
      <ul class="spells" data-testid="spells">
        {spells.map((spell) => (
          <Spell key={spell.relation_id} release={release} spell={spell} />
        ))}
      </ul>
      <p class="soft">For all other days no event tells the status.</p>
    </>
  );
}

function Spell({ release, spell }: { release: Release; spell: Relation }) {
  const status = release.codes.relation_status.find(({ code }) => code === spell.status);
  return (
    <li>
      <strong>{status?.name ?? spell.status}</strong> {daysOf(spell)}. {status?.description}{" "}
      {spell.opened_by && <a href={eventHref(spell.opened_by)}>What opened it</a>}
      {spell.opened_by && spell.closed_by && ", "}
      {spell.closed_by && <a href={eventHref(spell.closed_by)}>what ended it</a>}
    </li>
  );
}

function daysOf({ start_date, start_precision, end_date, end_precision }: Relation): string {
  const start = start_date === NO_DAY ? "from an unknown day" : `from ${written(start_date, start_precision)}`;
  // The end is as vague as the start of the next spell: with "month", that one began on some day of the month that follows.
  if (end_date === NO_DAY) return `${start}; no event has ended it`;
  return `${start} until ${end_precision === "day" ? isoOf(end_date) : `some day of ${written(end_date + 1, end_precision ?? "day")}`}`;
}
