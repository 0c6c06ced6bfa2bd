// The name of a lane, its symbol and how many events it shows.

import { QUAD_COLOURS, QUAD_PATHS } from "../parts/quad";
import { counted } from "../names";
import type { Lane } from "./chart";

export const LaneHead = ({ lane, code, name, width }: { lane: Lane; code: string; name: string; width: number }) => (
  <g class="lane-head" aria-hidden="true">
    <rect class="ground" y={lane.top} width={width} height={lane.height} data-odd={lane.quad % 2} />
    <path transform={`translate(9,${lane.top + 12})`} d={QUAD_PATHS[code]} fill={QUAD_COLOURS[code]} stroke="currentColor" stroke-width="0.6" />
    <text x={20} y={lane.top + 16}>
      {name}: {counted(lane.n, "event")}
    </text>
  </g>
);
