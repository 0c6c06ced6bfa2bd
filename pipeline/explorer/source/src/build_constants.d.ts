// What vite.config.ts puts in place of these names.

/** Size in bytes of sql/duckdb-eh.wasm.gz. */
declare const __DUCKDB_BYTES__: number;
