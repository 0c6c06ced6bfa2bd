// Spells of relations in, the band under a timeline out: each status with a pattern and its name, unknown stretches said as such.

import { isoOf } from "../filters";
import type { Release } from "../contract";
import type { Relation } from "../data/later";
import type { Scale } from "./chart";
import type { Span } from "./span";
import { widthOf } from "./lettering";
import { bandOf, type Stretch } from "./spells";

interface Props {
  release: Release;
  span: Span;
  spells: Relation[] | undefined;
  x: Scale;
  top: number;
  height: number;
  width: number;
}

export function Band({ release, span, spells, x, top, height, width }: Props) {
  if (!spells) return null;
  const band = bandOf(spells, span.from, span.to);
  const nameOf = (stretch: Stretch) => statusName(release, stretch);
  return (
    <g class="band" role="img" aria-label={`Status of the relation: ${band.map((stretch) => sentenceOf(stretch, nameOf(stretch))).join("; ")}`} data-testid="band">
      <Patterns />
      {band.map((stretch) => (
        <Part key={stretch.from} stretch={stretch} name={nameOf(stretch)} x0={Math.max(x(stretch.from), 0)} x1={Math.min(x(stretch.to + 1), width)} top={top} height={height} />
      ))}
    </g>
  );
}

interface PartProps {
  stretch: Stretch;
  name: string;
  x0: number;
  x1: number;
  top: number;
  height: number;
}

function Part({ stretch, name, x0, x1, top, height }: PartProps) {
  const status = stretch.spell?.status ?? "unknown";
  const label = widthOf(name) + 14 <= x1 - x0 ? name : "";
  return (
    <g class="stretch" data-status={status} data-certain={stretch.is_certain}>
      <title>{sentenceOf(stretch, name)}</title>
      <rect class="ground" x={x0} y={top} width={x1 - x0} height={height} />
      <rect x={x0} y={top} width={x1 - x0} height={height} fill={status === "unknown" ? "none" : `url(#band-${status})`} />
      {label && <rect class="behind" x={(x0 + x1 - widthOf(label)) / 2 - 4} y={top + 3} width={widthOf(label) + 8} height={height - 6} rx={3} />}
      <text x={(x0 + x1) / 2} y={top + height / 2 + 4.5} text-anchor="middle">
        {label}
      </text>
    </g>
  );
}

export function statusName({ codes }: Release, { spell, is_certain }: Stretch): string {
  if (!spell) return "unknown";
  const name = codes.relation_status.find(({ code }) => code === spell.status)?.name.toLowerCase() ?? spell.status;
  return is_certain ? name : `${name}?`;
}

const sentenceOf = (stretch: Stretch, name: string): string =>
  `${isoOf(stretch.from)} to ${isoOf(stretch.to)} ${name}${stretch.is_certain ? "" : " (it may not have begun yet)"}`;

/** What the patterns of the band mean; they are drawn by the band of the same page. */
export const BandLegend = ({ release }: { release: Release }) => (
  <ul class="legend band-legend" aria-label="Status of the relation">
    <li>Band: status of the relation</li>
    {[...release.codes.relation_status.map(({ code, name }) => ({ code, name })), { code: "unknown", name: "Unknown: no event tells" }].map(({ code, name }) => (
      <li key={code}>
        <svg class="band" width="30" height="14" aria-hidden="true">
          <g data-status={code}>
            <rect class="ground" x="1" y="1" width="28" height="12" />
            <rect x="1" y="1" width="28" height="12" fill={code === "unknown" ? "none" : `url(#band-${code})`} />
          </g>
        </svg>{" "}
        {name}
      </li>
    ))}
    <li>?, dashed: it may not have begun yet</li>
  </ul>
);

// The less there is between two countries, the denser the pattern.
const Patterns = () => (
  <defs>
    <pattern id="band-ambassadors" width="6" height="6" patternUnits="userSpaceOnUse" />
    <pattern id="band-charges" width="9" height="9" patternUnits="userSpaceOnUse">
      <circle cx="4.5" cy="4.5" r="1.2" fill="currentColor" />
    </pattern>
    <pattern id="band-suspended" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1="0" x2="0" y2="8" stroke="currentColor" stroke-width="2.4" />
    </pattern>
    <pattern id="band-severed" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path d="M0,0V6M0,0H6" stroke="currentColor" stroke-width="2.4" />
    </pattern>
  </defs>
);
