// One page of rows, with headings that sort.
import type { Events } from "../contract";
import { eventHref } from "../routes";
import { QuadMark } from "../parts/quad";
import type { Column } from "./columns";
import type { Sorting } from "./sorting";

interface Props {
  columns: Column[];
  rows: Uint32Array;
  events: Events;
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
}

export function EventRows({ columns, rows, events, sorting, onSort }: Props) {
  const linked = (columns.find(({ key }) => key === "summary") ?? columns.find(({ key }) => key === "event_id") ?? columns[0]).key;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Events">
      <table class="events-table" data-testid="events-table">
        <caption class="visually-hidden">Events that pass the filters</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.key} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from(rows, (row) => (
            <tr key={row} data-event={events.event_id[row]}>
              {columns.map((column) => (
                <td key={column.key} class={column.isNumber ? "number" : column.key}>
                  {column.key === "quad_class" && <QuadMark code={column.text(row)} />}{" "}
                  {column.key === linked || column.key === "event_id" ? <a href={eventHref(events.event_id[row])}>{shown(column, row)}</a> : shown(column, row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Heading({ column: { key, name, isNumber }, sorting, onSort }: { column: Column; sorting: Sorting; onSort: Props["onSort"] }) {
  const isBy = sorting.key === key;
  const arrow = isBy ? (sorting.isDown ? "▼" : "▲") : "";
  return (
    <th scope="col" class={isNumber ? "number" : undefined} aria-sort={isBy ? (sorting.isDown ? "descending" : "ascending") : undefined}>
      <button type="button" data-sort={key} onClick={() => onSort({ key, isDown: isBy && !sorting.isDown })}>
        {name} <span aria-hidden="true">{arrow}</span>
      </button>
    </th>
  );
}

// A cell with a link must have words in it.
const shown = (column: Column, row: number): string => (column.shown ?? column.text)(row) || (column.isNumber ? "0" : "–");
