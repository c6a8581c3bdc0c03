/** Both parts of an authentication from our side, with the vectors V4, V4n and S1. */
import { afterAll, describe, expect, it } from "vitest";
import { authenticateSpark1, finishAuthentication, startAuthentication } from "#chip/authenticate.ts";
import { toHex } from "#chip/bytes.ts";
import type { IdentifiedChip } from "#chip/presence.port.ts";
import { exchangeFrame, tam1Frame } from "#chip/spark1.ts";
import { partTwoCommand } from "#chip/spark2.ts";
import { createSoftApex } from "#sandbox/soft-apex.ts";
import { createSoftSpark1 } from "#sandbox/soft-spark1.ts";
import { createSoftSpark2 } from "#sandbox/soft-spark2.ts";
import { type Fault, createChipLink, createTableLink } from "#test/support/chip-link.ts";
import { createRushingClock } from "#test/support/hand-clock.ts";
import { S1, V4, fixedRandom } from "#test/support/vectors.ts";
import { writeCounters } from "#test/support/counters.ts";

const spark2: IdentifiedChip = { kind: "spark2", uid: V4.uid };
const spark1: IdentifiedChip = { kind: "spark1", uid: S1.uid };
const never = new AbortController().signal;
const held: string[] = [];
afterAll(() => writeCounters("chip-vectors-client", { vectorsChipClient: held }));

const v4Chip = (): ReturnType<typeof createSoftSpark2> =>
  createSoftSpark2({ uid: V4.uid, key: V4.key, random: fixedRandom(V4.rndB, V4.ti) });
const partOne = "9071000002020000";

describe("Spark 2", () => {
  it("V4: part 1 and part 2 as the contract has them", async () => {
    const link = createChipLink(v4Chip());
    const message = await startAuthentication(link, spark2, createRushingClock(), never);
    expect(message).toEqual({ ok: true, value: V4.message });
    const response = await finishAuthentication(link, spark2, V4.forChip);
    expect(response).toEqual({ ok: true, value: V4.response });
    expect(link.sent.map(toHex)).toEqual([partOne, toHex(partTwoCommand(V4.forChip))]);
    held.push("V4");
  });

  it("V4n: a wrong part 2 is refused and not repeated", async () => {
    const link = createChipLink(v4Chip());
    await startAuthentication(link, spark2, createRushingClock(), never);
    const response = await finishAuthentication(link, spark2, V4.wrongForChip);
    expect(!response.ok && [response.error.code, response.error.detail]).toEqual([
      "chip.refused",
      { sw: "91AE" },
    ]);
    expect(link.sent).toHaveLength(2);
    held.push("V4n");
  });

  it("never sends a part 2 of the wrong length", async () => {
    const link = createChipLink(v4Chip());
    const response = await finishAuthentication(link, spark2, V4.forChip.subarray(0, 31));
    expect(!response.ok && response.error.code).toBe("auth.bad-reply");
    expect(link.sent).toEqual([]);
  });

  it.each([
    ["9140", "chip.unsupported"],
    ["917E", "chip.unsupported"],
    ["911C", "chip.unsupported"],
    ["6D00", "chip.unsupported"],
    ["9000", "chip.unsupported"],
    ["919D", "chip.locked"],
    ["91CA", "chip.removed"],
    ["6300", "chip.removed"],
    ["", "chip.removed"],
    ["112291AF", "chip.unsupported"],
  ])("part 1 answered %s is %s", async (sw, code) => {
    const link = createTableLink({ [partOne]: sw });
    const message = await startAuthentication(link, spark2, createRushingClock(), never);
    expect(message.ok ? "ok" : message.error.code).toBe(code);
    expect(link.asked).toHaveLength(1);
  });

  it.each([
    ["91AE", "chip.refused"],
    ["91EE", "chip.refused"],
    ["9100", "chip.refused"],
    ["919D", "chip.locked"],
    ["91AD", "chip.delayed"],
    ["917E", "chip.removed"],
    ["91CA", "chip.removed"],
    ["6300", "chip.removed"],
  ])("part 2 answered %s is %s", async (sw, code) => {
    const link = createTableLink({}, sw);
    const response = await finishAuthentication(link, spark2, V4.forChip);
    expect(response.ok ? "ok" : response.error.code).toBe(code);
    expect(link.asked).toHaveLength(1);
  });
});

describe("a chip that asks for time (91AD)", () => {
  const delayedBy = (answers: number): ReturnType<typeof createTableLink> => {
    const table = { [partOne]: "91AD" };
    const link = createTableLink(table);
    return {
      asked: link.asked,
      transmit: (command) => {
        if (link.asked.length >= answers) table[partOne] = `${toHex(V4.message)}91AF`;
        return link.transmit(command);
      },
    };
  };

  it("waits longer and longer, at least 50 ms, and repeats part 1 only", async () => {
    const clock = createRushingClock();
    const link = delayedBy(6);
    const message = await startAuthentication(link, spark2, clock, never);
    expect(message).toEqual({ ok: true, value: V4.message });
    expect(new Set(link.asked)).toEqual(new Set([partOne]));
    expect(clock.waits).toEqual([50, 100, 200, 400, 400, 400]);
  });

  it("gives up within the cap", async () => {
    const clock = createRushingClock();
    const message = await startAuthentication(delayedBy(1000), spark2, clock, never);
    expect(!message.ok && message.error.code).toBe("chip.delayed");
    expect(clock.monotonicMs()).toBeLessThanOrEqual(8000);
    expect(clock.monotonicMs()).toBeGreaterThan(7000);
  });

  it("stops at once when cancelled", async () => {
    const cancel = new AbortController();
    const link = delayedBy(1000);
    const waiting = startAuthentication(
      link,
      spark2,
      { ...createRushingClock(), after: () => () => undefined },
      cancel.signal,
    );
    setImmediate(() => cancel.abort());
    const message = await waiting;
    expect(!message.ok && message.error.code).toBe("scan.cancelled");
    expect(link.asked).toHaveLength(1);
  });

  it("reaches a soft chip that had too many failures, and is quick again after a success", async () => {
    const chip = v4Chip();
    const link = createChipLink(chip);
    const clock = createRushingClock();
    for (let failure = 0; failure < 6; failure += 1) {
      const message = await startAuthentication(link, spark2, clock, never);
      expect(message.ok).toBe(true);
      expect((await finishAuthentication(link, spark2, V4.wrongForChip)).ok).toBe(false);
      chip.powerOff();
    }
    const before = clock.waits.length;
    expect(before).toBe(2);
    await startAuthentication(link, spark2, clock, never);
    expect(clock.waits.length - before).toBe(4);
    expect((await finishAuthentication(link, spark2, V4.forChip)).ok).toBe(true);
    await startAuthentication(link, spark2, clock, never);
    expect(clock.waits.length - before).toBe(4);
  });
});

describe("Apex", () => {
  it.each(["wrapped", "iso"] as const)("takes %s status words", async (statusWords) => {
    const chip = createSoftApex({
      uid: new Uint8Array(8).fill(7),
      key: V4.key,
      random: fixedRandom(V4.rndB, V4.ti),
      statusWords,
    });
    const link = createChipLink(chip);
    const apex: IdentifiedChip = { kind: "apex", uid: chip.uid };
    chip.process(Uint8Array.from(Buffer.from("00A404000CA000000846737061726B320100", "hex")));
    expect(await startAuthentication(link, apex, createRushingClock(), never)).toEqual({
      ok: true,
      value: V4.message,
    });
    expect(await finishAuthentication(link, apex, V4.forChip)).toEqual({ ok: true, value: V4.response });
  });
});

describe("Spark 1", () => {
  const chip = (): ReturnType<typeof createSoftSpark1> =>
    createSoftSpark1({ uid: S1.uid, key: S1.key, random: () => S1.tRnd });

  it("S1: frame, exchange and answer as the contract has them", async () => {
    expect(toHex(tam1Frame(S1.uid, S1.challenge))).toBe(toHex(S1.frame));
    expect(toHex(exchangeFrame(S1.frame))).toBe(toHex(S1.exchange));
    const link = createChipLink(chip());
    expect(await authenticateSpark1(link, spark1, S1.challenge)).toEqual({ ok: true, value: S1.response });
    expect(link.sent.map(toHex)).toEqual([
      "ffc2000002810000",
      "ffc20002048f02020300",
      toHex(S1.exchange),
      "ffc2000002820000",
    ]);
    held.push("S1");
  });

  it.each(["lost-before", "lost-after", "tag-lost-word", "garbled"] satisfies Fault[])(
    "ends the session whatever %s did, and sends the frame once at most",
    async (fault) => {
      for (let at = 0; at < 3; at += 1) {
        const link = createChipLink(chip(), [...Array<Fault>(at).fill("none"), fault]);
        const answer = await authenticateSpark1(link, spark1, S1.challenge);
        expect(!answer.ok && answer.error.code).toBe("chip.removed");
        expect(toHex(link.sent.at(-1) ?? new Uint8Array())).toBe("ffc2000002820000");
        expect(
          link.sent.filter((command) => toHex(command) === toHex(S1.exchange)).length,
        ).toBeLessThanOrEqual(1);
      }
    },
  );

  it.each([
    ["a chip that says no", "C003009000 96020000 920100 9702010F 9000", "chip.refused"],
    ["two chips at once", "C003009000 96020200 9000", "chip.several"],
    ["a spoilt frame", "C003009000 96020100 9000", "chip.removed"],
    ["no answer", "C003016401 9000", "chip.removed"],
    ["a cut object", "C0030090 9000", "chip.unsupported"],
    ["a reader without such sessions", "6A81", "chip.unsupported"],
  ])("tells %s", async (_name, answer, code) => {
    const link = createTableLink(
      { [toHex(S1.exchange).toUpperCase()]: answer.replaceAll(" ", "") },
      "C0030090009000",
    );
    const result = await authenticateSpark1(link, spark1, S1.challenge);
    expect(result.ok ? "ok" : result.error.code).toBe(code);
  });
});
