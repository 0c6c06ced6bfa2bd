// DuckDB for the browser goes from its package into `sql/`: the worker as it is, the WebAssembly gzipped to a fourth of its size.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzip } from "pako";
import type { Plugin } from "vite";

const FOLDER = dirname(createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js"));

/** The plugin, and the size that the page tells before it fetches the file. */
export function duckdb(): Plugin {
  const module = compressed("duckdb-eh.wasm");
  return {
    name: "legation-duckdb",
    config: () => ({ define: { __DUCKDB_BYTES__: String(module.length) } }),
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "sql/duckdb-eh.wasm.gz", source: module });
      this.emitFile({ type: "asset", fileName: "sql/duckdb-eh.worker.js", source: worker() });
    },
  };
}

// zlib gives other bytes on another processor or in another Node; pako, the same algorithm in JavaScript, does not. It writes no time.
const compressed = (name: string): Uint8Array => gzip(readFileSync(join(FOLDER, name)), { level: 9 });

// The source map stays out, so its address does too.
const worker = (): string => readFileSync(join(FOLDER, "duckdb-browser-eh.worker.js"), "utf-8").replace(/\/\/# sourceMappingURL=\S*\s*$/, "");
