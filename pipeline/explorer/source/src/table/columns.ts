// The columns that the table can show: what stands in a cell, what is sorted by, what is written to CSV.
import { NO_DAY, type Code, type Events, type Release } from "../contract";
import type { Summaries } from "../data/later";
import { isoOf } from "../filters";

export interface Column {
  key: string;
  name: string;
  /** Free text, which a spreadsheet must not take for a formula. */
  isFree?: boolean;
  isNumber?: boolean;
  /** As in CSV; "" for nothing. */
  text: (row: number) => string;
  /** As on the page, where it differs. */
  shown?: (row: number) => string;
  /** What is sorted by, where it is not the text. */
  rank?: (row: number) => number;
}

export const DEFAULT_COLUMNS = ["date", "parties", "act", "quad_class", "status", "confidence", "n_sources", "summary"];

/** In the order in which they are shown. Summaries are read after the events; until then they are "…". */
export function columnsOf(release: Release, events: Events, summaries: Summaries | undefined): Column[] {
  const { codes } = release;
  const places = { release, events };
  return [
    { key: "event_id", name: "Event", text: (row) => events.event_id[row] },
    dateColumn(places),
    { key: "date_end", name: "Last day", text: (row) => isoOf(events.date_end[row]), rank: (row) => events.date_end[row] },
    coded("date_precision", "Date known to", codes.date_precision, events.date_precision),
    { key: "parties", name: "Who → whom", isFree: true, text: (row) => summaries?.parties[row] ?? "…" },
    coded("event_type", "Type", codes.event_type, events.event_type),
    coded("mode", "Mode", codes.mode, events.mode),
    coded("act", "Act", codes.act, events.act),
    coded("quad_class", "Quad class", codes.quad_class, events.quad_class),
    coded("status", "Status", codes.status, events.status),
    { key: "confidence", name: "Confidence", isNumber: true, text: (row) => shortest(events.confidence[row]), rank: (row) => events.confidence[row], shown: (row) => events.confidence[row].toFixed(2) },
    count("n_mentions", "Mentions", events.n_mentions),
    count("n_sources", "Sources", events.n_sources),
    countries("actors", "Countries acting", places, events.actors),
    countries("recipients", "Countries acted upon", places, events.recipients),
    named("formats", "Formats", release.formats, places, events.formats),
    named("publishers", "Publishers", release.publishers, places, events.publishers),
    { key: "is_conflict", name: "Sources differ", text: (row) => String(Boolean(events.is_conflict[row])), shown: (row) => (events.is_conflict[row] ? "yes" : ""), rank: (row) => events.is_conflict[row] },
    { key: "summary", name: "Summary", isFree: true, text: (row) => summaries?.summary[row] ?? "…" },
  ];
}

interface Places {
  release: Release;
  events: Events;
}

/** As exactly as it is known: a day, a month, a year. */
const dateColumn = ({ release, events }: Places): Column => ({
  key: "date",
  name: "Date",
  text: (row) => isoOf(events.date[row]),
  rank: (row) => (events.date[row] === NO_DAY ? Infinity : events.date[row]),
  shown: (row) => {
    const iso = isoOf(events.date[row]);
    if (!iso) return "no date";
    const precision = release.codes.date_precision[events.date_precision[row]]?.code;
    return precision === "year" ? iso.slice(0, -6) : precision === "month" ? iso.slice(0, -3) : iso;
  },
});

function coded(key: string, name: string, codes: Code[], column: ArrayLike<number>): Column {
  return { key, name, text: (row) => codes[column[row]]?.code ?? "", shown: (row) => codes[column[row]]?.name ?? "", rank: (row) => (column[row] < 0 ? Infinity : column[row]) };
}

const count = (key: string, name: string, column: Int32Array): Column => ({
  key,
  name,
  isNumber: true,
  text: (row) => String(column[row]),
  rank: (row) => column[row],
});

const countries = (key: string, name: string, { release, events }: Places, column: Int32Array): Column => ({
  key,
  name,
  text: (row) => events.party_sets[column[row]].map((one) => release.countries[one].code).join(" "),
});

const named = (key: string, name: string, names: string[], { events }: Places, column: Int32Array): Column => ({
  key,
  name,
  isFree: true,
  text: (row) => events.index_sets[column[row]].map((one) => names[one]).join("; "),
});

/** A float32 as the shortest number that a reader would write: 0.7, not 0.699999988. */
const shortest = (value: number): string => String(Number(value.toPrecision(6)));
