// `release.json` and `events.parquet` go in, the release and its events as typed columns come out.
import { NO_DAY, type Events, type Release } from "../contract";
import { readColumns, type Columns } from "./columns";
import { readBytes, readWhole } from "./files";

export async function loadRelease(): Promise<{ release: Release; events: Events }> {
  const [release, bytes] = await Promise.all([readWhole("release.json").then((one) => one.json() as Promise<Release>), readBytes("events.parquet")]);
  return { release, events: await eventsOf(release, bytes) };
}

async function eventsOf(release: Release, bytes: ArrayBuffer): Promise<Events> {
  const { n, columns } = await readColumns(bytes);
  const country = new Map(release.countries.map((one, index) => [one.code, index]));
  const parties = new Sets((word) => country.get(word) ?? -1);
  const indexes = new Sets(Number);
  return {
    n,
    event_id: (columns.event_id ?? []) as string[],
    event_type: Uint8Array.from(numbers(columns, "event_type", n)),
    mode: Int16Array.from(numbers(columns, "mode", n, -1)),
    quad_class: Uint8Array.from(numbers(columns, "quad_class", n)),
    act: Int16Array.from(numbers(columns, "act", n, -1)),
    date_precision: Uint8Array.from(numbers(columns, "date_precision", n)),
    status: Uint8Array.from(numbers(columns, "status", n)),
    date: numbers(columns, "date", n, NO_DAY),
    date_end: numbers(columns, "date_end", n, NO_DAY),
    confidence: Float32Array.from((columns.confidence ?? []) as ArrayLike<number>),
    n_mentions: numbers(columns, "n_mentions", n),
    n_sources: numbers(columns, "n_sources", n),
    actors: parties.numbers(columns.actors, n),
    recipients: parties.numbers(columns.recipients, n),
    party_sets: parties.sets,
    formats: indexes.numbers(columns.formats, n),
    publishers: indexes.numbers(columns.publishers, n),
    index_sets: indexes.sets,
    is_conflict: Uint8Array.from((columns.is_conflict ?? []) as ArrayLike<number>),
  };
}

/** A column of whole numbers; `none` stands for null. */
function numbers(columns: Columns, name: string, n: number, none = 0): Int32Array {
  const column = (columns[name] ?? []) as ArrayLike<number | null>;
  const whole = new Int32Array(n);
  for (let row = 0; row < n; row++) whole[row] = column[row] ?? none;
  return whole;
}

/** Texts of words joined by spaces -> numbers of the sets that they name; each different set is kept once. */
class Sets {
  readonly sets: number[][] = [];
  private readonly known = new Map<string, number>();

  constructor(private readonly meaning: (word: string) => number) {}

  numbers(column: ArrayLike<unknown> | undefined, n: number): Int32Array {
    const found = new Int32Array(n);
    for (let row = 0; row < n; row++) found[row] = this.number((column?.[row] as string | null) ?? "");
    return found;
  }

  private number(text: string): number {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    this.known.set(text, this.sets.length);
    return this.sets.push(text.split(" ").filter(Boolean).map(this.meaning).filter((one) => one >= 0)) - 1;
  }
}
