// One lane of columns in, each a link to the days that it stands for, out: the first country's acts upwards, the second's downwards.

import type { Release } from "../contract";
import { QUAD_COLOURS } from "../parts/quad";
import { counted } from "../names";
import { periodName } from "./calendar";
import type { Shown } from "./card";
import { COLUMN_LANE, columnKey, HEAD, PERIODS, type Chart, type Column, type Lane } from "./chart";
import { LaneHead } from "./lane_head";
import type { Span } from "./span";
import type { Pair } from "./told";

interface Props {
  lane: Lane;
  chart: Chart;
  release: Release;
  pair: Pair;
  width: number;
  current: string | undefined;
  show: (shown: Shown) => void;
  hrefOf: (span: Span) => string;
}

export function ColumnLane(props: Props) {
  const { lane, release, width } = props;
  const { code, name } = release.codes.quad_class[lane.quad];
  return (
    <g role="group" aria-label={`${name}: ${lane.n}`}>
      <LaneHead lane={lane} code={code} name={name} width={width} />
      <line class="base" x2={width} y1={baseOf(lane)} y2={baseOf(lane)} />
      {lane.columns.map((column) => (
        <Bar key={columnKey(column)} column={column} colour={QUAD_COLOURS[code]} quadName={name} {...props} />
      ))}
    </g>
  );
}

const baseOf = (lane: Lane): number => lane.top + HEAD + (COLUMN_LANE - PERIODS) / 2;

function Bar({ column, colour, quadName, ...props }: Props & { column: Column; colour: string; quadName: string }) {
  const { chart, lane, pair, current, show, hrefOf } = props;
  const key = columnKey(column);
  const told = sentenceOf(column, pair, quadName);
  const shown = () => show({ x: (column.x0 + column.x1) / 2, y: lane.top + lane.height, text: told });
  const isColumn = column.unit === chart.unit;
  const top = isColumn ? lane.top + HEAD : lane.top + lane.height - PERIODS;
  return (
    <a id={key} class="column" href={hrefOf(column)} tabindex={current === key ? 0 : -1} aria-label={`${told}. Opens these days`} onMouseEnter={shown} onFocus={shown}>
      <rect class="hit" x={column.x0} y={top} width={Math.max(column.x1 - column.x0, 1)} height={isColumn ? COLUMN_LANE - PERIODS : PERIODS} />
      {isColumn ? <Heights column={column} colour={colour} chart={chart} lane={lane} /> : <Period column={column} colour={colour} lane={lane} />}
      {column.n_conflicts > 0 && isColumn && (
        <text class="conflict" x={(column.x0 + column.x1) / 2} y={lane.top + HEAD + 6} text-anchor="middle">
          ≠
        </text>
      )}
    </a>
  );
}

function Heights({ column, colour, chart, lane }: { column: Column; colour: string; chart: Chart; lane: Lane }) {
  const base = baseOf(lane);
  const scale = ((COLUMN_LANE - PERIODS) / 2 - 4) / chart.most;
  const { forth, back, together } = column.counts;
  const [up, down, half] = [forth * scale, back * scale, (together / 2) * scale];
  const place = { x: column.x0 + 0.5, width: Math.max(column.x1 - column.x0 - 1, 1) };
  return (
    <>
      <rect class="bar" {...place} y={base - half - up} height={up} fill={colour} />
      <rect class="bar back" {...place} y={base + half} height={down} fill={colour} />
      <rect class="bar together" {...place} y={base - half} height={half * 2} />
    </>
  );
}

/** Events that are known to a longer period than a column: a thin bar over all of it. */
const Period = ({ column, colour, lane }: { column: Column; colour: string; lane: Lane }) => (
  <rect class="period" x={column.x0} y={lane.top + lane.height - 9} width={Math.max(column.x1 - column.x0, 2)} height={6} rx={3} fill={colour} />
);

function sentenceOf({ from, unit, n, counts, n_conflicts }: Column, { a, b }: Pair, quadName: string): string {
  const parts = [
    counts.forth ? `${counts.forth} by ${a}` : "",
    counts.back ? `${counts.back} by ${b}` : "",
    counts.together ? `${counts.together} by both` : "",
    n_conflicts ? `${n_conflicts} on which sources disagree` : "",
  ];
  return `${periodName(from, unit)}, ${quadName}: ${counted(n, "event")} (${parts.filter(Boolean).join(", ")})`;
}
