/** What a run counted about itself, one file a suite in out/counters; the report is made of them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Counters of one suite: numbers, and names of what held. */
export type Counters = Readonly<Record<string, number | readonly string[]>>;

/** Writes out/counters/<name>.json. Call it only with what the run really did. */
export const writeCounters = (name: string, counters: Counters): void => {
  const folder = join(import.meta.dirname, "..", "..", "out", "counters");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(counters, null, 2)}\n`);
};
