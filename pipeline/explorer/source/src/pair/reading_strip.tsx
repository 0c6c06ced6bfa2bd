// What was read over the days shown in, a strip of columns out: a month without documents is silent, not peaceful.

import type { Coverage } from "../data/later";
import { counted } from "../names";
import { written } from "./calendar";
import type { Scale } from "./chart";
import { readingOf } from "./reading";
import type { Span } from "./span";

interface Props {
  span: Span;
  coverage: Coverage | undefined;
  publishers: number[];
  x: Scale;
  top: number;
  height: number;
  width: number;
}

export function ReadingStrip({ span, coverage, publishers, x, top, height, width }: Props) {
  if (!coverage) return null;
  const { periods, unit } = readingOf(coverage, publishers, span, width);
  const most = Math.max(1, ...periods.map(({ n }) => n));
  const read = periods.filter(({ n }) => n > 0);
  const bottom = top + height - 2;
  const total = read.reduce((sum, { n }) => sum + n, 0);
  return (
    <g
      class="reading"
      role="img"
      aria-label={`Documents read, by ${unit} of publication: ${total.toLocaleString("en")} in ${counted(read.length, unit)} of ${periods.length}, at most ${most}`}
      data-testid="reading"
    >
      <text y={top + 10}>
        Documents read per {unit}: {read.length ? `at most ${most.toLocaleString("en")}` : "none"}
      </text>
      <line class="none" x2={width} y1={bottom} y2={bottom} />
      {read.map(({ from, to, n }) => {
        const high = 3 + ((height - 19) * n) / most;
        const x0 = Math.max(x(from), 0);
        return (
          <rect key={from} x={x0} y={bottom - high} width={Math.max(Math.min(x(to + 1), width) - x0 - 0.5, 1.5)} height={high}>
            <title>{`${written(from, unit)}: ${counted(n, "document")} read`}</title>
          </rect>
        );
      })}
    </g>
  );
}
