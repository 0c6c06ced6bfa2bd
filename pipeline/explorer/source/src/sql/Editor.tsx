// The query as text, the button that runs it, and what happens until the answer is there.
import type { RefObject } from "preact";
import { ENGINE_BYTES, type Progress } from "./engine";
import { cancel, type Session } from "./session";

interface Props {
  sql: string;
  setSql: (sql: string) => void;
  run: (sql: string) => void;
  session: Session;
  area: RefObject<HTMLTextAreaElement | null>;
}

export function Editor({ sql, setSql, run, session, area }: Props) {
  const runByKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run(sql);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        run(sql);
      }}
    >
      <label for="sql-editor">
        Query <small>(Ctrl+Enter runs it)</small>
      </label>
      <textarea
        id="sql-editor"
        ref={area}
        rows={Math.min(24, Math.max(6, sql.split("\n").length + 1))}
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        value={sql}
        onInput={(event) => setSql(event.currentTarget.value)}
        onKeyDown={runByKey}
      />
      <div class="sql-actions">
        <button type="submit" disabled={session.is_running} data-testid="sql-run">
          Run
        </button>
        {session.is_running && session.engine && (
          <button type="button" onClick={() => void cancel()} data-testid="sql-cancel">
            Cancel
          </button>
        )}
        <Waiting session={session} />
      </div>
    </form>
  );
}

function Waiting({ session: { is_running, engine, progress } }: { session: Session }) {
  if (progress) return <Fetching progress={progress} />;
  if (is_running) return <span role="status">{engine ? "The query runs …" : "Opening the release …"}</span>;
  if (engine) return null;
  return <small class="soft">The first query loads DuckDB: {megabytes(ENGINE_BYTES)} from beside this page.</small>;
}

const Fetching = ({ progress: { what, done, total } }: { progress: Progress }) => (
  <span>
    <span role="status">{what} …</span>{" "}
    {total !== undefined && (
      <>
        <progress value={done} max={total} aria-label={what} /> <small>{`${megabytes(done ?? 0)} of ${megabytes(total)}`}</small>
      </>
    )}
  </span>
);

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
