/** What a scan needs from outside: the chip protocol, the memory of refused attempts, and a fingerprint for UIDs. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { IdentifiedChip } from "./presence.port.ts";
import type { CardLink } from "./reader.port.ts";

/** The chip protocol as the runner uses it. The one implementation is chip-protocol.ts. */
export interface ChipProtocol {
  /** Finds out which chip lies there: UID first, then SELECTs; never by ATR alone. */
  identify(card: CardLink, atr: Uint8Array): Promise<Result<IdentifiedChip, AppError>>;
  /** Part 1: the chip's message, 16 bytes. May repeat part 1 while the chip asks for time (91AD). */
  start(card: CardLink, chip: IdentifiedChip, signal: AbortSignal): Promise<Result<Uint8Array, AppError>>;
  /** Part 2: sends 32 bytes, returns the chip's answer. Sent once and never again, whatever comes back. */
  finish(card: CardLink, chip: IdentifiedChip, forChip: Uint8Array): Promise<Result<Uint8Array, AppError>>;
  /** Spark 1: one command with the first 10 bytes of the challenge, answer of 16 bytes. */
  answerSpark1(
    card: CardLink,
    chip: IdentifiedChip,
    challenge: Uint8Array,
  ): Promise<Result<Uint8Array, AppError>>;
}

/** Remembers how often a chip refused part 2, so that no one wears it out by trying on and on. */
export interface RefusalLedger {
  /** Whether this chip has had its refusals for today. */
  isResting(fingerprint: string): boolean;
  record(fingerprint: string): void;
}

/** Turns a UID into a short text that tells chips apart without showing the UID. */
export type Fingerprint = (uid: Uint8Array) => string;
