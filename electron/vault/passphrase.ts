/**
 * The passphrase's way to a key: Argon2id with parameters that lie beside the slot. What lies there is
 * believed only within bounds: below the floor it would make guessing cheap, above the ceiling it would
 * hang the computer.
 */
import type { Clock } from "#contract/clock.port.ts";
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { concat, utf8, wipe } from "./bytes.ts";
import type { Argon2Parameters, Crypto } from "./crypto.port.ts";
import { keyBytes } from "./keys.ts";

/** The least that is made and accepted. */
export const floor: Argon2Parameters = { memoryKiB: 64 * 1024, passes: 3, lanes: 1 };
/** The most that is accepted: 1 GiB, 20 passes, 4 lanes. */
export const ceiling: Argon2Parameters = { memoryKiB: 1024 * 1024, passes: 20, lanes: 4 };

/** Calibration first takes more memory up to here, then more passes. */
const usualMemoryKiB = 256 * 1024;
const targetMs = 500;
/** Quicker than this on unlock, and the parameters are raised. */
const tooQuickMs = 250;
const saltBytes = 16;
const formatVersion = 1;
const recordBytes = 1 + 4 + 4 + 1 + saltBytes;
const minLength = 8;
const minScore = 2;

/** What lies beside a passphrase slot, in plain: the parameters and the salt (16 bytes). */
export interface PassphraseRecord {
  readonly parameters: Argon2Parameters;
  readonly salt: Uint8Array;
}

/** version (1) ‖ memory in KiB (4) ‖ passes (4) ‖ lanes (1) ‖ salt (16). */
export const encodeRecord = ({ parameters, salt }: PassphraseRecord): Uint8Array => {
  const numbers = new Uint8Array(10);
  const view = new DataView(numbers.buffer);
  view.setUint8(0, formatVersion);
  view.setUint32(1, parameters.memoryKiB);
  view.setUint32(5, parameters.passes);
  view.setUint8(9, parameters.lanes);
  return concat(numbers, salt);
};

const isWithin = (value: number, least: number, most: number): boolean => value >= least && value <= most;

/** Reads what encodeRecord made; passphrase.unsafe-parameters for anything out of bounds. */
export const decodeRecord = (
  bytes: Uint8Array | null,
): Result<PassphraseRecord, AppError<"passphrase.unsafe-parameters">> => {
  if (bytes?.length !== recordBytes || bytes[0] !== formatVersion)
    return fail("passphrase.unsafe-parameters");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parameters = { memoryKiB: view.getUint32(1), passes: view.getUint32(5), lanes: view.getUint8(9) };
  const isSafe =
    isWithin(parameters.memoryKiB, floor.memoryKiB, ceiling.memoryKiB) &&
    isWithin(parameters.passes, floor.passes, ceiling.passes) &&
    isWithin(parameters.lanes, floor.lanes, ceiling.lanes);
  return isSafe ? ok({ parameters, salt: bytes.slice(10) }) : fail("passphrase.unsafe-parameters");
};

/** 32 bytes of a passphrase, to be wiped. The text is normalised (NFKC), so that keyboards do not matter. */
export const stretch = async (
  crypto: Crypto,
  passphrase: string,
  { parameters, salt }: PassphraseRecord,
): Promise<Uint8Array> => {
  const password = utf8(passphrase.normalize("NFKC"));
  const stretched = await crypto.argon2id(password, salt, parameters, keyBytes);
  wipe(password);
  return stretched;
};

const scaled = (factor: number): Argon2Parameters => {
  const memoryKiB = Math.min(
    usualMemoryKiB,
    Math.floor((floor.memoryKiB * Math.max(1, factor)) / 1024) * 1024,
  );
  const left = (factor * floor.memoryKiB * floor.passes) / memoryKiB;
  return { memoryKiB, passes: Math.min(ceiling.passes, Math.max(floor.passes, Math.floor(left))), lanes: 1 };
};

/** Parameters that take about half a second here, never below the floor. */
export const calibrate = async (crypto: Crypto, clock: Clock): Promise<Argon2Parameters> => {
  const startedAt = clock.monotonicMs();
  await crypto.argon2id(utf8("calibration"), crypto.randomBytes(saltBytes), floor, keyBytes);
  const tookMs = clock.monotonicMs() - startedAt;
  return tookMs <= 0 ? floor : scaled(targetMs / tookMs);
};

/** A fresh record for this computer. */
export const newRecord = async (crypto: Crypto, clock: Clock): Promise<PassphraseRecord> => ({
  parameters: await calibrate(crypto, clock),
  salt: crypto.randomBytes(saltBytes),
});

/** Whether a derivation that took so long was too cheap for a computer like this. */
export const isTooQuick = (tookMs: number): boolean => tookMs > 0 && tookMs < tooQuickMs;

/** passphrase.too-weak for what is short or quickly guessed. */
export const checkPassphrase = async (
  passphrase: string,
): Promise<Result<void, AppError<"passphrase.too-weak">>> => {
  if (Array.from(passphrase.normalize("NFKC")).length < minLength) return fail("passphrase.too-weak");
  const { estimateStrength } = await import("./strength.ts");
  const { score } = await estimateStrength(passphrase, ["tapvault"]);
  return score < minScore ? fail("passphrase.too-weak") : ok(undefined);
};
