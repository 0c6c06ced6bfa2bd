// Countries as circles, what they do to each other as lines between them; forces without chance put related ones together.
import { useMemo, useState } from "preact/hooks";
import { counted, percent, written } from "../names";
import { pairHref, placeHref } from "../routes";
import type { ChartProps } from "./chart";
import { HEIGHT, WIDTH, laidOut, type Line, type Node } from "./layout";
import { hueOf, strengthOf } from "./shade";

const MOST_COUNTRIES = 40;
const MOST_LINES = 160;

export default function Network({ release, filters, dyads, order }: ChartProps) {
  const { nodes, lines, n_lines } = useMemo(() => laidOut(dyads, order.slice(0, MOST_COUNTRIES), MOST_LINES), [dyads, order]);
  const [at, setAt] = useState<number | null>(null);
  const country = (one: number) => release.countries[one];
  const most = lines[0]?.n ?? 1;
  return (
    <figure class="chart">
      <p class="readout" data-testid="readout">
        {at === null ? "Point at a circle, or go through them by Tab, to read its ties." : told(at, release.countries, lines, dyads.either[at])}
      </p>
      <div class="scroll" role="region" aria-label="Network of countries" tabIndex={0}>
        <svg class="network" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label="Network of countries" data-testid="network" onPointerLeave={() => setAt(null)}>
          {lines.map((line) => (
            <a href={pairHref(country(line.a).code, country(line.b).code, filters)} tabindex={-1} aria-hidden="true">
              <line
                class={at !== null && at !== line.a && at !== line.b ? "dim" : undefined}
                data-line={`${country(line.a).code}/${country(line.b).code}`}
                x1={line.x1}
                y1={line.y1}
                x2={line.x2}
                y2={line.y2}
                stroke={hueOf(line.conflicts / line.n)}
                stroke-width={1 + 7 * strengthOf(line.n, most) ** 2}
                stroke-dasharray={line.conflicts / line.n > 2 / 3 ? "7 4" : undefined}
              />
            </a>
          ))}
          {nodes.map((node) => (
            <Circle key={node.one} node={node} {...country(node.one)} label={told(node.one, release.countries, lines, dyads.either[node.one])} href={placeHref({ view: "table" }, { ...filters, countries: [country(node.one).code] })} onPoint={() => setAt(node.one)} />
          ))}
        </svg>
      </div>
      <figcaption class="soft">
        {nodes.length < order.length ? `The ${nodes.length} countries with most events of ${order.length}` : `All ${order.length} countries`}
        {lines.length < n_lines ? ` and the ${lines.length} strongest of ${n_lines} ties between them` : ""}; larger circles and thicker lines: more events. Full lines are mostly
        cooperation (blue) or mixed (grey), dashed ones mostly conflict (vermilion). A circle leads to the country's events, a line to the pair.
      </figcaption>
    </figure>
  );
}

interface CircleProps {
  node: Node;
  code: string;
  label: string;
  href: string;
  onPoint: () => void;
}

const Circle = ({ node, code, label, href, onPoint }: CircleProps) => (
  <a href={href} data-node={code} aria-label={`${code}, ${label}`} onFocus={onPoint} onPointerEnter={onPoint}>
    <circle cx={node.x} cy={node.y} r={node.r} />
    <text x={node.x} y={node.y} dy="0.35em">
      {code}
    </text>
  </a>
);

/** A country with its strongest ties in a sentence. */
function told(one: number, countries: ChartProps["release"]["countries"], lines: Line[], n: number): string {
  const ties = lines.filter((line) => line.a === one || line.b === one).slice(0, 5);
  const with_ = ties.map((line) => `${countries[line.a === one ? line.b : line.a].name} ${written(line.n)} (${percent(line.conflicts, line.n)} conflict)`);
  return `${countries[one].name}: ${counted(n, "event")}${with_.length ? `; most with ${with_.join(", ")}` : ""}.`;
}
