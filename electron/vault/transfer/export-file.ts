/**
 * Our own encrypted export: a head with the key derivation's parameters, then sealed frames that are
 * numbered and end with a marked last one, so that a file that was cut, joined or reordered does not
 * open. Byte layout: docs/formats.md.
 */
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { concat, utf8, wipe } from "#vault/bytes.ts";
import type { Argon2Parameters, Crypto } from "#vault/crypto.port.ts";
import { keyBytes } from "#vault/keys.ts";
import { decodeRecord, encodeRecord, floor, stretch } from "#vault/passphrase.ts";

type ReadError = AppError<"import.damaged" | "import.unsupported" | "import.wrong-password">;

/** "TPVX", then version 1. */
const magic = Uint8Array.of(0x54, 0x50, 0x56, 0x58, 1);
const recordBytes = 26;
/** Length of the head in front of the first frame. */
export const headBytes = magic.length + recordBytes;
const saltBytes = 16;
const flags = { last: 1, deflated: 2 } as const;
/** In front of each frame: the length of what is sealed (4, big endian) and the flags (1). */
const leadBytes = 5;
const maxFrameBytes = 4 * 1024 * 1024;

const isLastFrame = (flag: number): boolean => (flag & flags.last) !== 0;
const partName = (number: number): string => `part ${String(number + 1)}`;

/** Whether a file begins as ours does, whatever its version. */
export const isExportFile = (bytes: Uint8Array): boolean =>
  magic.slice(0, 4).every((byte, at) => bytes[at] === byte);

const keyOf = async (crypto: Crypto, password: string, record: Uint8Array): Promise<Uint8Array | null> => {
  const decoded = decodeRecord(record);
  if (!decoded.ok) return null;
  const stretched = await stretch(crypto, password, decoded.value);
  const key = crypto.hkdf(stretched, decoded.value.salt, utf8("tapvault/1/export"), keyBytes);
  wipe(stretched);
  return key;
};

/** 12 bytes: the frame's number (11, big endian) and whether it is the last. */
const nonceOf = (number: number, isLast: boolean): Uint8Array => {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, number);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
};

/** Seals frames one after the other. */
export interface FrameWriter {
  readonly head: Uint8Array;
  /** A frame of at most 4 MiB. */
  frame(body: Uint8Array, isLast: boolean): Uint8Array;
  wipe(): void;
}

/** Starts a file. */
export const createFrameWriter = async (
  crypto: Crypto,
  password: string,
  parameters: Argon2Parameters = floor,
): Promise<FrameWriter> => {
  const record = encodeRecord({ parameters, salt: crypto.randomBytes(saltBytes) });
  const head = concat(magic, record);
  const key = (await keyOf(crypto, password, record)) ?? new Uint8Array(keyBytes);
  let number = 0;
  return {
    head,
    frame: (body, isLast) => {
      const deflated = crypto.deflate(body);
      const isShorter = deflated.length < body.length;
      const flag = (isLast ? flags.last : 0) | (isShorter ? flags.deflated : 0);
      const sealed = crypto.aeadSeal(
        key,
        nonceOf(number++, isLast),
        concat(head, Uint8Array.of(flag)),
        isShorter ? deflated : body,
      );
      const lead = new Uint8Array(leadBytes);
      new DataView(lead.buffer).setUint32(0, sealed.length);
      lead[4] = flag;
      return concat(lead, sealed);
    },
    wipe: () => wipe(key),
  };
};

interface Frame {
  readonly flag: number;
  readonly sealed: Uint8Array;
}

/** The frame that begins at a byte; null when the file ends before it does. */
const frameAt = (bytes: Uint8Array, at: number): Frame | null => {
  if (at + leadBytes > bytes.length) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(at);
  const sealed = bytes.subarray(at + leadBytes, at + leadBytes + length);
  return sealed.length === length ? { flag: bytes[at + 4] ?? 0, sealed } : null;
};

/** The body of a frame; import.wrong-password when the first does not open. */
const openFrame = (
  crypto: Crypto,
  key: Uint8Array,
  head: Uint8Array,
  number: number,
  { flag, sealed }: Frame,
): Result<Uint8Array, ReadError> => {
  const damaged = fail("import.damaged", { where: partName(number) });
  const nonce = nonceOf(number, isLastFrame(flag));
  const opened = crypto.aeadOpen(key, nonce, concat(head, Uint8Array.of(flag)), sealed);
  if (opened === null) return number === 0 ? fail("import.wrong-password") : damaged;
  const body = (flag & flags.deflated) === 0 ? opened : crypto.inflate(opened, maxFrameBytes);
  return body === null ? damaged : ok(body);
};

const openFrames = (
  crypto: Crypto,
  key: Uint8Array,
  bytes: Uint8Array,
): Result<readonly Uint8Array[], ReadError> => {
  const head = bytes.subarray(0, headBytes);
  const bodies: Uint8Array[] = [];
  let at = headBytes;
  for (;;) {
    const frame = frameAt(bytes, at);
    if (frame === null) return fail("import.damaged", { where: partName(bodies.length) });
    const body = openFrame(crypto, key, head, bodies.length, frame);
    if (!body.ok) return body;
    bodies.push(body.value);
    at += leadBytes + frame.sealed.length;
    if (isLastFrame(frame.flag))
      return at === bytes.length ? ok(bodies) : fail("import.damaged", { where: "the end" });
  }
};

/** The bodies of all frames in order. import.wrong-password when the first does not open, import.damaged for any later one. */
export const readFrames = async (
  crypto: Crypto,
  bytes: Uint8Array,
  password: string,
): Promise<Result<readonly Uint8Array[], ReadError>> => {
  if (bytes[4] !== magic[4]) return fail("import.unsupported", { what: "an export of a newer Tapvault" });
  if (bytes.length < headBytes) return fail("import.damaged", { where: "the beginning" });
  const key = await keyOf(crypto, password, bytes.subarray(magic.length, headBytes));
  if (key === null) return fail("import.unsupported", { what: "key derivation beyond bounds" });
  const bodies = openFrames(crypto, key, bytes);
  wipe(key);
  return bodies;
};
