// The release's own database, opened by DuckDB within this page. Everything comes from beside the page; nothing is asked from elsewhere.
import type { AsyncDuckDB, AsyncDuckDBConnection } from "@duckdb/duckdb-wasm";

/** What is being done before the first query runs; `done` and `total` are bytes. */
export interface Progress {
  what: string;
  done?: number;
  total?: number;
}

export interface Engine {
  duckdb: AsyncDuckDB;
  connection: AsyncDuckDBConnection;
  /** As DuckDB says it: "v1.4.3". */
  version: string;
}

/** Compressed; as large as the file that the build puts there. */
export const ENGINE_BYTES = __DUCKDB_BYTES__;

let opened: Promise<Engine> | undefined;

/** DuckDB with the release attached, opened once; tried again after a failure. */
export function openEngine(tell: (progress: Progress) => void): Promise<Engine> {
  opened ??= open(tell).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** End it in the middle of whatever it does; the next query opens another. */
export async function stopEngine(): Promise<void> {
  const engine = await opened;
  opened = undefined;
  await engine?.duckdb.terminate();
}

async function open(tell: (progress: Progress) => void): Promise<Engine> {
  const database = beside("../legation.duckdb");
  await mustExist(database);
  tell({ what: "Fetching DuckDB", done: 0, total: ENGINE_BYTES });
  const [library, script, module] = await Promise.all([
    import("./duckdb"),
    fetched(beside("sql/duckdb-eh.worker.js")).then((answer) => answer.text()),
    fetchModule(tell),
  ]);
  tell({ what: "Starting DuckDB" });
  const duckdb = new library.AsyncDuckDB(new library.VoidLogger(), startWorker(script));
  try {
    await instantiate(duckdb, module);
    // As ranges of bytes where the server gives such, whole where it does not.
    await duckdb.open({ filesystem: { reliableHeadRequests: false, allowFullHTTPReads: true, forceFullHTTPReads: false } });
    await duckdb.registerFileURL("legation.duckdb", database, library.DuckDBDataProtocol.HTTP, false);
    tell({ what: "Opening legation.duckdb" });
    return { duckdb, connection: await attach(duckdb), version: await duckdb.getVersion() };
  } catch (error) {
    await duckdb.terminate();
    throw error;
  }
}

// With external access off, a query can neither read an address or a file nor load an extension, and cannot turn that on again.
async function attach(duckdb: AsyncDuckDB): Promise<AsyncDuckDBConnection> {
  const connection = await duckdb.connect();
  for (const statement of [
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET custom_extension_repository = ''",
    "ATTACH 'legation.duckdb' AS legation (READ_ONLY)",
    "USE legation",
    "SET enable_external_access = false",
  ])
    await connection.query(statement);
  return connection;
}

// A worker made of a blob keeps this page's content security policy; one with an address of its own would have none.
// It would also write each refused query to the console, which the page shows, and that a server gives no ranges, which is no fault.
function startWorker(script: string): Worker {
  const address = URL.createObjectURL(new Blob(["console.log = console.warn = () => {};\n", script], { type: "text/javascript" }));
  try {
    return new Worker(address);
  } finally {
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}

async function instantiate(duckdb: AsyncDuckDB, module: Blob): Promise<void> {
  const address = URL.createObjectURL(module);
  try {
    await duckdb.instantiate(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

// Some servers send a file whose name ends in .gz already inflated, so its first bytes decide.
async function fetchModule(tell: (progress: Progress) => void): Promise<Blob> {
  const answer = await fetched(beside("sql/duckdb-eh.wasm.gz"));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  for (const reader = answer.body!.getReader(); ; ) {
    const part = await reader.read();
    if (part.done) break;
    parts.push(part.value);
    done += part.value.length;
    tell({ what: "Fetching DuckDB", done: Math.min(done, ENGINE_BYTES), total: ENGINE_BYTES });
  }
  const kept = new Blob(parts);
  const [first, second] = new Uint8Array(await kept.slice(0, 2).arrayBuffer());
  const isCompressed = first === 0x1f && second === 0x8b;
  const stream = isCompressed ? kept.stream().pipeThrough(new DecompressionStream("gzip")) : kept.stream();
  // An answer of this type is compiled while it is read.
  return new Response(stream, { headers: { "Content-Type": "application/wasm" } }).blob();
}

async function mustExist(address: string): Promise<void> {
  const { status } = await fetch(address, { method: "HEAD" });
  if (status === 404) throw new Error("legation.duckdb is not in the folder above this page. Move the folder explorer only together with its release.");
}

async function fetched(address: string): Promise<Response> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} was not given: ${answer.status} ${answer.statusText}. The folder sql belongs beside this page.`);
  return answer;
}

const beside = (name: string): string => new URL(name, document.baseURI).href;
