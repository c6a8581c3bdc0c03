/**
 * The envelope around everything the vault writes: AES-256-GCM under a key of its own for each
 * object and revision, bound to vault, object, revision and kind, padded so that length tells
 * little. Byte layout: docs/formats.md. It must not know what a payload means.
 */
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { concat, fromHex, uint64, utf8 } from "./bytes.ts";
import type { Crypto } from "./crypto.port.ts";

/** The one version written today. */
export const envelopeVersion = 1;

/** What a sealed object is; byte 1 of the envelope. Numbers are never reused. */
export const kinds = {
  entry: 1,
  indexPage: 2,
  slot: 3,
  slotLabel: 4,
  chipSecret: 5,
  manifestRoot: 6,
  manifestPage: 7,
  setting: 8,
  attachmentChunk: 9,
  recoveryPending: 10,
  export: 11,
  shared: 12,
} as const;

/** One of the numbers of `kinds`. */
export type Kind = (typeof kinds)[keyof typeof kinds];

/** What an object is bound to. `vaultId` 16 bytes, `objectId` 32 hex characters, `revision` up to 2^53 - 1. */
export interface Binding {
  readonly vaultId: Uint8Array;
  readonly objectId: string;
  readonly revision: number;
  readonly kind: Kind;
}

/** Why an envelope does not open; the blob stays as it is in either case. */
export type EnvelopeError = AppError<"cipher.tampered" | "cipher.newer-version">;

const nonceBytes = 12;
const headerBytes = 2 + nonceBytes;
const tagBytes = 16;
const isDeflated = 1;
const worthDeflating = 64;
const maxBodyBytes = 64 * 1024 * 1024;
const objectInfo = utf8("tapvault/1/object");
const noSalt = new Uint8Array(0);

/**
 * Padmé (Nikitin et al., 2019): the next length whose lower bits are zero, at most 12 % longer, so
 * that a length of n tells only O(log log n) bits.
 */
export const padmeLength = (length: number): number => {
  if (length < 2) return length;
  const exponent = Math.floor(Math.log2(length));
  const keptBits = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** Math.max(0, exponent - keptBits);
  return Math.ceil(length / step) * step;
};

const varint = (value: number): Uint8Array => {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
};

/** The flagged, length-prefixed, padded form of a body. */
const pack = (crypto: Crypto, body: Uint8Array): Uint8Array => {
  const deflated = body.length >= worthDeflating ? crypto.deflate(body) : body;
  const isShorter = deflated.length < body.length;
  const stored = isShorter ? deflated : body;
  const length = varint(stored.length);
  const used = 1 + length.length + stored.length;
  const payload = new Uint8Array(padmeLength(used));
  payload[0] = isShorter ? isDeflated : 0;
  payload.set(length, 1);
  payload.set(stored, 1 + length.length);
  return payload;
};

const readVarint = (bytes: Uint8Array, from: number): { value: number; next: number } | null => {
  let value = 0;
  let factor = 1;
  for (let at = from; at < Math.min(bytes.length, from + 5); at++) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, next: at + 1 };
    factor *= 0x80;
  }
  return null;
};

const unpack = (crypto: Crypto, payload: Uint8Array): Uint8Array | null => {
  const flags = payload[0] ?? 0xff;
  const length = readVarint(payload, 1);
  if ((flags & ~isDeflated) !== 0 || length === null) return null;
  const end = length.next + length.value;
  if (end > payload.length) return null;
  const stored = payload.subarray(length.next, end);
  return flags === isDeflated ? crypto.inflate(stored, maxBodyBytes) : stored;
};

const associatedData = (binding: Binding, objectId: Uint8Array, revision: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(envelopeVersion), binding.vaultId, objectId, revision, Uint8Array.of(binding.kind));

const objectKey = (crypto: Crypto, key: Uint8Array, objectId: Uint8Array, revision: Uint8Array): Uint8Array =>
  crypto.hkdf(key, noSalt, concat(objectInfo, objectId, revision), 32);

/** Seals a body of at most 64 MiB under a 32-byte purpose key. */
export const sealObject = (
  crypto: Crypto,
  key: Uint8Array,
  binding: Binding,
  body: Uint8Array,
): Uint8Array => {
  const objectId = fromHex(binding.objectId);
  const revision = uint64(binding.revision);
  const nonce = crypto.randomBytes(nonceBytes);
  const ownKey = objectKey(crypto, key, objectId, revision);
  const payload = pack(crypto, body);
  const sealed = crypto.aeadSeal(ownKey, nonce, associatedData(binding, objectId, revision), payload);
  ownKey.fill(0);
  payload.fill(0);
  return concat(Uint8Array.of(envelopeVersion, binding.kind), nonce, sealed);
};

/**
 * Opens what sealObject made for the same binding. cipher.newer-version for an unknown version
 * byte, cipher.tampered for everything else that does not fit.
 */
export const openObject = (
  crypto: Crypto,
  key: Uint8Array,
  binding: Binding,
  blob: Uint8Array,
): Result<Uint8Array, EnvelopeError> => {
  const version = blob[0] ?? 0;
  if (version > envelopeVersion) return fail("cipher.newer-version", { version });
  if (version !== envelopeVersion || blob[1] !== binding.kind) return fail("cipher.tampered");
  if (blob.length < headerBytes + tagBytes) return fail("cipher.tampered");
  const objectId = fromHex(binding.objectId);
  const revision = uint64(binding.revision);
  const ownKey = objectKey(crypto, key, objectId, revision);
  const aad = associatedData(binding, objectId, revision);
  const payload = crypto.aeadOpen(ownKey, blob.subarray(2, headerBytes), aad, blob.subarray(headerBytes));
  ownKey.fill(0);
  const body = payload === null ? null : unpack(crypto, payload);
  return body === null ? fail("cipher.tampered") : ok(body);
};
