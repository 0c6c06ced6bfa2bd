// Questions in SQL, answered within the page by DuckDB on the release's own database.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Query, Release } from "../contract";
import { keepInAddress, queryHref, queryInAddress } from "./address";
import { Editor } from "./Editor";
import { ResultTable } from "./ResultTable";
import { ask, useSession, type Session } from "./session";
import { TableList } from "./TableList";
import "./sql.css";

export default function SqlView({ release }: { release: Release }) {
  const session = useSession();
  const [sql, setSql] = useQuery(session.sql ?? release.queries[0]?.sql ?? "FROM about;");
  const editor = useRef<HTMLTextAreaElement>(null);
  const run = (text: string) => {
    keepInAddress(text);
    void ask(text);
  };
  const fill = (text: string) => {
    setSql(text);
    editor.current?.focus();
    editor.current?.scrollIntoView({ block: "nearest" });
  };
  return (
    <>
      <h1>Ask in SQL</h1>
      <p>
        DuckDB runs in this page on <code>legation.duckdb</code> of release {release.version}: the same tables, views and macros as in the file.
        Nothing that is asked leaves this browser.
      </p>
      <div class="sql-columns">
        <div class="sql-asking">
          <Examples queries={release.queries} fill={fill} />
          <Editor sql={sql} setSql={setSql} run={run} session={session} area={editor} />
          <Answer session={session} />
          <Limits session={session} />
        </div>
        <TableList tables={release.tables} macros={session.macros} fill={fill} />
      </div>
    </>
  );
}

// What the address asks for stands in the editor; only the reader runs it, for a link may come from anybody.
function useQuery(first: string): [string, (sql: string) => void] {
  const [sql, setSql] = useState(() => queryInAddress() || first);
  useEffect(() => {
    const follow = () => queryInAddress() && setSql(queryInAddress());
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  return [sql, setSql];
}

const Examples = ({ queries, fill }: { queries: Query[]; fill: (sql: string) => void }) => (
  <details class="sql-examples" open>
    <summary>Examples</summary>
    <ul>
      {queries.map(({ title, sql }) => (
        <li key={title}>
          <a
            href={queryHref(sql)}
            onClick={(event) => {
              event.preventDefault();
              fill(sql);
            }}
          >
            {title}
          </a>
        </li>
      ))}
    </ul>
  </details>
);

function Answer({ session }: { session: Session }) {
  const { result, error } = session;
  if (error)
    return (
      <pre class="notice failure" role="alert" data-testid="sql-error">
        {error}
      </pre>
    );
  return result ? <ResultTable key={keyOf(result)} result={result} /> : null;
}

// Another result begins at its first page.
const keys = new WeakMap<object, number>();
let n_keys = 0;
function keyOf(result: object): number {
  if (!keys.has(result)) keys.set(result, (n_keys += 1));
  return keys.get(result)!;
}

const Limits = ({ session }: { session: Session }) => (
  <details>
    <summary>What is different from DuckDB on your machine</summary>
    <ul>
      <li>
        {session.engine ? `This is DuckDB ${session.engine.version}` : "The page has its own DuckDB"}, with the core functions and without extensions: no JSON,
        ICU (time zones, <code>current_date</code>), Parquet or full-text functions.
      </li>
      <li>Queries read the release and nothing else: no files, no addresses. The page asks only the server that it came from.</li>
      <li>
        The release is read-only. <code>CREATE TEMP TABLE</code> makes tables that last until the page is closed.
      </li>
      <li>One thread and at most 4 GB of memory. For more, open legation.duckdb with DuckDB itself.</li>
      <li>Values are shown and downloaded as DuckDB writes them as text.</li>
    </ul>
  </details>
);
