// How many events pass, and how many documents were read for them: a month without documents is silent, not peaceful.
import { useMemo } from "preact/hooks";
import type { Events, Filters, Release } from "../contract";
import { loadCoverage, type Coverage } from "../data/later";
import { isFiltered } from "../filters";
import { counted, written } from "../names";
import { Failure } from "./notice";
import { useLoaded } from "./loaded";
import { denominatorsOf, periodsOf } from "./periods";
import { Strip } from "./strip";

interface Props {
  release: Release;
  events: Events;
  rows: Uint32Array;
  filters: Filters;
}

export function Reading({ release, events, rows, filters }: Props) {
  const { value: coverage, error } = useLoaded(loadCoverage, []);
  return (
    <section class="reading" aria-label="How much was read">
      <p class="count" aria-live="polite" data-testid="count">
        <strong>{written(rows.length)}</strong> of {counted(events.n, "event")} {isFiltered(filters) ? "pass the filters" : "are shown"}.
      </p>
      {error && <Failure error={error} />}
      {coverage && <Documents release={release} coverage={coverage} filters={filters} />}
      {coverage && <Periods release={release} events={events} rows={rows} filters={filters} coverage={coverage} />}
    </section>
  );
}

function Documents({ release, coverage, filters }: { release: Release; coverage: Coverage; filters: Filters }) {
  const sum = useMemo(() => denominatorsOf(release, coverage, filters), [release, coverage, filters]);
  const asksForDates = Boolean(filters.from || filters.to);
  const parts = [
    `${written(sum.n_coded)} with events`,
    `${written(sum.n_without_events)} without`,
    sum.n_uncoded ? `${written(sum.n_uncoded)} not coded` : "",
    `${written(sum.n_rejected)} rejected`,
  ].filter(Boolean);
  return (
    <p class="soft" data-testid="denominators">
      {counted(sum.n_read, "document")} {sum.n_read === 1 ? "was" : "were"} read{filters.publishers.length > 0 && " from these publishers"}
      {asksForDates && ", published in the months of these dates"}: {parts.join(", ")}.
      {asksForDates && sum.n_undated > 0 && ` ${counted(sum.n_undated, "document")} without a date ${sum.n_undated === 1 ? "is" : "are"} not counted.`}
      {filters.formats.length > 0 && " They are not counted by format."}
    </p>
  );
}

function Periods({ release, events, rows, filters, coverage }: Props & { coverage: Coverage }) {
  const found = useMemo(() => periodsOf(release, events, rows, coverage, filters), [release, events, rows, coverage, filters]);
  return found.periods.length > 1 ? <Strip {...found} /> : null;
}
