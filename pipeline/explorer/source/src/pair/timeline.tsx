// The events between two countries in, their timeline out: lanes of quad classes, the status of the relation, and what was read.

import { useMemo, useRef } from "preact/hooks";
import type { Events, Release } from "../contract";
import type { Coverage, Relation } from "../data/later";
import { Axis } from "./axis";
import { Band, BandLegend } from "./band";
import type { Between } from "./between";
import { Card } from "./card";
import { chartOf, columnKey, markKey, scaleOf, type Chart } from "./chart";
import { ColumnLane } from "./columns";
import { Legend } from "./legend";
import { MarkLane } from "./marks";
import { ReadingStrip } from "./reading_strip";
import type { Stop } from "./roving";
import type { Span } from "./span";
import { nameOf, type Pair } from "./told";
import { useCard } from "./use_card";
import { useRoving } from "./use_roving";
import { useWidth } from "./width";

export interface TimelineProps {
  release: Release;
  events: Events;
  between: Between;
  pair: Pair;
  span: Span;
  spells: Relation[] | undefined;
  coverage: Coverage | undefined;
  publishers: number[];
  parties: ArrayLike<string> | undefined;
  /** The address of the same timeline over some days. */
  hrefOf: (span: Span) => string;
}

const BAND = 30;
const STRIP = 40;

export function Timeline(props: TimelineProps) {
  const { release, events, between, span, pair } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const chart = useMemo(() => chartOf(release, events, between, span, width), [release, events, between, span, width]);
  const stops = useMemo(() => stopsOf(events, chart), [events, chart]);
  const roving = useRoving(stops);
  const card = useCard(chart);
  const lane = { ...props, chart, width, current: roving.current, show: card.show };
  const place = { x: scaleOf(span, width), width };
  const onKeyDown = (event: KeyboardEvent) => (event.key === "Escape" ? card.hide() : roving.onKeyDown(event));
  const hasBand = props.spells !== undefined && pair.a !== pair.b;
  const height = chart.height + BAND + STRIP + 24;
  return (
    <>
      <Legend release={release} pair={pair} hasColumns={chart.unit !== undefined} />
      <div class="timeline" ref={box} data-testid="timeline" onKeyDown={onKeyDown} onClick={roving.onClick} {...card.handlers}>
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={chartName(chart, pair)}>
          <Axis span={span} width={width} height={chart.height} />
          {chart.lanes.map((one) => (chart.unit ? <ColumnLane key={one.quad} lane={one} {...lane} /> : <MarkLane key={one.quad} lane={one} {...lane} />))}
          {hasBand && <Band {...props} {...place} top={chart.height + 24} height={BAND - 6} />}
          <ReadingStrip {...props} {...place} top={chart.height + 24 + BAND} height={STRIP} />
        </svg>
        {card.shown && <Card {...card.shown} width={width} events={events} release={release} pair={pair} parties={props.parties} />}
      </div>
      {hasBand && <BandLegend release={release} />}
    </>
  );
}

const chartName = (chart: Chart, pair: Pair): string =>
  `Timeline: ${nameOf(pair)}. The arrow keys move between ${chart.unit ? "columns" : "events"}, Enter opens one; the list below has the same events.`;

/** What of the chart can be focused, by time. An event keeps its stop when it moves, by its id. */
function stopsOf(events: Events, chart: Chart): Stop[] {
  const stops = chart.lanes.flatMap((lane) => [
    ...lane.marks.map((mark) => ({ key: markKey(events, mark), x: mark.x, lane: lane.quad })),
    ...lane.columns.map((column) => ({ key: columnKey(column), x: (column.x0 + column.x1) / 2, lane: lane.quad })),
  ]);
  return stops.sort((one, two) => one.x - two.x || one.lane - two.lane);
}
