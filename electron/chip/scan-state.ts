/**
 * The words of the scan: its states, what can happen to it and what it asks its runner to do. All of
 * it is plain data without secrets: challenges are handles here, never values, so that a state can be
 * shown and logged.
 */
import type { AppError } from "#contract/errors.ts";
import type { ChipKind } from "./presence.port.ts";

/** One card on one reader: another arrival is another presence. */
export interface Target {
  readonly readerId: string;
  readonly readerName: string;
  readonly presence: number;
}

/** A challenge the runner holds. `refreshAt` and `expiresAt` in ms of the runner's clock. */
export interface ChallengeHandle {
  readonly id: number;
  readonly refreshAt: number;
  readonly expiresAt: number;
}

/** A chip by what it is and a fingerprint of its UID, to tell the same chip from another. */
export interface KnownChip {
  readonly kind: ChipKind;
  readonly fingerprint: string;
}

/** What every state holds. */
export interface ScanBase {
  readonly attempt: number;
  readonly step: number;
  /** Whether the service wants a challenge before the tap (Scan) or not (Verify). */
  readonly needsChallenge: boolean;
  readonly challenge: ChallengeHandle | null;
}

/** Where a scan stands. */
export type ScanState = ScanBase &
  (
    | { readonly name: "idle" | "waitingForReader" | "waitingForChip" | "cancelled" | "authenticated" }
    | { readonly name: "identifying"; readonly target: Target }
    | { readonly name: "fetchingChallenge"; readonly chip: KnownChip; readonly target: Target }
    | { readonly name: "waitingForSameChip"; readonly chip: KnownChip; readonly target: Target | null }
    | { readonly name: "answering"; readonly chip: KnownChip; readonly target: Target }
    | { readonly name: "verifying"; readonly chip: KnownChip }
    | { readonly name: "failed"; readonly error: AppError; readonly chip: KnownChip | null }
  );

/** The names of the states, as in docs/scan.md. */
export type ScanStateName = ScanState["name"];

/** What can happen. Results carry the `step` they belong to; one of an older step changes nothing. */
export type ScanEvent =
  | { readonly type: "START"; readonly hasReader: boolean; readonly target: Target | null }
  | { readonly type: "CANCEL" }
  | { readonly type: "READER_READY" }
  | { readonly type: "READER_LOST"; readonly hasOther: boolean }
  | { readonly type: "READER_FAILED"; readonly error: AppError }
  | { readonly type: "CHIP_ARRIVED"; readonly target: Target }
  | { readonly type: "CHIP_LEFT"; readonly target: Target }
  | { readonly type: "REFRESH" }
  | { readonly type: "DEADLINE" }
  | { readonly type: "CHALLENGE"; readonly challenge: ChallengeHandle }
  | { readonly type: "CHALLENGE_FAILED"; readonly error: AppError }
  | { readonly type: "IDENTIFIED"; readonly step: number; readonly chip: KnownChip }
  | { readonly type: "UNSUPPORTED"; readonly step: number; readonly error: AppError }
  | { readonly type: "TORN"; readonly step: number }
  | { readonly type: "RESPONSE"; readonly step: number }
  | { readonly type: "REFUSED"; readonly step: number; readonly error: AppError }
  | { readonly type: "VERIFIED"; readonly step: number }
  | { readonly type: "REJECTED"; readonly step: number; readonly error: AppError };

/** What the runner is to do. */
export type ScanEffect =
  | { readonly type: "fetch-challenge" }
  | { readonly type: "identify"; readonly step: number; readonly target: Target }
  | {
      readonly type: "answer";
      readonly step: number;
      readonly target: Target;
      readonly challenge: ChallengeHandle | null;
    }
  | { readonly type: "verify"; readonly step: number }
  /** Let go of the card and stop whatever is under way with it. */
  | { readonly type: "release-card" }
  /** Stop everything, forget every challenge. */
  | { readonly type: "stop" };

const finalStates: readonly ScanStateName[] = ["idle", "authenticated", "failed", "cancelled"];

/** Whether a state waits for nothing more. A new START leaves it. */
export const isFinal = (state: ScanState): boolean => finalStates.includes(state.name);

/** The state before the first scan. */
export const initialScanState = (needsChallenge: boolean): ScanState => ({
  name: "idle",
  attempt: 0,
  step: 0,
  needsChallenge,
  challenge: null,
});

/** How long each state may last, in ms; null for the final ones. Waiting for a person is generous, parts are not. */
export const deadlineMs = (name: ScanStateName): number | null => deadlines[name];

const deadlines: Readonly<Record<ScanStateName, number | null>> = {
  idle: null,
  waitingForReader: 120_000,
  waitingForChip: 120_000,
  identifying: 6_000,
  fetchingChallenge: 12_000,
  waitingForSameChip: 60_000,
  answering: 30_000,
  verifying: 20_000,
  authenticated: null,
  failed: null,
  cancelled: null,
};
