// An event's id goes in, its row of details and its mentions come out; only the row groups that may hold it are fetched.
import { parquetMetadataAsync, parquetReadObjects, type AsyncBuffer, type FileMetaData } from "hyparquet";
import { openByRanges, readBytes } from "./files";

/** A row as the file has it: text, number, boolean or null; columns that hold JSON are still text (see `json`). */
export type Row = Record<string, string | number | boolean | null | undefined>;

/** The row of details.parquet, null where the release has no such event. */
export const detailOf = async (eventId: string): Promise<Row | null> => (await rowsOf("details.parquet", eventId))[0] ?? null;

/** The rows of mentions.parquet in the order of the file. */
export const mentionsOf = (eventId: string): Promise<Row[]> => rowsOf("mentions.parquet", eventId);

/** The list that a JSON column holds; [] where it holds none. */
export function json<T>(value: Row[string]): T[] {
  return typeof value === "string" && value ? ((JSON.parse(value) ?? []) as T[]) : [];
}

interface Opened {
  file: AsyncBuffer;
  metadata: FileMetaData;
}

const opened = new Map<string, Promise<Opened>>();

async function rowsOf(name: string, eventId: string): Promise<Row[]> {
  try {
    return await matching(await open(name), eventId);
  } catch {
    // A server may answer ranges wrongly (a proxy that packs files does): then the whole file is read instead.
    const whole = withMetadata(readBytes(name));
    opened.set(name, whole);
    whole.catch(() => opened.delete(name));
    return matching(await whole, eventId);
  }
}

function open(name: string): Promise<Opened> {
  const known = opened.get(name);
  if (known) return known;
  const file = withMetadata(openByRanges(name));
  opened.set(name, file);
  return file;
}

async function withMetadata(reading: Promise<AsyncBuffer>): Promise<Opened> {
  const file = await reading;
  return { file, metadata: await parquetMetadataAsync(file) };
}

/** hyparquet passes over the row groups whose statistics exclude the id. */
async function matching({ file, metadata }: Opened, eventId: string): Promise<Row[]> {
  const rows = await parquetReadObjects({ file, metadata, filter: { event_id: { $eq: eventId } } });
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
}

// Whole numbers of 64 bits come as bigint, which neither JSON nor arithmetic takes.
const plain = (value: unknown): Row[string] => (typeof value === "bigint" ? Number(value) : (value as Row[string]));
