// Codes in, names for people out.
import type { Release } from "./contract";
import type { ListKey } from "./filters";

export interface Option {
  value: string;
  name: string;
  /** The meaning, or what it belongs to. */
  note?: string;
}

/** What can be asked for in each list of the filters, in the order of the release. */
export function optionsOf(release: Release, key: ListKey): Option[] {
  const { codes } = release;
  const coded = { quad: codes.quad_class, types: codes.event_type, acts: codes.act, status: codes.status };
  if (key === "countries") return release.countries.map(({ code, name }) => ({ value: code, name, note: code }));
  if (key === "formats" || key === "publishers") return release[key].map((name) => ({ value: name, name }));
  return coded[key].map(({ code, name, description }) => ({ value: code, name, note: description }));
}

const numbers = new Intl.NumberFormat("en");

/** "12,345". */
export const written = (n: number): string => numbers.format(n);

/** "12 events", "1 event". */
export const counted = (n: number, one: string, many = `${one}s`): string => `${written(n)} ${n === 1 ? one : many}`;

export const percent = (part: number, whole: number): string => `${whole ? Math.round((100 * part) / whole) : 0}%`;
