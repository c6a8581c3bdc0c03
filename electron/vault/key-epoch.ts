/**
 * Which generation of the vault key a file is at. Every write says which one it was made under, so
 * that a program that still holds the former key cannot write with it: it notices and locks.
 */
import { ok } from "#contract/result.ts";
import type { VaultKeys } from "./keys.ts";
import type { LocalStore, Operation, Stored } from "./local-store.port.ts";

/** The row in `meta`: 8 bytes; none before the first rotation. */
export const keyEpochName = "key-epoch";

/** The step that refuses a transaction made under another generation. */
export const epochGuard = (keys: VaultKeys): Operation => ({
  op: "meta-is",
  name: keyEpochName,
  value: keys.epoch,
});

/** Whether the file is at the generation of these keys. */
export const isSameEpoch = (store: LocalStore, keys: VaultKeys): Stored<boolean> => {
  const now = store.meta(keyEpochName);
  if (!now.ok) return now;
  const [found, held] = [now.value, keys.epoch];
  if (found === null || held === null) return ok(found === held);
  return ok(found.length === held.length && found.every((byte, at) => byte === held[at]));
};
