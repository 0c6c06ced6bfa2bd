// The event (or column) that the pointer or the focus is on in, a card with what it is out.

import type { Events, Release } from "../contract";
import { QuadMark } from "../parts/quad";
import { counted } from "../names";
import type { Direction } from "./between";
import { actOf, dateOf, statusOf, whoActs, type Pair } from "./told";

/** What is shown at a place of the timeline: an event, or a text. */
export interface Shown {
  x: number;
  y: number;
  row?: number;
  direction?: Direction;
  text?: string;
}

interface Props extends Shown {
  width: number;
  release: Release;
  events: Events;
  pair: Pair;
  parties: ArrayLike<string> | undefined;
}

const WIDE = 300;

export function Card(props: Props) {
  const { x, y, width, row, text } = props;
  const wide = Math.min(WIDE, width);
  const left = Math.min(Math.max(x - wide / 2, 0), width - wide);
  return (
    <div class="card" role="tooltip" data-testid="card" style={{ left: `${left}px`, top: `${y + 4}px`, width: `${wide}px` }}>
      {row === undefined ? <p>{text}</p> : <EventCard {...props} row={row} direction={props.direction ?? "forth"} />}
    </div>
  );
}

function EventCard({ release, events, pair, parties, row, direction }: Props & { row: number; direction: Direction }) {
  const quad = release.codes.quad_class[events.quad_class[row]];
  const status = statusOf(release, events, row);
  return (
    <>
      <p>
        <strong>{dateOf(release, events, row)}</strong> {actOf(release, events, row)}
        {status && ` (${status})`}
      </p>
      <p>{parties?.[row] ?? whoActs(direction, pair)}</p>
      <p>
        <QuadMark code={quad.code} /> {quad.name}
      </p>
      <p class="soft">
        {counted(events.n_sources[row], "source")}, {counted(events.n_mentions[row], "mention")}, confidence {events.confidence[row].toFixed(2)}
      </p>
      {events.is_conflict[row] === 1 && <p class="conflict">≠ The sources disagree.</p>}
    </>
  );
}
