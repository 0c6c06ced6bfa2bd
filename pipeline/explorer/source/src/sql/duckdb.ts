// The part of DuckDB's library that the page needs: its functions that name addresses of other hosts stay out of what is built.
export { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } from "@duckdb/duckdb-wasm";
