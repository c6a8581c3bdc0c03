/** The primitives of other programs' files, over node:crypto and the same WebAssembly build as our own Argon2. */
import { createDecipheriv, pbkdf2 } from "node:crypto";
import type { Crypto } from "#vault/crypto.port.ts";
import type { TransferCrypto } from "#vault/transfer/transfer.port.ts";

const derive = (
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    pbkdf2(password, salt, iterations, length, "sha256", (cause, key) => {
      if (cause === null) resolve(Uint8Array.from(key));
      else reject(cause);
    });
  });

const aesCbcOpen = (key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | null => {
  try {
    const decipher = createDecipheriv("aes-256-cbc", key, iv);
    return Uint8Array.from(Buffer.concat([decipher.update(data), decipher.final()]));
  } catch {
    return null;
  }
};

/** Adds to the vault's own primitives. */
export const createTransferCrypto = (crypto: Crypto): TransferCrypto => ({
  ...crypto,
  pbkdf2: derive,
  aesCbcOpen,
  argon2d: async (password, salt, { memoryKiB, passes, lanes }, length) => {
    const library = await import("hash-wasm");
    return library.argon2d({
      password,
      salt,
      memorySize: memoryKiB,
      iterations: passes,
      parallelism: lanes,
      hashLength: length,
      outputType: "binary",
    });
  },
});
