/** What is done by itself a while after an unlock: old trash goes, leftovers are swept, a backup is made. The list comes first. */
import type { Clock } from "#contract/clock.port.ts";
import type { EntryService } from "#vault/entries.port.ts";
import { purgeOldTrash } from "./trash-keeper.ts";

const delayMs = 3_000;

/** Plans the upkeep of the vault that is open. */
export class Upkeep {
  readonly #clock: Clock;
  readonly #backUp: () => void;
  #cancel: () => void = () => undefined;

  constructor(clock: Clock, backUp: () => void) {
    this.#clock = clock;
    this.#backUp = backUp;
  }

  /** Null: there is nothing to keep up any more. */
  plan(entries: EntryService | null): void {
    this.#cancel();
    if (entries === null) return;
    this.#cancel = this.#clock.after(delayMs, () => {
      purgeOldTrash(entries, this.#clock.now());
      entries.sweepAttachments();
      this.#backUp();
    });
  }
}
