/**
 * What every implementation of the reader port must do, written once. Each scenario starts with an
 * empty reader and may be tried again only where the backend's own reader is known to race.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createChipProtocol } from "#chip/chip-protocol.ts";
import { toHex } from "#chip/bytes.ts";
import { getUidCommand } from "#chip/apdu.ts";
import type { CardLink, ReaderState } from "#chip/reader.port.ts";
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import type { SoftChip } from "#sandbox/soft-chip.ts";
import { softChipOf } from "#sandbox/soft-chips.ts";
import { createSoftSpark2 } from "#sandbox/soft-spark2.ts";
import type { Bench, ReaderBackend } from "#test/support/reader-backends.ts";
import { V4, fixedRandom } from "#test/support/vectors.ts";
import { waitForCard, waitForNoCard, waitForState } from "#test/support/wait.ts";

/** What the run of the suite found out. */
export interface SuiteOutcome {
  held: boolean;
  retries: number;
}

type Card = ReaderState & { readonly card: NonNullable<ReaderState["card"]> };
/** UID, two SELECTs of the Verify applet, SELECT NDEF, part 1, part 2. */
const SPARK2_EXCHANGES = 6;
const never = new AbortController().signal;
const protocol = createChipProtocol(createSystemClock());
const codeOf = (result: Result<unknown, AppError>): string => (result.ok ? "ok" : result.error.code);
const v4Chip = (): SoftChip =>
  createSoftSpark2({ uid: V4.uid, key: V4.key, random: fixedRandom(V4.rndB, V4.ti) });

/** The whole work of a scan on one card: the chip's answer or the first failure. */
const answerV4 =
  (atr: Uint8Array) =>
  async (card: CardLink): Promise<Result<Uint8Array, AppError>> => {
    const chip = await protocol.identify(card, atr);
    if (!chip.ok) return chip;
    const message = await protocol.start(card, chip.value, never);
    return message.ok ? protocol.finish(card, chip.value, V4.forChip) : message;
  };

/** Registers the suite for one backend; the outcome is complete in an afterAll of the caller. */
export const readerHubSuite = (backend: ReaderBackend, outcome: SuiteOutcome): void => {
  describe(`reader hub: ${backend.name}`, () => {
    let bench: Bench;
    let seen = 0;

    beforeAll(async () => {
      bench = await backend.open();
    });
    afterAll(async () => {
      await bench.close();
    });
    beforeEach((context) => {
      context.onTestFailed(() => {
        outcome.held = false;
      });
    });

    const tap = async (...args: Parameters<Bench["tap"]>): Promise<Card> => {
      await bench.tap(...args);
      const reader = await waitForCard(bench.hub, seen);
      seen = reader.card.presence;
      return reader;
    };

    /** How a whole scan of a card ends. */
    const answerOf = async ({ id, card }: Card): Promise<string> => {
      const answer = await bench.hub.withCard(id, card.presence, never, answerV4(card.atr));
      return codeOf(answer.ok ? answer.value : answer);
    };

    /** Tries a scenario as often as the backend allows, from an empty reader each time. */
    const scenario = async (steps: () => Promise<void>): Promise<void> => {
      for (let attempt = 1; ; attempt += 1) {
        await bench.remove();
        await waitForNoCard(bench.hub);
        try {
          await steps();
          return;
        } catch (failure) {
          if (attempt >= backend.tries) throw failure;
          outcome.retries += 1;
        } finally {
          await bench.remove();
        }
      }
    };

    it("tells its state at once and says whether it is simulated", async () => {
      const states: number[] = [];
      const stop = bench.hub.subscribe((state) => states.push(state.readers.length));
      expect(states).toHaveLength(1);
      stop();
      expect(bench.hub.state().service).toBe("running");
      expect(bench.hub.state().readers[0]?.isSimulated).toBe(backend.isSimulated);
      await scenario(async () => {
        await tap(v4Chip());
      });
      expect(states).toHaveLength(1);
    });

    it("sees a card come and go, with its ATR and a presence that counts up", () =>
      scenario(async () => {
        const chip = softChipOf("apex", "mine");
        const first = await tap(chip);
        expect(toHex(first.card.atr)).toBe(toHex(chip.atr));
        await bench.remove();
        await waitForNoCard(bench.hub);
        const second = await tap(chip);
        expect(second.card.presence).toBeGreaterThan(first.card.presence);
        expect(second.id).toBe(first.id);
      }));

    it.each(["spark2", "apex", "spark1"] as const)("identifies a %s and reads its UID", (kind) =>
      scenario(async () => {
        const chip = softChipOf(kind, "mine");
        const { id, card } = await tap(chip);
        const found = await bench.hub.withCard(id, card.presence, never, (link) =>
          protocol.identify(link, card.atr),
        );
        expect(found).toEqual({ ok: true, value: { ok: true, value: { kind, uid: chip.uid } } });
      }),
    );

    it("carries V4 whole, part 1 and part 2", () =>
      scenario(async () => {
        const { id, card } = await tap(v4Chip());
        const answer = await bench.hub.withCard(id, card.presence, never, answerV4(card.atr));
        expect(answer).toEqual({ ok: true, value: { ok: true, value: V4.response } });
      }));

    it.each(Array.from({ length: SPARK2_EXCHANGES }, (_, index) => index + 1))(
      "a card torn away at exchange %i is chip.removed, and the next tap works",
      (tearAt) =>
        scenario(async () => {
          const { id, card } = await tap(v4Chip(), { tearAt });
          const torn = await bench.hub.withCard(id, card.presence, never, answerV4(card.atr));
          expect(torn.ok && codeOf(torn.value)).toBe("chip.removed");
          await waitForNoCard(bench.hub);
          expect(await answerOf(await tap(v4Chip()))).toBe("ok");
        }),
    );

    it("gives nobody a card that is not the one meant, nor after its time", () =>
      scenario(async () => {
        const { id, card } = await tap(v4Chip());
        let kept: CardLink | null = null;
        await bench.hub.withCard(id, card.presence, never, (link) => {
          kept = link;
          return Promise.resolve();
        });
        const late = await (kept as CardLink | null)?.transmit(getUidCommand);
        const empty = (): Promise<string> => Promise.resolve("ran");
        const other = await bench.hub.withCard(id, card.presence + 1000, never, empty);
        const nowhere = await bench.hub.withCard("no such reader", 1, never, empty);
        await bench.remove();
        await waitForNoCard(bench.hub);
        const gone = await bench.hub.withCard(id, card.presence, never, empty);
        expect([codeOf(other), codeOf(nowhere), codeOf(gone)]).toEqual([
          "chip.removed",
          "reader.lost",
          "chip.removed",
        ]);
        expect(backend.isSimulated || (late && codeOf(late) === "chip.removed")).toBe(true);
      }));

    it("lets one scan at a time at the card, in the order of asking; who gives up leaves the queue", () =>
      scenario(async () => {
        const { id, card } = await tap(v4Chip());
        const order: string[] = [];
        const scan = (name: string, signal = never): Promise<Result<unknown, AppError>> =>
          bench.hub.withCard(id, card.presence, signal, async (link) => {
            order.push(`${name} begins`);
            for (let exchange = 0; exchange < 3; exchange += 1) {
              expect(codeOf(await link.transmit(getUidCommand))).toBe("ok");
              order.push(name);
            }
          });
        const impatient = new AbortController();
        const all = [scan("a"), scan("b", impatient.signal), scan("c")];
        impatient.abort();
        expect((await Promise.all(all)).map(codeOf)).toEqual(["ok", "scan.cancelled", "ok"]);
        expect(order).toEqual(["a begins", "a", "a", "a", "c begins", "c", "c", "c"]);
      }));

    it("stops between two exchanges when cancelled", () =>
      scenario(async () => {
        const { id, card } = await tap(v4Chip());
        const cancel = new AbortController();
        const codes = await bench.hub.withCard(id, card.presence, cancel.signal, async (link) => {
          const first = await link.transmit(getUidCommand);
          cancel.abort();
          return [codeOf(first), codeOf(await link.transmit(getUidCommand))];
        });
        expect(codes).toEqual({ ok: true, value: ["ok", "scan.cancelled"] });
      }));

    it("gives up an exchange that does not come back, sends nothing after it, and works again", () =>
      scenario(async () => {
        const { id, card } = await tap(v4Chip(), { silentAt: 2 });
        const startedAt = performance.now();
        const codes = await bench.hub.withCard(id, card.presence, never, async (link) => {
          const results: string[] = [];
          for (let exchange = 0; exchange < 3; exchange += 1) {
            results.push(codeOf(await link.transmit(getUidCommand, { deadlineMs: 300 })));
          }
          return results;
        });
        expect(codes).toEqual({ ok: true, value: ["ok", "reader.stuck", "reader.stuck"] });
        expect(performance.now() - startedAt).toBeLessThan(2000);
        await bench.remove();
        await waitForNoCard(bench.hub);
        expect(await answerOf(await tap(v4Chip()))).toBe("ok");
      }));

    it("passes on a bug in the work and frees the reader", () =>
      scenario(async () => {
        const { id, card } = await tap(v4Chip());
        const broken = bench.hub.withCard(id, card.presence, never, () => Promise.reject(new Error("a bug")));
        await expect(broken).rejects.toThrow("a bug");
        const next = await bench.hub.withCard(id, card.presence, never, (link) =>
          link.transmit(getUidCommand),
        );
        expect(next.ok && codeOf(next.value)).toBe("ok");
      }));

    const { noRestart } = backend;
    const restart = "survives the service being stopped in the middle of a scan and started again";
    if (noRestart !== null && !backend.isSimulated) it.skip(`${restart} (${noRestart})`);
    if (noRestart === null) {
      it(restart, () =>
        scenario(async () => {
          const { id, card } = await tap(v4Chip());
          const codes = await bench.hub.withCard(id, card.presence, never, async (link) => {
            const before = await link.transmit(getUidCommand);
            await bench.pcscd?.stop();
            await waitForState(bench.hub, "stopped service", (state) => state.service === "down");
            return [codeOf(before), codeOf(await link.transmit(getUidCommand))];
          });
          expect(codes).toEqual({ ok: true, value: ["ok", "reader.service-down"] });
          expect(bench.hub.state()).toMatchObject({ readers: [], error: { code: "reader.service-down" } });
          await bench.pcscd?.start();
          await waitForState(
            bench.hub,
            "service",
            (state) => state.service === "running" && state.readers.length > 0,
          );
          expect(await answerOf(await tap(v4Chip()))).toBe("ok");
        }),
      );
    }

    if (backend.isSimulated) {
      it("says what happened when the reader disappears in the middle of a scan", async () => {
        const spare = await backend.open();
        await spare.tap(v4Chip());
        const { id, card } = await waitForCard(spare.hub);
        const code = await spare.hub.withCard(id, card.presence, never, async (link) => {
          await spare.hub.dispose();
          return codeOf(await link.transmit(getUidCommand));
        });
        expect(code).toEqual({ ok: true, value: "reader.lost" });
        expect(spare.hub.state().readers).toEqual([]);
      });
    } else {
      it("keeps another program out for the whole of a scan", () =>
        scenario(async () => {
          const other = backend.openAnother();
          if (other === null) throw new Error("no second hub");
          try {
            const mine = await tap(v4Chip());
            const theirs = await waitForCard(other);
            const both = await Promise.all([
              bench.hub.withCard(mine.id, mine.card.presence, never, answerV4(mine.card.atr)),
              other.withCard(theirs.id, theirs.card.presence, never, answerV4(theirs.card.atr)),
            ]);
            expect(both.map((answer) => (answer.ok ? codeOf(answer.value) : answer.error))).toEqual([
              "ok",
              "ok",
            ]);
          } finally {
            await other.dispose();
          }
        }));
    }
  });
};
