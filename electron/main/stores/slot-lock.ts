/**
 * A lock on a secret slot between programs: a row in the vault's file that says who holds it and until when.
 * It orders renewals; it protects nothing, so when it cannot be had in time the work is done without it.
 */
import type { Clock } from "#contract/clock.port.ts";
import { pause } from "#stores/waiting.ts";
import { concat, uint64 } from "#vault/bytes.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import type { LocalStore } from "#vault/local-store.port.ts";

/** What the lock is made of. */
export interface SlotLockParts {
  readonly store: LocalStore;
  readonly clock: Clock;
  readonly crypto: Crypto;
}

/** Longer than a renewal takes with its tries; whoever died is not waited for any longer. */
const lifeMs = 20_000;
const lookEveryMs = 100;
const ownerBytes = 8;
const never = new AbortController().signal;

const rowName = (name: string): string => `secret-lock/${name}`;

const endsAt = (row: Uint8Array): number => {
  const view = new DataView(row.buffer, row.byteOffset, row.length);
  return row.length < 8 ? 0 : view.getUint32(0) * 0x1_0000_0000 + view.getUint32(4);
};

/** A row of the far future was written under a clock that has been set back since. */
const isFree = (row: Uint8Array | null, now: number): boolean =>
  row === null || endsAt(row) <= now || endsAt(row) > now + lifeMs;

/** Takes the lock if it is free now; the row that says so, or null. */
const take = ({ store, clock, crypto }: SlotLockParts, name: string): Uint8Array | "held" | "unusable" => {
  const found = store.meta(rowName(name));
  if (!found.ok) return "unusable";
  const now = Math.max(0, Math.floor(clock.now()));
  if (!isFree(found.value, now)) return "held";
  const mine = concat(uint64(now + lifeMs), crypto.randomBytes(ownerBytes));
  const taken = store.commit([
    { op: "meta-is", name: rowName(name), value: found.value },
    { op: "meta", name: rowName(name), value: mine },
  ]);
  if (taken.ok) return mine;
  return taken.error.code === "store.conflict" || taken.error.code === "vault.busy" ? "held" : "unusable";
};

const waitFor = async (parts: SlotLockParts, name: string): Promise<Uint8Array | null> => {
  const until = parts.clock.monotonicMs() + lifeMs;
  for (;;) {
    const taken = take(parts, name);
    if (taken instanceof Uint8Array) return taken;
    if (taken === "unusable" || parts.clock.monotonicMs() >= until) return null;
    await pause(parts.clock, lookEveryMs, never);
  }
};

/** Runs the work under the lock of that name. */
export const withSlotLock = async <T>(
  parts: SlotLockParts,
  name: string,
  work: () => Promise<T>,
): Promise<T> => {
  const mine = await waitFor(parts, name);
  try {
    return await work();
  } finally {
    if (mine !== null)
      parts.store.commit([
        { op: "meta-is", name: rowName(name), value: mine },
        { op: "meta", name: rowName(name), value: null },
      ]);
  }
};
