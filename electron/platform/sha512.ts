/** The Hash port of lookups over node:crypto. */
import { createHash } from "node:crypto";
import type { Hash } from "#lookup/hash.port.ts";

/** Makes the port. */
export const createSha512 = (): Hash => ({
  sha512: (data) => new Uint8Array(createHash("sha512").update(data).digest()),
});
