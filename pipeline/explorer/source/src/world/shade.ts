// A number and its share of conflict go in, the variables of CSS that colour a cell, a line or a country come out.

/** Colour by share: cooperation, mixed, conflict. */
export function hueOf(share: number): string {
  if (share < 1 / 3) return "var(--material-cooperation)";
  return share > 2 / 3 ? "var(--material-conflict)" : "var(--mixed)";
}

/** 0 to 1, by the logarithm: one event is seen beside thousands. */
export const strengthOf = (n: number, most: number): number => (n ? (1 + Math.log(n)) / (1 + Math.log(Math.max(most, 1))) : 0);

/** For `.shaded`: never so strong that the number on it cannot be read. */
export function shade(n: number, conflicts: number, most: number): Record<string, string> {
  return {
    "--hue": hueOf(conflicts / n),
    "--strength": `${Math.round(8 + 42 * strengthOf(n, most))}%`,
    "--share": `${Math.round((100 * conflicts) / n)}%`,
  };
}
