/** Counters that a test run leaves for out/report.json: one small file a suite, counted by the suite itself. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..", "..", "out", "counters");

/** Writes out/counters/<name>.json. */
export const writeCounters = (name: string, counters: Readonly<Record<string, unknown>>): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(counters, null, 2)}\n`);
};
