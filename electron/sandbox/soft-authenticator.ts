/**
 * AuthenticateFirst as the chip does it (contract 4.2 and 4.3): key slots, the two parts, the failure
 * counters, the delay and the lock. Knows no SELECT and no reader; Spark 2 and Apex are built on it.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { concatBytes, equalBytes, rotateLeft1 } from "#chip/bytes.ts";
import { SW } from "#chip/status-word.ts";
import { type ChipMemory, type SlotCounters, createChipMemory } from "./chip-memory.ts";

/** Keys and habits of a chip; every number is a default of the contract unless given. */
export interface AuthenticatorOptions {
  /** Keys by number, 16 bytes each; numbers that are not here answer 9140. */
  readonly keys: ReadonlyMap<number, Uint8Array>;
  readonly memory?: ChipMemory;
  /** Makes RndB (16 bytes) and TI (4 bytes); fixed in tests. */
  readonly random?: (length: number) => Uint8Array;
  /** Failures at which a key is refused for good: 1000. */
  readonly totalLimit?: number;
  /** What one success takes off the total: 10. */
  readonly successCredit?: number;
  /** Failures in a row from which on the chip asks for time: 5 (the real number is unknown). */
  readonly consecutiveLimit?: number;
}

/** An answer of the chip: data without status word, and the status word. */
export interface ChipAnswer {
  readonly data: Uint8Array;
  readonly sw: number;
}

/** The authentication state of one chip. */
export interface SoftAuthenticator {
  /** Part 1: data is key number, LenCap, capabilities. */
  partOne(data: Uint8Array): ChipAnswer;
  /** Part 2: data is 32 bytes. Judged at most once for each part 1. */
  partTwo(data: Uint8Array): ChipAnswer;
  /** Drops a pending authentication; true when there was one. */
  drop(): boolean;
}

const BLOCK = 16;
/** The most answers 91AD in a row; the real chip's bound is not known. */
const LONGEST_DELAY = 256;

const cipher = (key: Uint8Array, data: Uint8Array): Uint8Array =>
  new Uint8Array(
    createCipheriv("aes-128-cbc", key, new Uint8Array(BLOCK)).setAutoPadding(false).update(data),
  );

const decipher = (key: Uint8Array, data: Uint8Array): Uint8Array =>
  new Uint8Array(
    createDecipheriv("aes-128-cbc", key, new Uint8Array(BLOCK)).setAutoPadding(false).update(data),
  );

const only = (sw: number): ChipAnswer => ({ data: new Uint8Array(), sw });

interface Pending {
  readonly keyNumber: number;
  readonly key: Uint8Array;
  readonly rndB: Uint8Array;
  readonly capabilities: Uint8Array;
}

/** After a failure: one more, and from the limit on a delay that doubles each time. */
const afterFailure = (before: SlotCounters, limit: number): SlotCounters => {
  const consecutive = before.consecutive + 1;
  const beyond = consecutive - limit;
  const delaysLeft = beyond < 0 ? 0 : Math.min(LONGEST_DELAY, 2 ** (beyond + 1));
  return { total: before.total + 1, consecutive, delaysLeft };
};

const afterSuccess = (before: SlotCounters, credit: number): SlotCounters => ({
  total: Math.max(0, before.total - credit),
  consecutive: 0,
  delaysLeft: 0,
});

class Authenticator implements SoftAuthenticator {
  readonly #keys: ReadonlyMap<number, Uint8Array>;
  readonly #memory: ChipMemory;
  readonly #random: (length: number) => Uint8Array;
  readonly #limits: { readonly total: number; readonly consecutive: number; readonly credit: number };
  #pending: Pending | null = null;

  constructor(options: AuthenticatorOptions) {
    this.#keys = options.keys;
    this.#memory = options.memory ?? createChipMemory();
    this.#random = options.random ?? ((length) => new Uint8Array(randomBytes(length)));
    const { totalLimit = 1000, successCredit = 10, consecutiveLimit = 5 } = options;
    this.#limits = { total: totalLimit, consecutive: consecutiveLimit, credit: successCredit };
  }

  partOne(data: Uint8Array): ChipAnswer {
    this.#pending = null;
    const [keyNumber = 0, capabilityLength = 0] = data;
    if (capabilityLength > 6 || data.length !== 2 + capabilityLength) return only(SW.wrappedLength);
    const key = this.#keys.get(keyNumber);
    if (key === undefined) return only(SW.noSuchKey);
    const refusal = this.#refusal(keyNumber);
    if (refusal !== null) return only(refusal);
    const capabilities = new Uint8Array(6);
    capabilities.set(data.subarray(2));
    this.#pending = { keyNumber, key, rndB: this.#random(BLOCK), capabilities };
    return { data: cipher(key, this.#pending.rndB), sw: SW.more };
  }

  partTwo(data: Uint8Array): ChipAnswer {
    const current = this.#pending;
    this.#pending = null;
    if (current === null || data.length !== 2 * BLOCK) return only(SW.wrappedLength);
    const { key, keyNumber, rndB, capabilities } = current;
    const plain = decipher(key, data);
    const before = this.#memory.read(keyNumber);
    if (!equalBytes(plain.subarray(BLOCK), rotateLeft1(rndB))) {
      this.#memory.write(keyNumber, afterFailure(before, this.#limits.consecutive));
      return only(SW.authentication);
    }
    this.#memory.write(keyNumber, afterSuccess(before, this.#limits.credit));
    const rndA = rotateLeft1(plain.subarray(0, BLOCK));
    const answer = concatBytes(this.#random(4), rndA, new Uint8Array(6), capabilities);
    return { data: cipher(key, answer), sw: SW.wrappedOk };
  }

  drop(): boolean {
    const had = this.#pending !== null;
    this.#pending = null;
    return had;
  }

  /** 919D at the limit, 91AD while the delay lasts; each 91AD is a piece of that delay. */
  #refusal(keyNumber: number): number | null {
    const counters = this.#memory.read(keyNumber);
    if (counters.total >= this.#limits.total) return SW.permissionDenied;
    if (counters.delaysLeft === 0) return null;
    this.#memory.write(keyNumber, { ...counters, delaysLeft: counters.delaysLeft - 1 });
    return SW.delay;
  }
}

/** Makes the authentication part of a chip. */
export const createSoftAuthenticator = (options: AuthenticatorOptions): SoftAuthenticator =>
  new Authenticator(options);
