/**
 * The service that knows the chips' keys and judges their answers. Two flows exist: Scan (the
 * challenge is fetched before the tap and later opens KVS) and Verify (the challenge is made from
 * the chip's first message and ends in a signed token). Sources: contracts for VivoKey, 1 and 3.
 */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";

/** The chips we can drive. */
export type ChipKind = "spark2" | "apex" | "spark1";

/** A chip found on a reader. `uid` is in the order the chip reports it over ISO 14443 (or MSB first for ISO 15693). */
export interface IdentifiedChip {
  readonly kind: ChipKind;
  readonly uid: Uint8Array;
}

/** A challenge of the Scan API: 16 bytes, used once. */
export interface ScanChallenge {
  /** 32 hex characters as the service wrote them. */
  readonly value: string;
  readonly issuedAt: number;
  readonly lifeMs: number;
}

/** What the chip is to be sent in part 2, and what has to come back with its answer. */
export interface PresenceAnswer {
  readonly forChip: Uint8Array;
  /** Verify only: the opaque token that ties /session to /challenge. */
  readonly token: string | null;
}

/** Proof that this chip answered just now. */
export interface Presence {
  readonly flow: "scan" | "verify";
  /** Scan: the validated challenge, which is the KVS token. Verify: the JWT. A secret either way. */
  readonly token: string;
  /** When the token stops being accepted, as far as the service or the settings say (epoch ms). */
  readonly expiresAt: number;
  readonly memberId: string | null;
  readonly chipId: string | null;
}

/** Failures of the presence service. */
export type PresenceError = AppError<
  | "auth.unreachable"
  | "auth.bad-reply"
  | "auth.bad-key"
  | "auth.not-enrolled"
  | "auth.challenge-expired"
  | "auth.rejected"
  | "auth.clock-skew"
  | "scan.cancelled"
>;

/** Talks to the service. Every call takes a signal and is bounded in time by the adapter. */
export interface PresenceService {
  readonly flow: "scan" | "verify";
  /** Scan: fetches a challenge. Verify has nothing to fetch before the tap and answers null. */
  fetchChallenge(signal: AbortSignal): Promise<Result<ScanChallenge | null, PresenceError>>;
  /** Sends the chip's part-1 message (16 bytes) and gets what to send to the chip (32 bytes). Not used for Spark 1. */
  answerChip(
    request: {
      readonly chip: IdentifiedChip;
      readonly challenge: ScanChallenge | null;
      readonly message: Uint8Array;
    },
    signal: AbortSignal,
  ): Promise<Result<PresenceAnswer, PresenceError>>;
  /** Sends the chip's part-2 answer (32 bytes, without status word; Spark 1: 16) and gets the verdict. */
  check(
    request: {
      readonly chip: IdentifiedChip;
      readonly challenge: ScanChallenge | null;
      readonly token: string | null;
      readonly response: Uint8Array;
    },
    signal: AbortSignal,
  ): Promise<Result<Presence, PresenceError>>;
}
