// The events that pass the filters, a row each: sorted by any column, in pages, to be taken along as CSV.
import { useMemo } from "preact/hooks";
import type { Events, Filters, Release } from "../contract";
import { loadSummaries } from "../data/later";
import { select } from "../filters";
import { useMeasured } from "../measure";
import { Choices } from "../parts/choices";
import { FilterBar } from "../parts/filter_bar";
import { useLoaded } from "../parts/loaded";
import { Menu } from "../parts/menu";
import { Failure } from "../parts/notice";
import { Reading } from "../parts/reading";
import { Title } from "../parts/title";
import { go, placeHref, type Rest } from "../routes";
import { DEFAULT_COLUMNS, columnsOf } from "./columns";
import { Download } from "./download";
import { EventRows } from "./event_rows";
import { Pages, PAGE } from "./pages";
import { parseSorting, printSorting, sorted, type Sorting } from "./sorting";
import "./table.css";

interface Props {
  release: Release;
  events: Events;
  filters: Filters;
  rest: Rest;
}

export default function TableView({ release, events, filters, rest }: Props) {
  const summaries = useLoaded(loadSummaries, []);
  const columns = useMemo(() => columnsOf(release, events, summaries.value), [release, events, summaries.value]);
  const chosen = keysOf(rest.columns, columns.map(({ key }) => key));
  const sorting = parseSorting(rest.sort);
  const rows = useMemo(() => select(release, events, filters), [release, events, filters]);
  const by = columns.find(({ key }) => key === sorting.key);
  // Texts that are not read yet cannot be sorted by.
  const canSort = Boolean(summaries.value) || !["summary", "parties"].includes(sorting.key);
  const order = useMemo(() => (canSort ? sorted(events, rows, by, sorting.isDown) : rows), [events, rows, sorting.key, sorting.isDown, canSort]);
  useMeasured(filters);
  const page = Math.min(Math.max(1, Math.floor(Number(rest.page)) || 1), Math.max(1, Math.ceil(order.length / PAGE)));
  const keep = (some: Rest) => go(placeHref({ view: "table" }, filters, { ...rest, page: "", ...some }));
  const turn = (next: number) => {
    keep({ page: next > 1 ? String(next) : "" });
    document.querySelector(".events-table")?.scrollIntoView();
  };
  const shown = columns.filter(({ key }) => chosen.includes(key));
  return (
    <>
      <Title subject="table">Events as a table</Title>
      <FilterBar release={release} filters={filters} onChange={(next) => go(placeHref({ view: "table" }, next, { ...rest, page: "" }))} />
      <Reading release={release} events={events} rows={rows} filters={filters} />
      {summaries.error && <Failure error={summaries.error} />}
      <div class="tools">
        <Menu label="Columns" testid="columns">
          <Choices legend="Columns" options={columns.map(({ key, name }) => ({ value: key, name }))} chosen={chosen} onChange={(next) => keep({ columns: printKeys(next), page: String(page) })} />
        </Menu>
        <Download release={release} columns={shown} all={columns} rows={order} isReady={Boolean(summaries.value)} />
        <a href={placeHref({ view: "world", tab: "matrix" }, filters)}>These events on the world</a>
      </div>
      {order.length === 0 && <p class="notice">No event passes the filters.</p>}
      {order.length > 0 && (
        <EventRows columns={shown} rows={order.subarray((page - 1) * PAGE, page * PAGE)} events={events} sorting={sorting} onSort={(next: Sorting) => keep({ sort: printSorting(next) })} />
      )}
      <Pages page={page} n={order.length} onPage={turn} />
    </>
  );
}

/** Known columns only; without any, the usual ones. */
function keysOf(text: string | undefined, known: string[]): string[] {
  const asked = (text ?? "").split(",").filter((key) => known.includes(key));
  return asked.length ? asked : DEFAULT_COLUMNS;
}

const printKeys = (keys: string[]): string => ([...keys].sort().join() === [...DEFAULT_COLUMNS].sort().join() ? "" : keys.join(","));
