// Two countries and filters in, what they did to each other out: a timeline, the status of their relation, and the same as a list.

import { useMemo } from "preact/hooks";
import type { Events, Filters, Release } from "../contract";
import { NO_DAY } from "../contract";
import { loadCoverage, loadRelations, loadSummaries } from "../data/later";
import { select } from "../filters";
import { useMeasured } from "../measure";
import { FilterBar } from "../parts/filter_bar";
import { useLoaded } from "../parts/loaded";
import { Failure } from "../parts/notice";
import { Title } from "../parts/title";
import { go, placeHref, type Rest } from "../routes";
import { counted } from "../names";
import { findBetween, type Between } from "./between";
import { ChoosePair } from "./choose";
import { Counterparts } from "./counterparts";
import "./pair.css";
import { PairEvents } from "./pair_events";
import { SpellList } from "./spell_list";
import { spellsOf } from "./spells";
import { nameOf, whoActs, type Pair } from "./told";

interface Props {
  release: Release;
  events: Events;
  a: string;
  b: string;
  filters: Filters;
  rest: Rest;
}

export default function PairView({ release, events, a, b, filters, rest }: Props) {
  const [first, second] = [a, b].map((code) => release.countries.findIndex((country) => country.code === code));
  // The countries are those of the address.
  const asked = useMemo(() => ({ ...filters, countries: [] }), [filters]);
  const between = useMemo(() => findBetween(events, select(release, events, asked), first, second), [release, events, asked, first, second]);
  const summaries = useLoaded(loadSummaries, []);
  const relations = useLoaded(loadRelations, []);
  const coverage = useLoaded(loadCoverage, []);
  const spells = useMemo(() => relations.value && spellsOf(relations.value, a, b), [relations.value, a, b]);
  const pair = { a: release.countries[first]?.name ?? a, b: release.countries[second]?.name ?? b };
  // Swapped, the same days stay in view; of other countries they may be empty.
  const to = (one: string, other: string) => go(placeHref({ view: "pair", a: one, b: other }, asked, one === b && other === a ? rest : {}));
  useMeasured(filters);
  const failure = summaries.error ?? relations.error ?? coverage.error;
  return (
    <div class="pair" data-testid="pair">
      <Title subject={`${a} ${b}`}>
        {nameOf(pair)}
      </Title>
      <ChoosePair release={release} a={a} b={b} go={to} />
      <FilterBar release={release} filters={asked} without={["countries"]} onChange={(changed) => go(placeHref({ view: "pair", a, b }, changed, rest), true)} />
      <Told events={events} between={between} pair={pair} />
      {failure && <Failure error={failure} />}
      {between.rows.length > 0 ? (
        <PairEvents
          {...{ release, events, between, pair, spells, filters: asked }}
          place={{ a, b, rest }}
          coverage={coverage.value}
          parties={summaries.value?.parties}
        />
      ) : (
        <Counterparts release={release} events={events} country={first} code={a} filters={asked} />
      )}
      {a !== b && <h2>Status of their relations</h2>}
      {a !== b && <SpellList release={release} spells={spells} pair={pair} />}
      {between.rows.length > 0 && <Counterparts release={release} events={events} country={first} code={a} filters={asked} />}
    </div>
  );
}

function Told({ events, between, pair }: { events: Events; between: Between; pair: Pair }) {
  const n = between.rows.length;
  if (!n) return <p data-testid="pair-count">No event {pair.a === pair.b ? whoActs("forth", pair) : `between ${nameOf(pair)}`} passes the filters.</p>;
  const written = (direction: string) => between.directions.filter((one) => one === direction).length.toLocaleString("en");
  const n_undated = between.rows.filter((row) => events.date[row] === NO_DAY).length;
  const n_conflicts = between.rows.filter((row) => events.is_conflict[row]).length;
  return (
    <p data-testid="pair-count" role="status">
      {counted(n, "event")}
      {pair.a === pair.b
        ? `, done to people, parties and institutions of ${pair.a} by others of them`
        : `: ${written("forth")} by ${pair.a}, ${written("back")} by ${pair.b}, ${written("together")} by both together`}
      . {n_undated.toLocaleString("en")} without a date; on {n_conflicts.toLocaleString("en")} the sources disagree.
    </p>
  );
}
