// What is read only when a view asks for it, once: summaries, relations, coverage.
import { NO_DAY } from "../contract";
import { readColumns, type Columns } from "./columns";
import { readBytes } from "./files";

/** In the order of events: a sentence, and "A, B → C". */
export interface Summaries {
  summary: ArrayLike<string>;
  parties: ArrayLike<string>;
}

/** A spell of the relation of two countries. Days since 1970-01-01, NO_DAY where unknown; status and precisions are codes. */
export interface Relation {
  relation_id: string;
  country_a: string;
  country_b: string;
  status: string;
  start_date: number;
  end_date: number;
  start_precision: string;
  end_precision: string | null;
  opened_by: string | null;
  closed_by: string | null;
}

/** Documents by publisher and month. `publisher` is an index of release.publishers, -1 where unknown; `month` a day or NO_DAY. */
export interface Coverage {
  n: number;
  publisher: Int32Array;
  month: Int32Array;
  n_read: Int32Array;
  n_coded: Int32Array;
  n_without_events: Int32Array;
  n_uncoded: Int32Array;
  n_rejected: Int32Array;
}

export const loadSummaries = once(async (): Promise<Summaries> => {
  const { columns } = await readColumns(await readBytes("summaries.parquet"));
  return { summary: (columns.summary ?? []) as ArrayLike<string>, parties: (columns.parties ?? []) as ArrayLike<string> };
});

export const loadRelations = once(async (): Promise<Relation[]> => {
  const { n, columns } = await readColumns(await readBytes("relations.parquet"));
  return Array.from({ length: n }, (_, row) => relation(columns, row));
});

export const loadCoverage = once(async (): Promise<Coverage> => {
  const { n, columns } = await readColumns(await readBytes("coverage.parquet"));
  const column = (name: string, none = 0) => Int32Array.from({ length: n }, (_, row) => (columns[name]?.[row] as number | null) ?? none);
  return {
    n,
    publisher: column("publisher", -1),
    month: column("month", NO_DAY),
    n_read: column("n_read"),
    n_coded: column("n_coded"),
    n_without_events: column("n_without_events"),
    n_uncoded: column("n_uncoded"),
    n_rejected: column("n_rejected"),
  };
});

function relation(columns: Columns, row: number): Relation {
  const text = (name: string) => (columns[name]?.[row] as string | null | undefined) ?? null;
  const day = (name: string) => (columns[name]?.[row] as number | null | undefined) ?? NO_DAY;
  return {
    relation_id: text("relation_id") ?? "",
    country_a: text("country_a") ?? "",
    country_b: text("country_b") ?? "",
    status: text("status") ?? "",
    start_date: day("start_date"),
    end_date: day("end_date"),
    start_precision: text("start_precision") ?? "none",
    end_precision: text("end_precision"),
    opened_by: text("opened_by"),
    closed_by: text("closed_by"),
  };
}

/** A reading that is tried again after it failed, and is otherwise done once. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () => {
    kept ??= read().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}
