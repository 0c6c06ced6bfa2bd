// The release's macros by name and meaning, from its view `about`.
import type { Engine } from "./engine";
import { run } from "./run";

export interface Macro {
  name: string;
  meaning: string;
}

export async function readMacros(engine: Engine): Promise<Macro[]> {
  const { columns, n_rows } = await run(engine, "SELECT name, meaning FROM about WHERE kind = 'macro'");
  const [names, meanings] = columns;
  return Array.from({ length: n_rows }, (_, row) => ({ name: names.values[row] ?? "", meaning: meanings.values[row] ?? "" }));
}
