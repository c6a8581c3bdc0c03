/** The cryptography of the digi.me client, put together. It holds no key beyond the ones it handed out. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { DigimeCrypto } from "#stores/digime/digime-crypto.port.ts";
import { readTokenHeader, signToken, verifyToken } from "./digime-jwt.ts";
import { openWith, readPrivateKey, readPublicKey, sealFor, sealForPostbox } from "./digime-rsa.ts";
import { unpack } from "./digime-unpack.ts";

const hash = (name: "sha256" | "sha512", bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash(name).update(bytes).digest());

/** Makes the port. */
export const createDigimeCrypto = (): DigimeCrypto => ({
  readKey: (pem) => {
    const key = readPrivateKey(pem);
    if (key === null) return null;
    return {
      sign: (header, claims) => signToken(key, header, claims),
      seal: (plaintext) => sealFor(key, plaintext),
      open: (body) => openWith(key, body),
    };
  },
  readHeader: readTokenHeader,
  verify: async (token, publicPem) => {
    const key = readPublicKey(publicPem);
    return key === null ? null : verifyToken(token, key);
  },
  sealForPostbox,
  sha256: (bytes) => hash("sha256", bytes),
  sha512: (bytes) => hash("sha512", bytes),
  equal: (a, b) => a.length === b.length && timingSafeEqual(a, b),
  decompress: unpack,
});
