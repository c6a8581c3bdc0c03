/**
 * The results of lookups while they can be looked at: in memory only, because they are personal data,
 * most often of children (contract 5.11). Each is forgotten after ten minutes, when told to, and its
 * facts when they end.
 */
import type { Clock } from "#contract/clock.port.ts";
import { withoutEnded } from "./facts.ts";
import type { DoneLookup } from "./keep.ts";

/** How long results are held at most. */
export const holdMs = 600_000;

interface Held {
  lookup: DoneLookup;
  readonly cancels: readonly (() => void)[];
}

/** Holds results. Whoever makes one calls `forgetAll` on lock and at the end. */
export class HeldLookups {
  readonly #clock: Clock;
  readonly #held = new Map<string, Held>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes results over and answers the id to ask for them with. */
  hold(lookup: DoneLookup): string {
    const id = globalThis.crypto.randomUUID();
    const now = this.#clock.now();
    const ends = lookup.results
      .map(({ expiresAt }) => (expiresAt ?? now) - now)
      .filter((inMs) => inMs > 0 && inMs < holdMs);
    const cancels = [
      this.#clock.after(holdMs, () => this.forget(id)),
      ...[...new Set(ends)].map((inMs) => this.#clock.after(inMs, () => this.#trim(id))),
    ];
    this.#held.set(id, { lookup: this.#trimmed(lookup), cancels });
    return id;
  }

  /** What is still good of it; null when it was forgotten. */
  read(id: string): DoneLookup | null {
    const held = this.#held.get(id);
    return held === undefined ? null : this.#trimmed(held.lookup);
  }

  forget(id: string): void {
    for (const cancel of this.#held.get(id)?.cancels ?? []) cancel();
    this.#held.delete(id);
  }

  /** For the lock. */
  forgetAll(): void {
    for (const id of [...this.#held.keys()]) this.forget(id);
  }

  #trimmed(lookup: DoneLookup): DoneLookup {
    const now = this.#clock.now();
    return { ...lookup, results: lookup.results.map((result) => withoutEnded(result, now)) };
  }

  #trim(id: string): void {
    const held = this.#held.get(id);
    if (held !== undefined) held.lookup = this.#trimmed(held.lookup);
  }
}
