// A column goes in, the order of all events by it comes out; made once for each column, so that filters only leave rows out of it.
import type { Events } from "../contract";
import type { Column } from "./columns";

export interface Sorting {
  key: string;
  isDown: boolean;
}

/** "-date" -> by date, downwards. By date upwards is the order of the file, and so is anything unknown. */
export function parseSorting(text: string | undefined): Sorting {
  const key = (text ?? "").replace(/^-/, "");
  return { key: key || "date", isDown: Boolean(text?.startsWith("-")) };
}

export const printSorting = ({ key, isDown }: Sorting): string => (isDown ? `-${key}` : key === "date" ? "" : key);

type Orders = Map<string, Uint32Array>;
const orders = new WeakMap<Events, Orders>();

/** The rows sorted; equal ones stay in the order of the file, which is by date. */
export function sorted(events: Events, rows: Uint32Array, column: Column | undefined, isDown: boolean): Uint32Array {
  if (!column || (column.key === "date" && !isDown)) return rows;
  const known = orders.get(events) ?? new Map<string, Uint32Array>();
  orders.set(events, known);
  const name = `${isDown ? "-" : ""}${column.key}`;
  const order = known.get(name) ?? orderOf(events.n, column, isDown);
  known.set(name, order);
  const isIn = new Uint8Array(events.n);
  for (const row of rows) isIn[row] = 1;
  return order.filter((row) => isIn[row]);
}

function orderOf(n: number, column: Column, isDown: boolean): Uint32Array {
  const ranks = column.rank ? Float64Array.from({ length: n }, (_, row) => finite(column.rank!(row), isDown)) : textRanks(n, column);
  const sign = isDown ? -1 : 1;
  return Uint32Array.from({ length: n }, (_, row) => row).sort((a, b) => sign * (ranks[a] - ranks[b]) || a - b);
}

// What has no value stands last in both directions.
const finite = (rank: number, isDown: boolean): number => (rank === Infinity ? (isDown ? -1e18 : 1e18) : rank);

/** Each different text is compared once, and without regard to capitals. */
function textRanks(n: number, column: Column): Float64Array {
  const keys = Array.from({ length: n }, (_, row) => column.text(row).toLowerCase());
  const place = new Map([...new Set(keys)].sort().map((key, at) => [key, at]));
  return Float64Array.from(keys, (key) => place.get(key)!);
}
