// The events of a timeline in, the same as a table out: what a screen reader reads, page by page where there are many.

import { useEffect, useState } from "preact/hooks";
import type { Events, Release } from "../contract";
import { QuadMark } from "../parts/quad";
import { eventHref } from "../routes";
import type { Between } from "./between";
import { actOf, dateOf, statusOf, whoActs, type Pair } from "./told";

interface Props {
  release: Release;
  events: Events;
  between: Between;
  /** Which of `between`, by their place in it. */
  among: number[];
  pair: Pair;
  parties: ArrayLike<string> | undefined;
  caption: string;
}

const PAGE = 50;

export function EventList({ among, ...props }: Props) {
  const [page, setPage] = useState(0);
  useEffect(() => setPage(0), [among]);
  const shown = among.slice(page * PAGE, (page + 1) * PAGE);
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label={props.caption}>
        <table class="pair-list" data-testid="pair-list">
          <caption>{props.caption}</caption>
          <thead>
            <tr>
              <th scope="col">Date</th>
              <th scope="col">Act</th>
              <th scope="col">Who</th>
              <th scope="col">Quad class</th>
              <th scope="col" class="number">
                Sources
              </th>
              <th scope="col" class="number">
                Confidence
              </th>
              <th scope="col">Notes</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((index) => (
              <Row key={props.between.rows[index]} index={index} {...props} />
            ))}
          </tbody>
        </table>
      </div>
      {among.length > PAGE && <Pages page={page} n={among.length} of={props.caption} go={setPage} />}
    </>
  );
}

function Row({ index, release, events, between, pair, parties }: Omit<Props, "among"> & { index: number }) {
  const row = between.rows[index];
  const quad = release.codes.quad_class[events.quad_class[row]];
  const notes = [statusOf(release, events, row), events.is_conflict[row] ? "≠ sources disagree" : ""];
  return (
    <tr data-event={events.event_id[row]}>
      <td class="day">{dateOf(release, events, row)}</td>
      <td>
        <a href={eventHref(events.event_id[row])}>{actOf(release, events, row)}</a>
      </td>
      <td>{parties?.[row] ?? whoActs(between.directions[index], pair)}</td>
      <td>
        <QuadMark code={quad.code} /> {quad.name}
      </td>
      <td class="number">{events.n_sources[row]}</td>
      <td class="number">{events.confidence[row].toFixed(2)}</td>
      <td>{notes.filter(Boolean).join("; ")}</td>
    </tr>
  );
}

function Pages({ page, n, of, go }: { page: number; n: number; of: string; go: (page: number) => void }) {
  const last = Math.ceil(n / PAGE) - 1;
  return (
    <nav class="pages" aria-label={`Pages of: ${of}`}>
      <button type="button" disabled={page === 0} onClick={() => go(page - 1)} data-testid="list-previous">
        Previous
      </button>
      <span role="status">
        {(page * PAGE + 1).toLocaleString("en")} to {Math.min((page + 1) * PAGE, n).toLocaleString("en")} of {n.toLocaleString("en")}
      </span>
      <button type="button" disabled={page === last} onClick={() => go(page + 1)} data-testid="list-next">
        Next
      </button>
    </nav>
  );
}
