/** Two computers with one store between them: a conflict found by comparing the copies, kept on both, and ended on one. */
import { beforeEach, describe, expect, it } from "vitest";
import { verifyStore } from "#main/stores/store-work.ts";
import type { NamedStore } from "#stores/named/named-store.ts";
import { draft, never } from "#test/support/entry-bench.ts";
import { createMemoryValues, createValuesBackend } from "#test/support/memory-values.ts";
import { createNamedComputer } from "#test/support/named-computer.ts";
import type { Computer } from "#test/support/two-computers.ts";
import { createTwoComputers } from "#test/support/two-computers.ts";
import { must } from "#test/support/vault-bench.ts";

interface Joined {
  readonly computer: Computer;
  readonly store: NamedStore;
}

let here: Joined;
let there: Joined;
let entryId: string;

/** The store as this computer sees it: it overwrites only revisions that its vault has. */
const join = (computer: Computer, backend: ReturnType<typeof createValuesBackend>): Joined => ({
  computer,
  store: createNamedComputer(createMemoryValues(backend), {
    id: "hyperid",
    knows: (id, revision) =>
      must(computer.store.entry(id))?.revision === revision ||
      must(computer.store.history(id)).some((former) => former.revision === revision),
  }),
});

const repair = async ({ computer, store }: Joined): Promise<void> => {
  const parts = { store: "hyperid", remote: store, local: computer.store } as const;
  const entries = computer.entries();
  must(
    await verifyStore({ ...parts, entries, now: () => computer.clock.now() }, true, {
      signal: never(),
      progress: () => undefined,
    }),
  );
};

const change = ({ computer }: Joined, title: string): void => {
  computer.clock.advance(1_000);
  must(computer.entries().save(entryId, draft(title)));
};

const stateOf = ({ computer }: Joined): string => {
  const { title, otherRevision } = must(computer.entries().get(entryId));
  return otherRevision === null ? title : `${title} (two versions)`;
};

beforeEach(async () => {
  const backend = createValuesBackend();
  const [first, second] = await createTwoComputers();
  here = join(first, backend);
  there = join(second, backend);
  entryId = must(first.entries().save(null, draft("Harbour"))).entryId;
  await repair(here);
  await repair(there);
});

describe("two computers", () => {
  it("that change one after the other have no conflict", async () => {
    change(here, "Harbour, second");
    await repair(here);
    await repair(there);
    there.computer.clock.advance(5_000);
    change(there, "Harbour, third");
    await repair(there);
    await repair(here);
    expect([stateOf(here), stateOf(there)]).toEqual(["Harbour, third", "Harbour, third"]);
  });

  it("that change at once keep both on both, and one choice ends it for both", async () => {
    change(here, "Harbour, here");
    there.computer.clock.advance(5_000);
    change(there, "Harbour, there");
    await repair(here);
    await repair(there);
    await repair(here);
    expect([stateOf(here), stateOf(there)]).toEqual([
      "Harbour, there (two versions)",
      "Harbour, there (two versions)",
    ]);
    const { revision, otherRevision } = must(here.computer.entries().get(entryId));
    here.computer.clock.advance(60_000);
    const choice = { keep: "other" } as const;
    const seen = { entryId, revision, other: otherRevision ?? 0, choice };
    must(here.computer.entries().resolveConflict(seen));
    await repair(here);
    await repair(there);
    expect([stateOf(here), stateOf(there)]).toEqual(["Harbour, here", "Harbour, here"]);
  });
});
