/**
 * The service's side of the chips' cryptography (contract 4.2, 6.3, 3.4): AES-128 in CBC with a zero
 * IV for each message, TAM1 for Spark 1, and the CMAC of signed URLs.
 */
import { createCipheriv, createDecipheriv } from "node:crypto";
import { concatBytes, equalBytes, reverseBytes, rotateLeft1 } from "#chip/bytes.ts";

const zeroBlock = new Uint8Array(16);

const run = (mode: "cbc" | "ecb", isSealing: boolean, key: Uint8Array, data: Uint8Array): Uint8Array => {
  const iv = mode === "cbc" ? zeroBlock : null;
  const make = isSealing ? createCipheriv : createDecipheriv;
  const cipher = make(`aes-128-${mode}`, key, iv);
  cipher.setAutoPadding(false);
  return Uint8Array.from(Buffer.concat([cipher.update(data), cipher.final()]));
};

/** What the chip is sent in part 2: E(K, RndA || rotl1(RndB)), 32 bytes. `message` is the chip's part-1 data, 16 bytes. */
export const partTwoFor = (key: Uint8Array, rndA: Uint8Array, message: Uint8Array): Uint8Array => {
  const rndB = run("cbc", false, key, message);
  return run("cbc", true, key, concatBytes(rndA, rotateLeft1(rndB)));
};

/** Whether the chip's part-2 answer (32 bytes) carries rotl1(RndA) at bytes 4 to 19. */
export const provesPartTwo = (key: Uint8Array, rndA: Uint8Array, response: Uint8Array): boolean =>
  response.length === 32 && equalBytes(run("cbc", false, key, response).subarray(4, 20), rotateLeft1(rndA));

const tam1Constant = Uint8Array.of(0x96, 0xc5);

/** Whether Spark 1's answer (16 bytes) holds the first 10 bytes of the challenge, reversed (contract 6.3). */
export const provesTam1 = (
  key: Uint8Array,
  challenge: Uint8Array,
  response: Uint8Array,
  isStrict: boolean,
): boolean => {
  if (response.length !== 16) return false;
  const block = run("ecb", false, key, reverseBytes(response));
  const isConstant = equalBytes(block.subarray(0, 2), tam1Constant);
  return (!isStrict || isConstant) && equalBytes(block.subarray(6), reverseBytes(challenge.subarray(0, 10)));
};

const double = (block: Uint8Array): Uint8Array => {
  const out = block.map((byte, index) => ((byte << 1) | ((block[index + 1] ?? 0) >> 7)) & 0xff);
  if ((block[0] ?? 0) & 0x80) out[15] = (out[15] ?? 0) ^ 0x87;
  return out;
};

/** AES-CMAC (RFC 4493), 16 bytes. */
export const aesCmac = (key: Uint8Array, data: Uint8Array): Uint8Array => {
  const subkey = double(run("ecb", true, key, zeroBlock));
  const rest = data.length % 16;
  const isWhole = data.length > 0 && rest === 0;
  const padded = isWhole ? data : concatBytes(data, Uint8Array.of(0x80), new Uint8Array(15 - rest));
  const mask = isWhole ? subkey : double(subkey);
  const start = padded.length - 16;
  const masked = padded.map((byte, index) => (index < start ? byte : byte ^ (mask[index - start] ?? 0)));
  return run("cbc", true, key, masked).slice(-16);
};

/** The MAC of a plain SDM signature (NTAG 424, AN12196; vectors D1), 8 bytes. `counter` up to 2^24 - 1. */
export const sdmMac = (key: Uint8Array, uid: Uint8Array, counter: number): Uint8Array => {
  const count = Uint8Array.of(counter & 0xff, (counter >> 8) & 0xff, (counter >> 16) & 0xff);
  const vector = concatBytes(Uint8Array.of(0x3c, 0xc3, 0, 1, 0, 0x80), uid, count);
  const session = aesCmac(key, concatBytes(vector, new Uint8Array(16 - vector.length)));
  return aesCmac(session, new Uint8Array(0)).filter((_byte, index) => index % 2 === 1);
};
