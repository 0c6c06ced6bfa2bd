// The four quad classes as people tell them apart: by colour and by symbol, never by colour alone.
import type { Code } from "../contract";

/** Names of colours in theme.css, by code of the quad class. */
export const QUAD_COLOURS: Record<string, string> = {
  "verbal-cooperation": "var(--verbal-cooperation)",
  "material-cooperation": "var(--material-cooperation)",
  "verbal-conflict": "var(--verbal-conflict)",
  "material-conflict": "var(--material-conflict)",
};

// Paths around 0,0 within a box of 10 by 10: circle, square, triangle, diamond.
export const QUAD_PATHS: Record<string, string> = {
  "verbal-cooperation": "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z",
  "material-cooperation": "M-3.6,-3.6h7.2v7.2h-7.2Z",
  "verbal-conflict": "M0,-4.4L4.4,3.6H-4.4Z",
  "material-conflict": "M0,-5L5,0L0,5L-5,0Z",
};

export const isConflictual = (code: string): boolean => code.endsWith("conflict");

export function QuadMark({ code }: { code: string }) {
  return (
    <svg class="quad-mark" viewBox="-6 -6 12 12" aria-hidden="true">
      <path d={QUAD_PATHS[code] ?? QUAD_PATHS["verbal-cooperation"]} fill={QUAD_COLOURS[code] ?? "currentColor"} stroke="currentColor" stroke-width="0.6" />
    </svg>
  );
}

export const QuadLegend = ({ codes }: { codes: Code[] }) => (
  <ul class="legend" aria-label="Quad classes">
    {codes.map((one) => (
      <li key={one.code}>
        <QuadMark code={one.code} /> {one.name}
      </li>
    ))}
  </ul>
);
