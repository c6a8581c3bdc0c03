/** A secret slot in memory that several programs share: counts its writes, and how many were under way at once. */
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { SecretError, SecretSlot } from "#stores/secret-slot.port.ts";
import { createTurns } from "#stores/turns.ts";

/** The slot with what lies in it. */
export interface SharedSlot extends SecretSlot {
  held: Uint8Array | null;
  saves: number;
  /** The most saves there were at once. */
  mostAtOnce: number;
  /** Answers in place of the next calls; null lets them work. */
  failure: SecretError | null;
}

/** An empty one. A save takes a turn of the event loop. */
export const createSharedSlot = (): SharedSlot => {
  let underWay = 0;
  const spoilt = (): Result<never, SecretError> | null =>
    slot.failure === null ? null : { ok: false, error: slot.failure };
  const inTurn = createTurns();
  const slot: SharedSlot = {
    exclusively: (work) => inTurn(work),
    held: null,
    saves: 0,
    mostAtOnce: 0,
    failure: null,
    load: () => Promise.resolve(spoilt() ?? ok(slot.held?.slice() ?? null)),
    save: async (secret) => {
      const failed = spoilt();
      if (failed !== null) return failed;
      underWay += 1;
      slot.mostAtOnce = Math.max(slot.mostAtOnce, underWay);
      const copy = secret.slice();
      await new Promise((wake) => setImmediate(wake));
      slot.held = copy;
      slot.saves += 1;
      underWay -= 1;
      return ok(undefined);
    },
    forget: () => {
      slot.held = null;
      return Promise.resolve(spoilt() ?? ok(undefined));
    },
  };
  return slot;
};
