// Events, the days shown and a width in, the drawing out: for each quad class its marks (or columns, where marks would not fit) and their places.

import { NO_DAY, type Events, type Release } from "../contract";
import { lastDay, type Between, type Direction } from "./between";
import { binsOf, unitFor, type Bin } from "./bins";
import type { Span } from "./span";
import { actOf, ARROWS, statusOf } from "./told";
import { widthOf } from "./lettering";
import { packLane, type Place } from "./tracks";

export const TRACK = 24; // pixels, the least that a finger hits
export const HEAD = 22; // above a lane, for its name
const SIGN = 7; // half a symbol
const MOST_TRACKS = 8;
const MOST_MARKS = 600; // elements of a page that stays quick
export const COLUMN_LANE = 84;
export const PERIODS = 14; // at the foot of a lane, for periods longer than a column

/** An event as it is drawn: its symbol at `x`, its period from `x0` to `x1`. */
export interface Mark {
  row: number;
  direction: Direction;
  quad: number;
  x: number;
  x0: number;
  x1: number;
  y: number;
  label?: string;
  side?: "left" | "right";
}

/** A column as it is drawn. */
export interface Column extends Bin {
  x0: number;
  x1: number;
}

export interface Lane {
  quad: number;
  top: number;
  height: number;
  n: number;
  marks: Mark[];
  columns: Column[];
}

export interface Chart {
  lanes: Lane[];
  height: number;
  /** The days for which a column stands, where there are columns. */
  unit?: ReturnType<typeof unitFor>;
  /** The most events of any column of that unit: how high the highest is drawn. */
  most: number;
}

/** The id of a mark or column in the page; an event keeps it when it moves. */
export const markKey = (events: Events, { row }: Mark): string => `mark-${events.event_id[row]}`;
export const columnKey = ({ quad, unit, from }: Column): string => `column-${quad}-${unit}-${from}`;

/** The place of the beginning of a day. */
export type Scale = (day: number) => number;

export const scaleOf =
  (span: Span, width: number): Scale =>
  (day) =>
    ((day - span.from) / (span.to + 1 - span.from)) * width;

export function chartOf(release: Release, events: Events, between: Between, span: Span, width: number): Chart {
  const x = scaleOf(span, width);
  const shown = marksOf(events, between, span, x, width);
  const packed = shown.length <= MOST_MARKS ? packedLanes(release, events, shown, width) : undefined;
  return packed ?? columnLanes(release, events, between, span, x, width);
}

/** The marks of all events that may lie within the span, not yet placed in height. */
function marksOf(events: Events, between: Between, span: Span, x: Scale, width: number): Mark[] {
  const marks: Mark[] = [];
  between.rows.forEach((row, index) => {
    const [first, last] = [events.date[row], lastDay(events, row)];
    if (first === NO_DAY || last < span.from || first > span.to) return;
    const x0 = Math.max(x(first), 0);
    const x1 = Math.min(x(last + 1), width);
    marks.push({ row, direction: between.directions[index], quad: events.quad_class[row], x: (x0 + x1) / 2, x0, x1, y: 0 });
  });
  return marks;
}

function packedLanes(release: Release, events: Events, marks: Mark[], width: number): Chart | undefined {
  const lanes: Lane[] = [];
  let top = 0;
  for (const quad of release.codes.quad_class.keys()) {
    const own = marks.filter((mark) => mark.quad === quad).sort((one, two) => left(one) - left(two));
    const labels = own.map((mark) => labelOf(release, events, mark));
    const extents = own.map((mark, index) => ({ x0: left(mark), x1: right(mark), label: widthOf(labels[index]) + 6 }));
    const lane = packLane(extents, width, MOST_TRACKS);
    if (!lane) return undefined;
    const placed = own.map((mark, index) => placedMark(mark, lane.places[index], labels[index], top));
    const height = HEAD + Math.max(lane.n_tracks, 1) * TRACK;
    lanes.push({ quad, top, height, n: own.length, marks: placed, columns: [] });
    top += height;
  }
  return { lanes, height: top, most: 0 };
}

function placedMark(mark: Mark, { track, label: side }: Place, label: string, top: number): Mark {
  return { ...mark, y: top + HEAD + (track + 0.5) * TRACK, ...(side ? { label, side } : {}) };
}

export const left = (mark: Mark): number => Math.min(mark.x0, mark.x - SIGN);
export const right = (mark: Mark): number => Math.max(mark.x1, mark.x + SIGN);

function labelOf(release: Release, events: Events, { row, direction }: Mark): string {
  const status = statusOf(release, events, row);
  return `${ARROWS[direction]} ${actOf(release, events, row)}${status && ` (${status})`}${events.is_conflict[row] ? " ≠" : ""}`;
}

function columnLanes(release: Release, events: Events, between: Between, span: Span, x: Scale, width: number): Chart {
  const unit = unitFor(width / (span.to - span.from));
  const precisions = release.codes.date_precision.map(({ code }) => code);
  const bins = binsOf(events, precisions, between, unit, span.from, span.to);
  const most = Math.max(1, ...bins.filter((bin) => bin.unit === unit).map(({ counts }) => Math.max(counts.forth, counts.back) + counts.together / 2));
  const lanes = [...release.codes.quad_class.keys()].map((quad): Lane => {
    const own = bins.filter((bin) => bin.quad === quad);
    const columns = own.map((bin) => ({ ...bin, x0: Math.max(x(bin.from), 0), x1: Math.min(x(bin.to + 1), width) }));
    const n = own.reduce((sum, bin) => sum + bin.n, 0);
    return { quad, top: quad * (HEAD + COLUMN_LANE), height: HEAD + COLUMN_LANE, n, marks: [], columns };
  });
  return { lanes, height: lanes.length * (HEAD + COLUMN_LANE), unit, most };
}
