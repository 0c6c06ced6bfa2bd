// The sources go in, `../built` comes out: files that any static server serves from any folder, the same bytes on every run.
import { defineConfig } from "vite";
import { duckdb } from "./build/duckdb.ts";
import { licences } from "./build/licences.ts";
import { record } from "./build/record.ts";

export default defineConfig({
  base: "./",
  plugins: [duckdb(), licences(), record()],
  build: {
    outDir: "../built",
    emptyOutDir: true,
    sourcemap: false,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rollupOptions: {
      output: {
        entryFileNames: "assets/[name].js",
        chunkFileNames: "assets/[name].js",
        assetFileNames: "assets/[name][extname]",
      },
    },
  },
});
