// What was built of what: `SOURCES.json` beside the assets, with the SHA-256 of each source and of each asset, for a test that needs no Node.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Plugin } from "vite";

export const RECORD = "SOURCES.json";

/** Folders and files of `source/` of which nothing is built. */
const APART = ["node_modules", ".gitignore"];

export function record(): Plugin {
  const root = join(import.meta.dirname, "..");
  return {
    name: "legation-record",
    apply: "build",
    writeBundle: {
      order: "post",
      sequential: true,
      handler({ dir }) {
        if (!dir) return this.error("The build has no folder to write into.");
        const sources = hashes(root, APART);
        const assets = hashes(dir, [RECORD]);
        writeFileSync(join(dir, RECORD), `${JSON.stringify({ sources, assets }, null, 1)}\n`);
      },
    },
  };
}

function hashes(folder: string, apart: string[]): Record<string, string> {
  const names = readdirSync(folder)
    .filter((name) => !apart.includes(name))
    .flatMap((name) => filesOf(join(folder, name)))
    .map((file) => relative(folder, file).split(sep).join("/"));
  return Object.fromEntries(names.sort().map((name) => [name, sha256(join(folder, name))]));
}

function filesOf(path: string): string[] {
  try {
    return readdirSync(path).flatMap((name) => filesOf(join(path, name)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return [path];
    throw error;
  }
}

const sha256 = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");
