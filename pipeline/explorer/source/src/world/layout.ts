// Counts between countries go in, circles and lines with their places come out, the same ones for the same counts.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationLinkDatum, type SimulationNodeDatum } from "d3-force";
import type { Dyads } from "./dyads";
import { strengthOf } from "./shade";

export const WIDTH = 960;
export const HEIGHT = 640;
const STEPS = 100;

export interface Node {
  /** Index of the country. */
  one: number;
  x: number;
  y: number;
  r: number;
}

/** What two countries do to each other, in both directions together. */
export interface Line {
  a: number;
  b: number;
  n: number;
  conflicts: number;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

type Body = SimulationNodeDatum & { one: number; r: number };

export function laidOut(dyads: Dyads, shown: number[], mostLines: number): { nodes: Node[]; lines: Line[]; n_lines: number } {
  const ties = tiesOf(dyads, shown);
  const kept = ties.slice(0, mostLines);
  const most = dyads.either[shown[0]] ?? 1;
  const bodies: Body[] = shown.map((one) => ({ one, r: 15 + 17 * Math.sqrt(dyads.either[one] / most) }));
  settle(bodies, kept);
  const nodes = bodies.map(({ one, r, x = 0, y = 0 }) => ({ one, r, x: inside(x, r, WIDTH), y: inside(y, r, HEIGHT) }));
  const place = new Map(nodes.map((node) => [node.one, node]));
  const lines = kept.map((tie) => ({ ...tie, x1: place.get(tie.a)!.x, y1: place.get(tie.a)!.y, x2: place.get(tie.b)!.x, y2: place.get(tie.b)!.y }));
  return { nodes, lines, n_lines: ties.length };
}

type Tie = Pick<Line, "a" | "b" | "n" | "conflicts">;

/** Strongest first; of equal ones in the order of the countries. */
function tiesOf({ n, counts, conflicts }: Dyads, shown: number[]): Tie[] {
  const ties: Tie[] = [];
  shown.forEach((a, at) => {
    for (const b of shown.slice(at + 1)) {
      const both = counts[a * n + b] + counts[b * n + a];
      if (both) ties.push({ a, b, n: both, conflicts: conflicts[a * n + b] + conflicts[b * n + a] });
    }
  });
  return ties.sort((one, other) => other.n - one.n || one.a - other.a || one.b - other.b);
}

// d3-force begins with a spiral and draws what it needs of chance from a fixed sequence, so that nothing differs between two runs.
function settle(bodies: Body[], ties: Tie[]): void {
  const most = ties[0]?.n ?? 1;
  const links: (SimulationLinkDatum<Body> & { weight: number })[] = ties.map((tie) => ({ source: tie.a, target: tie.b, weight: strengthOf(tie.n, most) }));
  const link = forceLink<Body, (typeof links)[number]>(links).id((body) => body.one);
  forceSimulation(bodies)
    .force("link", link.distance((one) => 240 - 130 * one.weight).strength((one) => 0.03 + 0.25 * one.weight ** 2))
    .force("apart", forceManyBody().strength(-900))
    .force("collide", forceCollide<Body>((body) => body.r + 6))
    .force("x", forceX<Body>(WIDTH / 2).strength(0.1))
    .force("y", forceY<Body>(HEIGHT / 2).strength(0.18))
    .stop()
    .tick(STEPS);
}

const inside = (at: number, r: number, end: number): number => Math.round(10 * Math.min(end - r - 2, Math.max(r + 2, at))) / 10;
