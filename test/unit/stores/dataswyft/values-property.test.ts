/** Whatever goes wrong below, what was acknowledged is there, and what was not is one of the values that were tried. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NamedValues } from "#stores/named/named-values.port.ts";
import { createBench, noAbort } from "#test/support/dataswyft-bench.ts";
import type { DataswyftBench } from "#test/support/dataswyft-bench.ts";
import { jsonReply, noReply, textReply } from "#test/support/pda-replies.ts";
import type { PdaReply } from "#test/support/pda-replies.ts";

const names = ["v/a", "v/b", "v/c"] as const;

const stepArbitrary = fc.record({
  /** Which of two computers. */
  who: fc.nat(1),
  what: fc.constantFrom("write", "write", "write", "remove", "list"),
  which: fc.subarray([...names], { minLength: 1 }),
  isLarge: fc.boolean(),
  /** Which request of the step goes wrong, and how; beyond its requests: none. */
  faultAt: fc.nat(9),
  fault: fc.constantFrom("before", "after", "page", "denied"),
});
type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never;

const instead: Readonly<Record<Step["fault"], PdaReply | null>> = {
  before: noReply("unreachable"),
  after: null,
  page: textReply(200, "<html>"),
  denied: jsonReply(403, { error: "Forbidden", message: "" }),
};

/** Spoils the nth request from now; repeated ones go through. */
const spoil = ({ pda }: DataswyftBench, { faultAt, fault }: Step): void => {
  let count = 0;
  let isHit = false;
  pda.instead = () => {
    isHit = count++ === faultAt;
    return isHit ? instead[fault] : null;
  };
  pda.afterwards = (_request, reply) => (isHit && fault === "after" ? noReply("timeout") : reply);
};

const fill = (serial: number, isLarge: boolean): Uint8Array =>
  new Uint8Array(isLarge ? 3_000 : 3).fill(serial % 256);

const textOf = (bytes: Uint8Array | null | undefined): string =>
  bytes == null ? "absent" : `${bytes.length}x${bytes[0] ?? ""}`;

/** What each name may hold, as texts of textOf. */
type Possible = Map<string, ReadonlySet<string>>;

const change = async (values: NamedValues, step: Step, serial: number, possible: Possible): Promise<void> => {
  const bytes = fill(serial, step.isLarge);
  const isWrite = step.what === "write";
  const outcomes = isWrite
    ? await values.write(
        step.which.map((name) => ({ name, bytes })),
        noAbort,
      )
    : await values.remove(step.which, noAbort);
  for (const name of step.which) {
    const outcome = outcomes.get(name);
    expect(outcome).toBeDefined();
    const before = outcome?.ok === true ? [] : (possible.get(name) ?? []);
    possible.set(name, new Set([...before, isWrite ? textOf(bytes) : "absent"]));
  }
};

const lookAt = async (values: NamedValues, possible: Possible): Promise<void> => {
  await values.list("", noAbort);
  const read = await values.read(names, noAbort);
  for (const name of names) {
    const value = read.get(name);
    const text = value?.ok === true ? textOf(value.value) : "failed";
    expect([...(possible.get(name) ?? [])]).toContain(text);
  }
};

const run = async (
  bench: DataswyftBench,
  computers: readonly NamedValues[],
  steps: readonly Step[],
): Promise<void> => {
  const possible: Possible = new Map(names.map((name) => [name, new Set(["absent"])]));
  for (const [serial, step] of steps.entries()) {
    const values = computers[step.who] ?? bench.service.values;
    spoil(bench, step);
    bench.wait(61_000);
    if (step.what === "list") await values.list("", noAbort);
    else await change(values, step, serial + 1, possible);
  }
  bench.pda.instead = () => null;
  bench.pda.afterwards = (_request, reply) => reply;
  const fresh = (await bench.another()).values;
  for (const values of [...computers, fresh]) await lookAt(values, possible);
};

describe("named values of an account where anything may fail", () => {
  it("one computer: what was acknowledged is there", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArbitrary, { maxLength: 12 }), async (steps) => {
        const bench = await createBench();
        await run(
          bench,
          [bench.service.values],
          steps.map((step) => ({ ...step, who: 0 })),
        );
      }),
      { numRuns: 150 },
    );
  });

  it("two computers, one after the other, end with the same values", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArbitrary, { maxLength: 10 }), async (steps) => {
        const bench = await createBench();
        const other = await bench.another();
        const both = [bench.service.values, other.values];
        for (const values of both) await values.list("", noAbort);
        await run(
          bench,
          both,
          steps.map((step) => ({ ...step, faultAt: 99 })),
        );
        const lists = await Promise.all(both.map((values) => values.list("", noAbort)));
        expect(lists[0]).toEqual(lists[1]);
      }),
      { numRuns: 100 },
    );
  });
});
