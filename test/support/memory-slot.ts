/** A secret slot in memory, with what tests do to it: look inside, make it fail, hold a save back. */
import { appError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { SecretError, SecretSlot } from "#stores/secret-slot.port.ts";

/** The slot with its insides. */
export interface MemorySlot extends SecretSlot {
  /** A copy of what is kept. */
  kept(): Uint8Array | null;
  /** Every further call of this kind fails; null ends it. */
  failing(call: "load" | "save" | "forget", code: SecretError["code"] | null): void;
  /** How often something was saved. */
  readonly saves: () => number;
}

/** Makes one; `secret` is kept from the beginning. */
export const createMemorySlot = (secret: Uint8Array | null = null): MemorySlot => {
  let kept = secret === null ? null : Uint8Array.from(secret);
  let saves = 0;
  const failures = new Map<string, SecretError["code"]>();
  const failed = (call: string): Result<never, SecretError> | null => {
    const code = failures.get(call);
    return code === undefined ? null : err(appError(code));
  };
  return {
    kept: () => (kept === null ? null : Uint8Array.from(kept)),
    saves: () => saves,
    failing: (call, code) => {
      if (code === null) failures.delete(call);
      else failures.set(call, code);
    },
    load: () => Promise.resolve(failed("load") ?? ok(kept === null ? null : Uint8Array.from(kept))),
    save: (next) => {
      const failure = failed("save");
      if (failure === null) {
        kept = Uint8Array.from(next);
        saves += 1;
      }
      return Promise.resolve(failure ?? ok(undefined));
    },
    exclusively: (work) => work(),
    forget: () => {
      const failure = failed("forget");
      if (failure === null) kept = null;
      return Promise.resolve(failure ?? ok(undefined));
    },
  };
};
