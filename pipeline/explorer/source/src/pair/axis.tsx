// The days shown in, the lines and names of years, months or days across a timeline out.

import { scaleUtc } from "d3-scale";
import type { Span } from "./span";

const DAY = 86_400_000;
const APART = 84; // pixels between two names

export function Axis({ span, width, height }: { span: Span; width: number; height: number }) {
  const scale = scaleUtc([new Date(span.from * DAY), new Date((span.to + 1) * DAY)], [0, width]);
  const count = Math.max(Math.floor(width / APART), 2);
  const name = scale.tickFormat(count);
  return (
    <g class="axis" aria-hidden="true">
      {scale.ticks(count).map((tick) => (
        <g key={tick.getTime()} transform={`translate(${scale(tick).toFixed(1)},0)`}>
          <line y2={height + 4} />
          <text y={height + 17} text-anchor={anchorOf(scale(tick), width)}>
            {name(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

// The first and the last name would be cut at the edge.
const anchorOf = (x: number, width: number): string => (x < 24 ? "start" : x > width - 24 ? "end" : "middle");
