// Two countries in, what the symbols, bars and signs of their timeline mean out.

import type { Release } from "../contract";
import { QUAD_PATHS } from "../parts/quad";
import type { Direction } from "./between";
import { Sign } from "./marks";
import { ARROWS, whoActs, type Pair } from "./told";


export function Legend({ release, pair, hasColumns }: { release: Release; pair: Pair; hasColumns: boolean }) {
  const directions: Direction[] = pair.a === pair.b ? ["forth"] : ["forth", "back", "together"];
  const { code } = release.codes.quad_class.find((one) => one.code in QUAD_PATHS) ?? release.codes.quad_class[0];
  return (
    <ul class="legend" aria-label="Signs of the timeline" data-testid="pair-legend">
      {hasColumns && <li>Columns count events: up, {pair.a} acts; down, {pair.b}; both ways from the line, both together. Thin bars: known to a longer period.</li>}
      {!hasColumns &&
        directions.map((direction) => (
          <li key={direction}>
            <svg width="18" height="18" aria-hidden="true">
              <Sign code={code} direction={direction} x={9} y={9} />
            </svg>{" "}
            {ARROWS[direction]} {whoActs(direction, pair)}
          </li>
        ))}
      {!hasColumns && <li>A bar: some day of that month or year</li>}
      <li>≠: sources disagree</li>
    </ul>
  );
}
