// A result as a table, a page of rows at a time, with types, visible nulls and a file to take along.
import { useState } from "preact/hooks";
import { eventHref } from "../routes";
import { asCsv, download } from "./csv";
import { MOST_ROWS, type Result, type ResultColumn } from "./run";

const PAGE = 50;

/** A value of up to so many letters stays on one line. */
const SHORT = 24;

export function ResultTable({ result }: { result: Result }) {
  const [page, setPage] = useState(0);
  if (result.columns.length === 0) return <p role="status">Done in {duration(result)}; there are no rows to show.</p>;
  return (
    <>
      <Summary result={result} />
      <div class="scroll sql-result" tabIndex={0} role="region" aria-label="Rows of the result">
        <table>
          <Head columns={result.columns} />
          <Body result={result} first={page * PAGE} />
        </table>
      </div>
      <Pager n_rows={result.n_rows} page={page} setPage={setPage} />
    </>
  );
}

function Summary({ result }: { result: Result }) {
  return (
    <div class="sql-actions">
      <p role="status" data-testid="sql-status">
        {result.n_rows.toLocaleString("en")} {result.n_rows === 1 ? "row" : "rows"} in {duration(result)}.
        {result.is_cut && ` The result is longer: these are its first ${MOST_ROWS.toLocaleString("en")} rows.`}
      </p>
      <button type="button" data-testid="sql-download" onClick={() => download(asCsv(result), "legation-query.csv")}>
        Download as CSV
      </button>
    </div>
  );
}

const duration = ({ milliseconds }: Result): string =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;

const Head = ({ columns }: { columns: ResultColumn[] }) => (
  <thead>
    <tr>
      {columns.map((column, index) => (
        <th key={index} scope="col" class={column.is_number ? "number" : undefined}>
          {column.name}
          <small class="sql-type">{column.type}</small>
        </th>
      ))}
    </tr>
  </thead>
);

function Body({ result, first }: { result: Result; first: number }) {
  const rows = Array.from({ length: Math.max(0, Math.min(PAGE, result.n_rows - first)) }, (_, index) => first + index);
  return (
    <tbody>
      {rows.map((row) => (
        <tr key={row}>
          {result.columns.map((column, index) => (
            <td key={index} class={column.is_number ? "number" : (column.values[row] ?? "").length <= SHORT ? "sql-short" : undefined}>
              <Value column={column} value={column.values[row]} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function Value({ column, value }: { column: ResultColumn; value: string | null }) {
  if (value === null) return <i class="soft">null</i>;
  if (column.name === "event_id" && /^evt_\w+$/.test(value)) return <a href={eventHref(value)}>{value}</a>;
  return <>{value}</>;
}

function Pager({ n_rows, page, setPage }: { n_rows: number; page: number; setPage: (page: number) => void }) {
  const last = Math.ceil(n_rows / PAGE) - 1;
  if (last < 1) return null;
  return (
    <nav class="sql-actions" aria-label="Pages of the result">
      <button type="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
        Earlier rows
      </button>
      <span>
        Rows {(page * PAGE + 1).toLocaleString("en")} to {Math.min(n_rows, (page + 1) * PAGE).toLocaleString("en")} of {n_rows.toLocaleString("en")}
      </span>
      <button type="button" disabled={page === last} onClick={() => setPage(page + 1)}>
        Later rows
      </button>
    </nav>
  );
}
