// One session of queries, kept while the page is open: DuckDB once it is loaded, whether a query runs, its result or what went wrong.
import { useEffect, useState } from "preact/hooks";
import { openEngine, stopEngine, type Engine, type Progress } from "./engine";
import { readMacros, type Macro } from "./macros";
import { refusal } from "./refusal";
import { isCancelled, run, type Result } from "./run";

export interface Session {
  is_running: boolean;
  /** What was asked last. */
  sql?: string;
  /** While DuckDB is being fetched and started. */
  progress?: Progress | undefined;
  engine?: Engine | undefined;
  macros?: Macro[] | undefined;
  result?: Result | undefined;
  error?: string | undefined;
}

/** How long a cancelled query may take to end by itself before DuckDB is ended with it, in milliseconds. */
const PATIENCE = 2000;

let session: Session = { is_running: false };
let turn = 0;
const listeners = new Set<(session: Session) => void>();

export function useSession(): Session {
  const [seen, setSeen] = useState(session);
  useEffect(() => {
    setSeen(session);
    listeners.add(setSeen);
    return () => void listeners.delete(setSeen);
  }, []);
  return seen;
}

/** Run a query, loading DuckDB before the first; nothing happens while another runs. */
export async function ask(sql: string): Promise<void> {
  if (session.is_running) return;
  turn += 1;
  const mine = turn;
  const tell = (part: Partial<Session>) => mine === turn && change(part);
  change({ sql, is_running: true, result: undefined, error: undefined });
  try {
    const engine = await openEngine((progress) => tell({ progress }));
    tell({ engine, progress: undefined });
    tell({ result: await run(engine, sql) });
    if (!session.macros) tell({ macros: await readMacros(engine) });
  } catch (error) {
    tell({ error: isCancelled(error) ? "The query was cancelled." : refusal(error) });
  }
  tell({ is_running: false, progress: undefined });
}

/** Cancel the query that runs; if it does not stop, end DuckDB. */
export async function cancel(): Promise<void> {
  const cancelled = turn;
  void session.engine?.connection.cancelSent();
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
  if (cancelled !== turn || !session.is_running) return;
  turn += 1;
  await stopEngine();
  change({ is_running: false, engine: undefined, error: "The query did not stop, so DuckDB was ended. The next query starts it again." });
}

function change(part: Partial<Session>): void {
  session = { ...session, ...part };
  for (const listener of listeners) listener(session);
}
