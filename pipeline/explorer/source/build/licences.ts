// The packages whose code is in what was built go in, `THIRD-PARTY.txt` comes out: each with version, licence and the words of its licence.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const MODULES = join(import.meta.dirname, "..", "node_modules");

/** Packages that are inside files which the bundler does not read: the worker of DuckDB. */
const INSIDE_THE_WORKER = ["@duckdb/duckdb-wasm", "apache-arrow", "flatbuffers", "tslib"];

export function licences(): Plugin {
  return {
    name: "legation-licences",
    apply: "build",
    generateBundle() {
      const bundled = [...this.getModuleIds()].map(packageOf).filter((name) => name !== undefined);
      const packages = [...new Set([...bundled, ...INSIDE_THE_WORKER])].sort();
      const source = [OPENING, ...packages.map(noticeOf), readFileSync(join(import.meta.dirname, "notices.txt"), "utf-8")].join(RULE);
      this.emitFile({ type: "asset", fileName: "THIRD-PARTY.txt", source });
    },
  };
}

const OPENING = "The explorer of Legation (Apache-2.0) contains the following software and data.\n";
const RULE = `\n${"-".repeat(80)}\n\n`;

const packageOf = (module: string): string | undefined => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(module.replaceAll("\\", "/"))?.[1];

function noticeOf(name: string): string {
  const { version, license } = JSON.parse(readFileSync(join(MODULES, name, "package.json"), "utf-8"));
  if (!license) throw new Error(`The package ${name} names no licence. Do not bundle it.`);
  const texts = readdirSync(join(MODULES, name))
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(MODULES, name, file), "utf-8").replace(/\r\n?/g, "\n").trim());
  return [`${name} ${version} (${license})`, ...texts].join("\n\n") + "\n";
}
