/** X25519 (RFC 7748) over node:crypto with raw 32-byte keys, for OpenSSL and BoringSSL alike. */
import { createPrivateKey, createPublicKey, diffieHellman } from "node:crypto";

/** The fixed DER heads (RFC 8410) in front of a raw key. */
const privateHead = Buffer.from("302e020100300506032b656e04220420", "hex");
const publicHead = Buffer.from("302a300506032b656e032100", "hex");

const privateOf = (raw: Uint8Array): ReturnType<typeof createPrivateKey> => {
  const der = Buffer.concat([privateHead, raw]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  der.fill(0);
  return key;
};

const keyBytes = 32;

const bytesOf = (buffer: Buffer): Uint8Array => Uint8Array.from(buffer);

/** The public key (32 bytes) of a private one (32 bytes). */
export const x25519Public = (privateKey: Uint8Array): Uint8Array =>
  bytesOf(
    createPublicKey(privateOf(privateKey))
      .export({ format: "der", type: "spki" })
      .subarray(publicHead.length),
  );

/** The shared secret (32 bytes); null for a public key that leads to none (RFC 7748, 6.1). */
export const x25519Shared = (privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null => {
  // The libraries overlook bytes behind a key, so that two texts would name one key.
  if (privateKey.length !== keyBytes || publicKey.length !== keyBytes) return null;
  try {
    const key = createPublicKey({ key: Buffer.concat([publicHead, publicKey]), format: "der", type: "spki" });
    const shared = bytesOf(diffieHellman({ privateKey: privateOf(privateKey), publicKey: key }));
    return shared.every((byte) => byte === 0) ? null : shared;
  } catch {
    return null;
  }
};
