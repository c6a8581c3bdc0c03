/** Random courses of a scan: an arbitrary of events, and a walk that keeps the step of results up to date. */
import fc from "fast-check";
import { transition } from "#chip/scan-machine.ts";
import type { ScanEffect, ScanEvent, ScanState, Target } from "#chip/scan-state.ts";
import { initialScanState } from "#chip/scan-state.ts";
import { appError } from "#contract/errors.ts";

const error = appError("auth.unreachable");
const targets: readonly Target[] = [
  { readerId: "a", readerName: "A", presence: 1 },
  { readerId: "a", readerName: "A", presence: 2 },
];
const target = fc.constantFrom(...targets);
const fingerprint = fc.constantFrom("mine", "other");
/** 0 is the current step, 1 an older one. */
const age = fc.constantFrom(0, 0, 0, 1);

/** An event whose step is written as its age. */
export const anyEvent: fc.Arbitrary<ScanEvent> = fc.oneof(
  fc.record({
    type: fc.constant("START" as const),
    hasReader: fc.boolean(),
    target: fc.option(target, { nil: null }),
  }),
  fc.constantFrom<ScanEvent>(
    { type: "READER_READY" },
    { type: "READER_LOST", hasOther: true },
    { type: "READER_LOST", hasOther: false },
    { type: "READER_FAILED", error },
    { type: "REFRESH" },
    { type: "DEADLINE" },
    { type: "CHALLENGE_FAILED", error },
  ),
  fc.record({ type: fc.constantFrom("CHIP_ARRIVED" as const, "CHIP_LEFT" as const), target }),
  fc.nat(5).map((id): ScanEvent => ({ type: "CHALLENGE", challenge: { id, refreshAt: 25, expiresAt: 30 } })),
  fc.record({
    type: fc.constant("IDENTIFIED" as const),
    step: age,
    chip: fc.record({ kind: fc.constantFrom("spark2" as const, "apex" as const), fingerprint }),
  }),
  fc.record({ type: fc.constantFrom("TORN" as const, "RESPONSE" as const, "VERIFIED" as const), step: age }),
  fc.record({
    type: fc.constantFrom("UNSUPPORTED" as const, "REFUSED" as const, "REJECTED" as const),
    step: age,
    error: fc.constant(error),
  }),
  fc.constant<ScanEvent>({ type: "CANCEL" }),
);

/** One step of a walk. */
export interface Move {
  readonly from: ScanState;
  readonly event: ScanEvent;
  readonly to: ScanState;
  readonly effects: readonly ScanEffect[];
}

/** Feeds the events to the machine, with ages turned into steps. */
export const walk = (needsChallenge: boolean, events: readonly ScanEvent[]): readonly Move[] => {
  const moves: Move[] = [];
  let state = initialScanState(needsChallenge);
  for (const written of events) {
    const event = "step" in written ? { ...written, step: state.step - written.step } : written;
    const [to, effects] = transition(state, event);
    moves.push({ from: state, event, to, effects });
    state = to;
  }
  return moves;
};
