// SQL goes in, the result of its last statement comes out, each value as DuckDB itself writes it.
import type { AsyncDuckDBConnection } from "@duckdb/duckdb-wasm";
import type { Engine } from "./engine";

export interface ResultColumn {
  name: string;
  /** As DuckDB names it; an enumeration without its values. */
  type: string;
  is_number: boolean;
  values: (string | null)[];
}

export interface Result {
  columns: ResultColumn[];
  n_rows: number;
  /** There are more rows than MOST_ROWS; only the first are here. */
  is_cut: boolean;
  milliseconds: number;
}

export const MOST_ROWS = 100_000;

const NUMBER = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|DECIMAL\(.*\))$/;

/** Run all statements in order. What DuckDB refuses is thrown as its own message, with the line and a mark under the place. */
export async function run({ duckdb, connection }: Engine, sql: string): Promise<Result> {
  const started = performance.now();
  const statements = await split(duckdb, sql);
  if (statements.length === 0) throw new Error("There is no statement to run.");
  for (const statement of statements.slice(0, -1)) await fetchRows(connection, statement);
  const last = statements[statements.length - 1];
  const types = await describe(connection, last);
  const read = types ? await fetchRows(connection, asText(last)) : await fetchRows(connection, last);
  const n_rows = Math.min(read.n_rows, MOST_ROWS);
  const columns = read.columns.map(({ name, type, values }, index): ResultColumn => {
    const known = types?.[index] ?? { name, type };
    return { ...known, is_number: NUMBER.test(known.type), values: values.slice(0, n_rows) };
  });
  return { columns, n_rows, is_cut: read.n_rows > MOST_ROWS, milliseconds: performance.now() - started };
}

// At the semicolons that DuckDB's tokenizer finds, of which it tells the bytes. A statement keeps the numbers of its lines; one of comments is none.
async function split(duckdb: Engine["duckdb"], sql: string): Promise<string[]> {
  const bytes = new TextEncoder().encode(sql);
  const { offsets } = await duckdb.tokenize(sql);
  const text = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
  const statements: string[] = [];
  let start = 0;
  for (const end of [...offsets.filter((offset) => bytes[offset] === SEMICOLON), bytes.length]) {
    const from = start;
    if (offsets.some((offset) => offset >= from && offset < end)) statements.push("\n".repeat(text(0, from).split("\n").length - 1) + text(from, end));
    start = end + 1;
  }
  return statements;
}

const SEMICOLON = ";".charCodeAt(0);

// Null where the statement gives no rows that a query could be put around (EXPLAIN, CREATE, a mistake): it is then run as it stands.
async function describe(connection: AsyncDuckDBConnection, statement: string): Promise<{ name: string; type: string }[] | null> {
  try {
    const { columns } = await fetchRows(connection, `DESCRIBE FROM (${statement}\n)`);
    const [names, types] = columns;
    return names.values.map((name, row) => ({ name: name ?? "", type: shortened(types.values[row] ?? "") }));
  } catch (error) {
    if (isCancelled(error)) throw error;
    return null;
  }
}

const asText = (statement: string): string => `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${statement}\n) LIMIT ${MOST_ROWS + 1}`;

const shortened = (type: string): string => type.replace(/ENUM\('(?:[^']|'')*'(?:, '(?:[^']|'')*')*\)/g, "ENUM");

/** Whether a query was ended by `cancelSent`. */
export const isCancelled = (error: unknown): boolean => error instanceof Error && /query was canceled|interrupted/i.test(error.message);

interface Rows {
  columns: { name: string; type: string; values: (string | null)[] }[];
  n_rows: number;
}

// Sent and polled, not run at once, so that it can be cancelled.
async function fetchRows(connection: AsyncDuckDBConnection, sql: string): Promise<Rows> {
  const reader = await connection.send(sql);
  const columns: Rows["columns"] = [];
  let n_rows = 0;
  for await (const batch of reader) {
    batch.schema.fields.forEach((field, index) => {
      columns[index] ??= { name: field.name, type: String(field.type), values: [] };
      const vector = batch.getChildAt(index);
      for (let row = 0; row < batch.numRows; row += 1) columns[index].values.push(written(vector?.get(row)));
    });
    n_rows += batch.numRows;
  }
  if (columns.length === 0) for (const field of reader.schema?.fields ?? []) columns.push({ name: field.name, type: String(field.type), values: [] });
  return { columns, n_rows };
}

const written = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
