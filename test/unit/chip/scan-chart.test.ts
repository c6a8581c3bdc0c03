import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isFinal } from "#chip/scan-state.ts";
import { anyEvent, walk } from "./scan-events.ts";

const chart = (): ReadonlySet<string> => {
  const text = readFileSync(new URL("../../../docs/scan.md", import.meta.url), "utf8");
  return new Set(
    [...text.matchAll(/^ {2}(\w+) --> (\w+): (\w+)$/gm)].map(
      ([, from, to, event]) => `${from} ${event} ${to}`,
    ),
  );
};

const machine = (): ReadonlySet<string> => {
  const edges = new Set<string>();
  const note = (needsChallenge: boolean, events: Parameters<typeof walk>[1]): void => {
    for (const { from, event, to } of walk(needsChallenge, events)) {
      if (from.name === to.name) continue;
      edges.add(`${isFinal(from) ? "idle" : from.name} ${event.type} ${to.name}`);
    }
  };
  const samples = fc.sample(fc.tuple(fc.boolean(), fc.array(anyEvent, { minLength: 20, maxLength: 80 })), {
    numRuns: 6000,
    seed: 7,
  });
  for (const [needsChallenge, events] of samples) note(needsChallenge, events);
  return edges;
};

describe("docs/scan.md", () => {
  it("draws exactly the transitions that the machine makes", () => {
    expect([...chart()].sort()).toEqual([...machine()].sort());
  });
});
