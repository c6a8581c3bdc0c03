/**
 * Random histories with random cuts: two computers, any order of writing, deleting, restarting and
 * sweeping, requests torn anywhere. What was acknowledged is readable by a new computer; an object is
 * always one whole blob that somebody wrote; what failed is either there whole or not at all.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { StoredObject } from "#stores/store.port.ts";
import type { FakeKvs, KvsFault } from "#test/support/fake-kvs.ts";
import { createFakeKvs } from "#test/support/fake-kvs.ts";
import type { KvsComputer } from "#test/support/kvs-computer.ts";
import { createKvsComputer, noAbort, testObject } from "#test/support/kvs-computer.ts";

interface Cut {
  readonly request: number;
  readonly fault: KvsFault;
}

type Step =
  | {
      readonly kind: "write";
      readonly who: number;
      readonly numbers: readonly number[];
      readonly bytes: number;
    }
  | { readonly kind: "delete"; readonly who: number; readonly numbers: readonly number[] }
  | { readonly kind: "restart" | "sweep" | "forget"; readonly who: number };

const settings = { namesPerRequest: 24, pairsPerRequest: 8 };
const ids = Array.from({ length: 12 }, (_, number) => testObject(number).id);

/** What each object may be seen as; null is absent. */
type Allowed = Map<string, (StoredObject | null)[]>;

const key = (object: StoredObject | null): string =>
  object === null ? "" : `${object.revision}:${Buffer.from(object.blob).toString("hex")}`;

const cutArb: fc.Arbitrary<Cut | null> = fc.option(
  fc.record({
    request: fc.nat(7),
    fault: fc.oneof(
      fc.constantFrom<KvsFault>({ kind: "lost" }, { kind: "unanswered" }, { kind: "expired" }),
      fc.nat(8).map((applied): KvsFault => ({ kind: "torn", applied })),
      fc.nat(2 ** 30 - 1).map((mask): KvsFault => ({ kind: "scattered", mask })),
    ),
  }),
);

const numbersArb = fc.uniqueArray(fc.nat(ids.length - 1), { minLength: 1, maxLength: 4 });
const whoArb = fc.nat(1);
const stepArb: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("write" as const),
      who: whoArb,
      numbers: numbersArb,
      bytes: fc.nat(700),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("delete" as const), who: whoArb, numbers: numbersArb }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("restart" as const, "sweep" as const, "forget" as const),
      who: whoArb,
    }),
  },
);

class World {
  readonly kvs: FakeKvs = createFakeKvs();
  readonly computers: KvsComputer[] = [this.#computer(), this.#computer()];
  readonly allowed: Allowed = new Map(ids.map((id) => [id, [null]]));
  #revision = 0;

  #computer(): KvsComputer {
    return createKvsComputer(this.kvs.client, { settings });
  }

  async take(step: Step, cut: Cut | null): Promise<void> {
    const computer = this.computers[step.who] ?? this.#computer();
    // Whoever writes has read before, as syncing does; else every write of the other is a conflict.
    if (step.kind === "write" || step.kind === "delete") await computer.store.readMany(ids, noAbort);
    this.kvs.reset();
    if (cut !== null) this.kvs.fault = (index) => (index === cut.request ? cut.fault : null);
    await this.#act(computer, step);
    this.kvs.reset();
  }

  async #act(computer: KvsComputer, step: Step): Promise<void> {
    switch (step.kind) {
      case "restart":
        this.computers[step.who] = computer.restart();
        return;
      case "forget":
        this.computers[step.who] = this.#computer();
        return;
      case "sweep":
        await computer.store.sweep(noAbort);
        return;
      case "write":
        return this.#write(computer, step.numbers, step.bytes);
      case "delete":
        return this.#delete(computer, step.numbers);
    }
  }

  async #write(computer: KvsComputer, numbers: readonly number[], bytes: number): Promise<void> {
    this.#revision++;
    const objects = numbers.map((number) => testObject(number, this.#revision, bytes + number));
    const outcomes = await computer.store.writeMany(objects, noAbort);
    for (const [at, object] of objects.entries())
      this.#note(object.id, object, outcomes[at]?.result.ok === true);
  }

  async #delete(computer: KvsComputer, numbers: readonly number[]): Promise<void> {
    const wanted = numbers.map((number) => testObject(number).id);
    const outcomes = await computer.store.deleteMany(wanted, noAbort);
    for (const [at, id] of wanted.entries()) this.#note(id, null, outcomes[at]?.result.ok === true);
  }

  #note(id: string, state: StoredObject | null, isDone: boolean): void {
    this.allowed.set(id, isDone ? [state] : [...(this.allowed.get(id) ?? []), state]);
  }

  /** Looks with the eyes of a new computer; what is seen is from then on the only state allowed. */
  async check(): Promise<void> {
    const outcomes = await this.#computer().store.readMany(ids, noAbort);
    for (const { id, result } of outcomes) {
      if (!result.ok) throw new Error(`${id}: ${result.error.code}`);
      const states = this.allowed.get(id) ?? [];
      expect(states.map(key)).toContain(key(result.value));
      this.allowed.set(id, [result.value]);
    }
  }
}

it("what was acknowledged is readable, never a mix", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(stepArb, cutArb), { minLength: 1, maxLength: 14 }), async (steps) => {
      const world = new World();
      for (const [step, cut] of steps) {
        await world.take(step, cut);
        await world.check();
      }
    }),
    { numRuns: 150 },
  );
});
