/**
 * One scan's hold on one card of a real reader. After the first failure nothing is sent any more: a
 * connection that failed once is not trusted with part 2.
 */
import type { CardLink, LinkError } from "#chip/reader.port.ts";
import { fail } from "#contract/errors.ts";
import { type Result, err } from "#contract/result.ts";
import type { NfcSlot } from "./nfc-slot.ts";

/** Whose card, for how long, and what to say when it is gone. */
export interface NfcLinkParts {
  readonly slot: NfcSlot;
  readonly presence: number;
  readonly signal: AbortSignal;
  readonly exchangeMs: number;
  readonly lost: () => LinkError;
}

/** The link that a scan gets, and the ends of it that the hub keeps. */
export class NfcLink implements CardLink {
  readonly #parts: NfcLinkParts;
  #broken: LinkError | null = null;
  #isOver = false;

  constructor(parts: NfcLinkParts) {
    this.#parts = parts;
  }

  /** Whether an exchange failed on it. */
  isBroken(): boolean {
    return this.#broken !== null;
  }

  /** From now on every transmit answers chip.removed. */
  close(): void {
    this.#isOver = true;
  }

  async transmit(
    command: Uint8Array,
    options: { readonly deadlineMs?: number } = {},
  ): Promise<Result<Uint8Array, LinkError>> {
    if (this.#isOver) return fail("chip.removed");
    if (this.#parts.signal.aborted) return fail("scan.cancelled");
    this.#broken ??= this.#obstacle();
    if (this.#broken !== null) return err(this.#broken);
    const answer = await this.#parts.slot.exchange(command, options.deadlineMs ?? this.#parts.exchangeMs);
    // The answer of a card that has gone or was swapped meanwhile belongs to nobody.
    const obstacle = this.#obstacle();
    const outcome = obstacle === null ? answer : err(obstacle);
    if (!outcome.ok) this.#broken = outcome.error;
    return outcome;
  }

  #obstacle(): LinkError | null {
    return this.#parts.slot.obstacle(this.#parts.presence, this.#parts.lost);
  }
}
