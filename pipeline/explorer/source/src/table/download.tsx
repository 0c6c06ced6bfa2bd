// All rows that pass, as a CSV file: with the columns that are shown, or with all.
import type { Release } from "../contract";
import { counted } from "../names";
import type { Column } from "./columns";
import { csvOf, save } from "./csv";

interface Props {
  release: Release;
  columns: Column[];
  all: Column[];
  rows: Uint32Array;
  /** Whether summaries are read, without which the file would lack them. */
  isReady: boolean;
}

export function Download({ release, columns, all, rows, isReady }: Props) {
  const name = `legation-${release.version}-events.csv`;
  // The id is what a row is cited and looked up by, so it is always there.
  const withId = columns.some(({ key }) => key === "event_id") ? columns : [all[0], ...columns];
  return (
    <>
      <button type="button" data-testid="download" disabled={!isReady || !rows.length} onClick={() => save(csvOf(withId, rows), name)}>
        Download {counted(rows.length, "row")} as CSV
      </button>
      <button type="button" data-testid="download-all" disabled={!isReady || !rows.length} onClick={() => save(csvOf(all, rows), name)}>
        … with all columns
      </button>
    </>
  );
}
