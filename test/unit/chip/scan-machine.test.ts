import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { transition } from "#chip/scan-machine.ts";
import type { ScanEvent, ScanState } from "#chip/scan-state.ts";
import { deadlineMs, initialScanState, isFinal } from "#chip/scan-state.ts";
import { appError } from "#contract/errors.ts";
import { anyEvent, walk } from "./scan-events.ts";

const target = { readerId: "r", readerName: "R", presence: 1 };
const again = { ...target, presence: 2 };
const mine = { kind: "spark2", fingerprint: "mine" } as const;
const challenge = (id: number) =>
  ({ type: "CHALLENGE", challenge: { id, refreshAt: 25, expiresAt: 30 } }) as const;

const names = (needsChallenge: boolean, events: readonly ScanEvent[]): readonly string[] =>
  walk(needsChallenge, events).map((move) => move.to.name);

const scenarios: readonly {
  readonly name: string;
  readonly needsChallenge?: boolean;
  readonly events: readonly ScanEvent[];
  readonly states: readonly string[];
}[] = [
  {
    name: "a tap that works, the challenge fetched before it",
    events: [
      { type: "START", hasReader: true, target: null },
      challenge(1),
      { type: "CHIP_ARRIVED", target },
      { type: "IDENTIFIED", step: 0, chip: mine },
      { type: "RESPONSE", step: 0 },
      { type: "CHIP_LEFT", target },
      { type: "VERIFIED", step: 0 },
    ],
    states: [
      "waitingForChip",
      "waitingForChip",
      "identifying",
      "answering",
      "verifying",
      "verifying",
      "authenticated",
    ],
  },
  {
    name: "a chip quicker than the service",
    events: [
      { type: "START", hasReader: true, target },
      { type: "IDENTIFIED", step: 0, chip: mine },
      challenge(1),
      { type: "RESPONSE", step: 0 },
    ],
    states: ["identifying", "fetchingChallenge", "answering", "verifying"],
  },
  {
    name: "torn while answering, then the same chip with a fresh challenge",
    events: [
      { type: "START", hasReader: true, target },
      challenge(1),
      { type: "IDENTIFIED", step: 0, chip: mine },
      { type: "CHIP_LEFT", target },
      { type: "CHIP_ARRIVED", target: again },
      { type: "IDENTIFIED", step: 0, chip: mine },
      challenge(2),
      { type: "RESPONSE", step: 0 },
      { type: "VERIFIED", step: 0 },
    ],
    states: [
      "identifying",
      "identifying",
      "answering",
      "waitingForSameChip",
      "waitingForSameChip",
      "fetchingChallenge",
      "answering",
      "verifying",
      "authenticated",
    ],
  },
  {
    name: "torn, then another chip",
    events: [
      { type: "START", hasReader: true, target },
      challenge(1),
      { type: "IDENTIFIED", step: 0, chip: mine },
      { type: "TORN", step: 0 },
      { type: "CHIP_ARRIVED", target: again },
      { type: "IDENTIFIED", step: 0, chip: { ...mine, fingerprint: "other" } },
    ],
    states: ["identifying", "identifying", "answering", "waitingForSameChip", "waitingForSameChip", "failed"],
  },
  {
    name: "Verify: no challenge before the tap",
    needsChallenge: false,
    events: [
      { type: "START", hasReader: false, target: null },
      { type: "READER_READY" },
      { type: "CHIP_ARRIVED", target },
      { type: "IDENTIFIED", step: 0, chip: mine },
      { type: "REFUSED", step: 0, error: appError("chip.refused") },
    ],
    states: ["waitingForReader", "waitingForChip", "identifying", "answering", "failed"],
  },
  {
    name: "the reader is pulled while the chip answers",
    events: [
      { type: "START", hasReader: true, target },
      challenge(1),
      { type: "IDENTIFIED", step: 0, chip: mine },
      { type: "READER_LOST", hasOther: false },
      { type: "READER_READY" },
    ],
    states: ["identifying", "identifying", "answering", "waitingForReader", "waitingForChip"],
  },
];

describe("the scan machine", () => {
  it.each(scenarios)("$name", ({ needsChallenge = true, events, states }) => {
    expect(names(needsChallenge, events)).toEqual(states);
  });

  it("reaches cancelled from every state that waits for something", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(anyEvent, { maxLength: 30 }), (needsChallenge, events) => {
        const last = walk(needsChallenge, events).at(-1)?.to;
        if (last === undefined || isFinal(last)) return;
        expect(transition(last, { type: "CANCEL" })[0].name).toBe("cancelled");
      }),
    );
  });

  it("has a deadline in every state that is not final, and none in a final one", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(anyEvent, { maxLength: 30 }), (needsChallenge, events) => {
        for (const { to } of walk(needsChallenge, events))
          expect(deadlineMs(to.name) === null).toBe(isFinal(to));
      }),
    );
  });

  it("asks for nothing in a final state and changes nothing there but by START", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(anyEvent, { maxLength: 30 }), (needsChallenge, events) => {
        for (const { from, event, to, effects } of walk(needsChallenge, events)) {
          if (!isFinal(from) || event.type === "START") continue;
          expect(to).toBe(from);
          expect(effects).toEqual([]);
        }
      }),
    );
  });

  it("answers a presence at most once: part 2 can never be repeated on the same tap", () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(anyEvent, { minLength: 5, maxLength: 60 }),
        (needsChallenge, events) => {
          let identifiedSinceAnswer = false;
          for (const { from, event, to, effects } of walk(needsChallenge, events)) {
            if (event.type === "IDENTIFIED" && to !== from) identifiedSinceAnswer = true;
            for (const effect of effects) {
              if (effect.type !== "answer") continue;
              expect(identifiedSinceAnswer).toBe(true);
              identifiedSinceAnswer = false;
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("never answers with a challenge that an earlier tap may have used", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 5, maxLength: 60 }), (events) => {
        let given = new Set<number>();
        let fresh = 0;
        const numbered = events.map((event) =>
          event.type === "CHALLENGE" ? { ...event, challenge: { ...event.challenge, id: ++fresh } } : event,
        );
        for (const { event, effects } of walk(true, numbered)) {
          if (event.type === "START") given = new Set();
          for (const effect of effects) {
            if (effect.type !== "answer" || effect.challenge === null) continue;
            expect(given.has(effect.challenge.id)).toBe(false);
            given.add(effect.challenge.id);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("drops results of an older step", () => {
    const [state] = transition(initialScanState(false), { type: "START", hasReader: true, target });
    const stale: ScanEvent = { type: "IDENTIFIED", step: state.step - 1, chip: mine };
    expect(transition(state, stale)).toEqual([state, []]);
  });

  it("holds no challenge value in any state", () => {
    const hasValue = (state: ScanState): boolean => "value" in (state.challenge ?? {});
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        for (const { to } of walk(true, events)) expect(hasValue(to)).toBe(false);
      }),
    );
  });
});
