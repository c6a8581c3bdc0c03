/** Argon2id (RFC 9106) through a WebAssembly build, the same under Node and Electron. Loaded when a passphrase is first used. */
import type { Argon2Parameters } from "#vault/crypto.port.ts";

/** Derives `length` bytes. It works on this thread for as long as the parameters ask. */
export const argon2id = async (
  password: Uint8Array,
  salt: Uint8Array,
  { memoryKiB, passes, lanes }: Argon2Parameters,
  length: number,
): Promise<Uint8Array> => {
  const library = await import("hash-wasm");
  return library.argon2id({
    password,
    salt,
    memorySize: memoryKiB,
    iterations: passes,
    parallelism: lanes,
    hashLength: length,
    outputType: "binary",
  });
};
