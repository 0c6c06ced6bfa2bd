// The events between two countries in, their timeline over the days of the address, and the lists beneath it, out.

import { useMemo } from "preact/hooks";
import { NO_DAY, type Events, type Filters, type Release } from "../contract";
import type { Coverage, Relation } from "../data/later";
import { dayOf, isoOf } from "../filters";
import { go, placeHref, type Rest } from "../routes";
import { counted } from "../names";
import { lastDay, type Between } from "./between";
import { EventList } from "./list";
import { Overview } from "./overview";
import { firstSpan, wholeSpan, type Span } from "./span";
import { Timeline } from "./timeline";
import type { Pair } from "./told";
import { Zoom } from "./zoom";

interface Props {
  release: Release;
  events: Events;
  between: Between;
  pair: Pair;
  filters: Filters;
  place: { a: string; b: string; rest: Rest };
  spells: Relation[] | undefined;
  coverage: Coverage | undefined;
  parties: ArrayLike<string> | undefined;
}

export function PairEvents(props: Props) {
  const { release, events, between, filters, place } = props;
  const { dated, undated, dates, ends } = useMemo(() => datesOf(events, between), [events, between]);
  const publishers = useMemo(() => filters.publishers.map((name) => release.publishers.indexOf(name)), [release, filters]);
  const days = place.rest.days;
  const whole = useMemo(() => (dates.length ? askedSpan(filters, wholeSpan(dates, ends)) : undefined), [filters, dates, ends]);
  const span = useMemo(() => whole && (spanOf(days) ?? askedSpan(filters, firstSpan(dates, ends))), [filters, days, whole, dates, ends]);
  const shown = useMemo(() => dated.filter((_, at) => span && ends[at] >= span.from && dates[at] <= span.to), [dated, span, dates, ends]);
  const hrefOf = (to: Span) => placeHref({ view: "pair", a: place.a, b: place.b }, filters, { ...place.rest, days: textOf(widened(to)) });
  const show = (to: Span) => go(hrefOf(to), true);
  return (
    <>
      {span && whole && (
        <>
          <h2>Timeline</h2>
          <Zoom span={span} whole={whole} show={show} />
          {shown.length < dated.length && (
            <p class="notice" data-testid="out-of-view">
              {counted(dated.length - shown.length, "event")} before or after these days {dated.length - shown.length === 1 ? "is" : "are"} not in view: “All dates” shows
              them.
            </p>
          )}
          <Timeline {...props} span={span} publishers={publishers} hrefOf={hrefOf} />
          <Overview dates={dates} span={span} whole={whole} show={show} />
          <Reading coverage={props.coverage} />
          <h2>Events in view</h2>
          <EventList {...props} among={shown} caption={`${counted(shown.length, "event")} from ${isoOf(span.from)} to ${isoOf(span.to)}, by date`} />
        </>
      )}
      {undated.length > 0 && (
        <>
          <h2>Without a date</h2>
          <EventList {...props} among={undated} caption={`${counted(undated.length, "event")} that no text places in time`} />
        </>
      )}
    </>
  );
}

/** Which of the events have a date, by their place in `between`, with their first and last days; and which have none. */
function datesOf(events: Events, { rows }: Between) {
  const dated: number[] = [];
  const undated: number[] = [];
  rows.forEach((row, index) => (events.date[row] === NO_DAY ? undated : dated).push(index));
  const dates = Int32Array.from(dated, (index) => events.date[rows[index]]);
  const ends = Int32Array.from(dated, (index) => lastDay(events, rows[index]));
  return { dated, undated, dates, ends };
}

/** The days of an address, `2017-01-01..2019-12-31`. */
function spanOf(text: string | undefined): Span | undefined {
  const [from, to] = (text ?? "").split("..").map(dayOf);
  return to !== undefined && from !== NO_DAY && to !== NO_DAY && from < to ? { from, to } : undefined;
}

/** A span that begins and ends where the filters say, if they do. */
function askedSpan({ from, to }: Filters, span: Span): Span {
  const asked = { from: from ? dayOf(from) : span.from, to: to ? dayOf(to) : span.to };
  return asked.from < asked.to ? asked : widened(asked);
}

const LEAST = 14; // days, of which a column may have only one

function widened({ from, to }: Span): Span {
  const missing = Math.max(LEAST - (to - from), 0);
  return { from: from - Math.floor(missing / 2), to: to + Math.ceil(missing / 2) };
}

const textOf = ({ from, to }: Span): string => `${isoOf(from)}..${isoOf(to)}`;

function Reading({ coverage }: { coverage: Coverage | undefined }) {
  if (!coverage) return null;
  let n_undated = 0;
  for (let row = 0; row < coverage.n; row++) if (coverage.month[row] === NO_DAY) n_undated += coverage.n_coded[row] + coverage.n_without_events[row];
  return (
    <p class="soft" data-testid="reading-note">
      The lowest strip counts the documents that were read for events, about whatever countries, by the month or year in which they were published
      {n_undated > 0 && ` (${counted(n_undated, "document")} more ${n_undated === 1 ? "has" : "have"} no date)`}. Where it is empty, no event means that nothing was read, not
      that nothing happened; earlier days are known only from what documents tell in retrospect.
    </p>
  );
}
