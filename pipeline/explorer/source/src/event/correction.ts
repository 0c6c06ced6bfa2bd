// What is wrong with an event or mention, and what is right, in; the row of a corrections file (CSV) that says so out.

/** The columns of `legation build --corrections FILE.csv`, in their order. */
export const COLUMNS = ["target", "field", "old", "new", "reason", "who", "when"] as const;
export type Correction = Record<(typeof COLUMNS)[number], string>;

/** The fields that a correction may name, with what may stand in `new`. */
export const FIELDS: { field: string; name: string; hint: string }[] = [
  { field: "date", name: "date", hint: "2017-08-11, 2017-08 or 2017; empty if no text places it" },
  { field: "actors", name: "actors", hint: "ids of actors, joined by a semicolon" },
  { field: "recipients", name: "recipients", hint: "ids of actors, joined by a semicolon; empty for none" },
  { field: "act", name: "act", hint: "an act of the codebook; it sets type and mode too" },
  { field: "event_type", name: "event type", hint: "a type of the codebook" },
  { field: "mode", name: "mode", hint: "a mode of the type; empty for none" },
  { field: "status", name: "status", hint: "occurred, announced or alleged" },
  { field: "effective_on", name: "effective on", hint: "a day, such as 2017-08-11; empty for none" },
  { field: "event_id", name: "event (it is none, or another)", hint: "the id of the event that it belongs to; empty if there is no event" },
];

/** Both lines of the file: the names of its columns, and the row. */
export const correctionFile = (row: Correction): string => [COLUMNS, COLUMNS.map((column) => row[column])].map(csvLine).join("\n");

const csvLine = (cells: readonly string[]): string => cells.map(csvCell).join(",");

const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

/** What a row of the data has in a field, as a corrections file writes it. */
export function oldValue(row: Record<string, unknown>, parties: { actor_id: string; role: string }[], field: string): string {
  if (field === "actors" || field === "recipients") {
    const role = field === "actors" ? "actor" : "recipient";
    const ids = new Set(parties.filter((party) => party.role === role).map((party) => party.actor_id));
    return [...ids].sort().join("; ");
  }
  const value = String(row[field] ?? "");
  return field === "date" ? upTo(value, String(row.date_precision ?? "")) : value;
}

/** An ISO day as far as it is known. */
export const upTo = (iso: string, precision: string): string => iso.slice(0, { year: 4, month: 7 }[precision] ?? 10);
