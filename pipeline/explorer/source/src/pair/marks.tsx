// One lane of marks in, each event as a link with its symbol, period, direction and name out.

import type { Events, Release } from "../contract";
import { QUAD_COLOURS, QUAD_PATHS } from "../parts/quad";
import { eventHref } from "../routes";
import type { Direction } from "./between";
import type { Shown } from "./card";
import { left, markKey, right, TRACK, type Lane, type Mark } from "./chart";
import { LaneHead } from "./lane_head";
import { widthOf } from "./lettering";
import { sentenceOf, type Pair } from "./told";

interface Props {
  lane: Lane;
  release: Release;
  events: Events;
  pair: Pair;
  width: number;
  current: string | undefined;
  show: (shown: Shown) => void;
}

export function MarkLane(props: Props) {
  const { lane, release, width } = props;
  const { code, name } = release.codes.quad_class[lane.quad];
  return (
    <g role="group" aria-label={`${name}: ${lane.n}`}>
      <LaneHead lane={lane} code={code} name={name} width={width} />
      {lane.marks.map((mark) => (
        <Event key={mark.row} mark={mark} code={code} {...props} />
      ))}
    </g>
  );
}

function Event({ mark, code, release, events, pair, current, show }: Props & { mark: Mark; code: string }) {
  const key = markKey(events, mark);
  const [start, end] = [left(mark), right(mark)];
  const shown = () => show({ x: mark.x, y: mark.y + TRACK / 2, row: mark.row, direction: mark.direction });
  const isLeft = mark.side === "left";
  const beside = mark.label ? widthOf(mark.label) + 4 : 0;
  const isPeriod = mark.x1 - mark.x0 > 14;
  return (
    <a
      id={key}
      class="mark"
      href={eventHref(events.event_id[mark.row])}
      // In lower case: elements of SVG know no other.
      tabindex={current === key ? 0 : -1}
      aria-label={sentenceOf(release, events, mark.row, mark.direction, pair)}
      data-event={events.event_id[mark.row]}
      onMouseEnter={shown}
      onFocus={shown}
    >
      <rect class="hit" x={start - 3 - (isLeft ? beside : 0)} y={mark.y - TRACK / 2} width={end - start + 6 + beside} height={TRACK} />
      {isPeriod && <rect class="period" x={mark.x0} y={mark.y - 4} width={mark.x1 - mark.x0} height={8} rx={4} fill={QUAD_COLOURS[code]} />}
      <Sign code={code} direction={mark.direction} x={mark.x} y={mark.y} />
      {mark.label && (
        <text x={isLeft ? start - 4 : end + 4} y={mark.y + 4} text-anchor={isLeft ? "end" : "start"}>
          {mark.label}
        </text>
      )}
      {!mark.label && events.is_conflict[mark.row] === 1 && (
        <text class="conflict" x={mark.x + 4} y={mark.y - 3}>
          ≠
        </text>
      )}
    </a>
  );
}

/** The symbol of a quad class: full where the first country acts, with a small one inside where the second does, half where both do. */
export function Sign({ code, direction, x, y }: { code: string; direction: Direction; x: number; y: number }) {
  const path = QUAD_PATHS[code];
  const colour = QUAD_COLOURS[code];
  return (
    <g class="sign" transform={`translate(${x.toFixed(1)},${y}) scale(1.35)`}>
      <path class="outline" d={path} fill={direction === "back" ? "var(--ground)" : colour} />
      {direction === "back" && <path d={path} transform="scale(0.5)" fill={colour} stroke="none" />}
      {direction === "together" && <circle class="both" r="1.7" />}
    </g>
  );
}
