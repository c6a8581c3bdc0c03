/**
 * The scan as a pure machine: transition(state, event) -> [state, effects]. It knows no reader, no
 * service and no time; scan-runner.ts performs the effects and feeds results back. Chart: docs/scan.md.
 */
import type { AppError } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import type {
  ChallengeHandle,
  KnownChip,
  ScanBase,
  ScanEffect,
  ScanEvent,
  ScanState,
  ScanStateName,
  Target,
} from "./scan-state.ts";
import { isFinal } from "./scan-state.ts";

type Next = readonly [ScanState, readonly ScanEffect[]];

const base = (state: ScanState): ScanBase => ({
  attempt: state.attempt,
  step: state.step,
  needsChallenge: state.needsChallenge,
  challenge: state.challenge,
});

const unchanged = (state: ScanState): Next => [state, []];

const failed = (state: ScanState, error: AppError): Next => [
  { ...base(state), challenge: null, name: "failed", error, chip: "chip" in state ? state.chip : null },
  [{ type: "stop" }],
];

const wantsChallenge = (state: ScanState): readonly ScanEffect[] =>
  state.needsChallenge && state.challenge === null ? [{ type: "fetch-challenge" }] : [];

const identify = (state: ScanState, target: Target): Next => {
  const step = state.step + 1;
  return [
    { ...base(state), step, name: "identifying", target },
    [...wantsChallenge(state), { type: "identify", step, target }],
  ];
};

const start = (state: ScanState, event: ScanEvent & { type: "START" }): Next => {
  const fresh: ScanState = {
    ...base(state),
    attempt: state.attempt + 1,
    step: state.step + 1,
    challenge: null,
    name: event.hasReader ? "waitingForChip" : "waitingForReader",
  };
  return event.target === null ? [fresh, wantsChallenge(fresh)] : identify(fresh, event.target);
};

/** A chip is known and lies on the reader: go on as far as the challenge in hand allows. */
const proceed = (state: ScanState, chip: KnownChip, target: Target): Next => {
  if (state.needsChallenge && state.challenge === null) {
    // The fetch that identifying or waiting began is still under way; its result is awaited here.
    return [{ ...base(state), name: "fetchingChallenge", chip, target }, []];
  }
  const step = state.step + 1;
  return [
    { ...base(state), step, name: "answering", chip, target },
    [{ type: "answer", step, target, challenge: state.challenge }],
  ];
};

/** The tap was torn. The challenge may be bound to that chip's message, so a fresh one is fetched. */
const torn = (state: ScanState, chip: KnownChip): Next => {
  const next: ScanState = {
    ...base(state),
    step: state.step + 1,
    challenge: null,
    name: "waitingForSameChip",
    chip,
    target: null,
  };
  return [next, [{ type: "release-card" }, ...wantsChallenge(next)]];
};

/** The chip left before part 1: nothing was spent, so the challenge in hand stays good. */
const leftEarly = (state: ScanState): Next => [
  { ...base(state), step: state.step + 1, name: "waitingForChip" },
  [{ type: "release-card" }],
];

const waitAgainForSame = (state: ScanState, chip: KnownChip): Next => [
  { ...base(state), step: state.step + 1, name: "waitingForSameChip", chip, target: null },
  [{ type: "release-card" }],
];

const chipLeft = (state: ScanState): Next => {
  switch (state.name) {
    case "identifying":
      return leftEarly(state);
    case "fetchingChallenge":
    case "waitingForSameChip":
      return waitAgainForSame(state, state.chip);
    case "answering":
      return torn(state, state.chip);
    default:
      return unchanged(state);
  }
};

const targetOf = (state: ScanState): Target | null => ("target" in state ? state.target : null);

const isSameTarget = (a: Target | null, b: Target): boolean =>
  a !== null && a.readerId === b.readerId && a.presence === b.presence;

const onChipArrived = (state: ScanState, target: Target): Next => {
  if (state.name === "waitingForReader" || state.name === "waitingForChip") return identify(state, target);
  if (state.name === "waitingForSameChip" && state.target === null)
    return reidentify(state, state.chip, target);
  return unchanged(state);
};

const reidentify = (state: ScanState, chip: KnownChip, target: Target): Next => {
  const step = state.step + 1;
  return [
    { ...base(state), step, name: "waitingForSameChip", chip, target },
    [...wantsChallenge(state), { type: "identify", step, target }],
  ];
};

const onReaderLost = (state: ScanState, hasOther: boolean): Next => {
  if (isFinal(state) || state.name === "verifying" || state.name === "waitingForReader")
    return unchanged(state);
  const next: ScanState = {
    ...base(state),
    step: state.step + 1,
    // A challenge given out while answering is bound to the lost tap.
    challenge: state.name === "answering" ? null : state.challenge,
    name: hasOther ? "waitingForChip" : "waitingForReader",
  };
  return [next, [{ type: "release-card" }, ...wantsChallenge(next)]];
};

const onIdentified = (state: ScanState, chip: KnownChip): Next => {
  if (state.name === "identifying") return proceed(state, chip, state.target);
  if (state.name === "waitingForSameChip" && state.target !== null) {
    return chip.fingerprint === state.chip.fingerprint
      ? proceed(state, chip, state.target)
      : failed(state, appError("chip.other"));
  }
  return unchanged(state);
};

const onChallenge = (state: ScanState, challenge: ChallengeHandle): Next => {
  if (isFinal(state) || state.name === "answering" || state.name === "verifying") return unchanged(state);
  const held = { ...state, challenge };
  if (held.name !== "fetchingChallenge") return [held, []];
  return proceed(held, held.chip, held.target);
};

const onChallengeFailed = (state: ScanState, error: AppError): Next =>
  isFinal(state) || state.name === "answering" || state.name === "verifying" || state.challenge !== null
    ? unchanged(state)
    : failed(state, error);

const refreshable: readonly ScanStateName[] = ["waitingForReader", "waitingForChip", "waitingForSameChip"];

const onRefresh = (state: ScanState): Next => {
  if (!refreshable.includes(state.name)) return unchanged(state);
  const stale: ScanState = { ...state, challenge: null };
  return [stale, wantsChallenge(stale)];
};

const deadlineErrors = {
  waitingForReader: "reader.none",
  waitingForChip: "chip.timeout",
  identifying: "reader.stuck",
  fetchingChallenge: "auth.unreachable",
  waitingForSameChip: "chip.timeout",
  answering: "reader.stuck",
  verifying: "auth.unreachable",
} as const;

const onDeadline = (state: ScanState): Next =>
  state.name in deadlineErrors
    ? failed(state, appError(deadlineErrors[state.name as keyof typeof deadlineErrors]))
    : unchanged(state);

const onResponse = (state: ScanState): Next => {
  if (state.name !== "answering") return unchanged(state);
  const step = state.step + 1;
  return [
    { ...base(state), step, name: "verifying", chip: state.chip },
    [{ type: "release-card" }, { type: "verify", step }],
  ];
};

const onVerified = (state: ScanState): Next =>
  state.name === "verifying"
    ? [{ ...base(state), challenge: null, name: "authenticated" }, [{ type: "stop" }]]
    : unchanged(state);

const isStale = (state: ScanState, event: ScanEvent): boolean => "step" in event && event.step !== state.step;

/** The one function of the scan. Never throws; an event that means nothing in a state changes nothing. */
export const transition = (state: ScanState, event: ScanEvent): Next => {
  if (event.type === "START") return isFinal(state) ? start(state, event) : unchanged(state);
  if (isFinal(state) || isStale(state, event)) return unchanged(state);
  return reactors[event.type](state, event as never);
};

type Reactor<T extends ScanEvent["type"]> = (
  state: ScanState,
  event: Extract<ScanEvent, { type: T }>,
) => Next;

const reactors: { readonly [T in Exclude<ScanEvent["type"], "START">]: Reactor<T> } = {
  CANCEL: (state) => [{ ...base(state), challenge: null, name: "cancelled" }, [{ type: "stop" }]],
  READER_READY: (state) =>
    state.name === "waitingForReader" ? [{ ...base(state), name: "waitingForChip" }, []] : unchanged(state),
  READER_LOST: (state, event) => onReaderLost(state, event.hasOther),
  READER_FAILED: (state, event) =>
    state.name === "verifying" ? unchanged(state) : failed(state, event.error),
  CHIP_ARRIVED: (state, event) => onChipArrived(state, event.target),
  CHIP_LEFT: (state, event) =>
    isSameTarget(targetOf(state), event.target) ? chipLeft(state) : unchanged(state),
  REFRESH: onRefresh,
  DEADLINE: onDeadline,
  CHALLENGE: (state, event) => onChallenge(state, event.challenge),
  CHALLENGE_FAILED: (state, event) => onChallengeFailed(state, event.error),
  IDENTIFIED: (state, event) => onIdentified(state, event.chip),
  UNSUPPORTED: (state, event) =>
    state.name === "identifying" || state.name === "waitingForSameChip"
      ? failed(state, event.error)
      : unchanged(state),
  TORN: chipLeft,
  RESPONSE: onResponse,
  REFUSED: (state, event) => (state.name === "answering" ? failed(state, event.error) : unchanged(state)),
  VERIFIED: onVerified,
  REJECTED: (state, event) => (state.name === "verifying" ? failed(state, event.error) : unchanged(state)),
};
