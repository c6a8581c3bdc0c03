/** Opening while the vault key is being changed: with the present key, else with the former one. One place, so that no reader forgets it. */
import type { Result } from "#contract/result.ts";
import type { Crypto } from "./crypto.port.ts";
import { openObject } from "./envelope.ts";
import type { Binding, EnvelopeError } from "./envelope.ts";
import type { KeyPurpose, VaultKeys } from "./keys.ts";

/** Opens an envelope under a purpose key; outside of a rotation there is no former key to try. */
export const openUnder = (
  crypto: Crypto,
  keys: VaultKeys,
  purpose: KeyPurpose,
  binding: Binding,
  blob: Uint8Array,
): Result<Uint8Array, EnvelopeError> => {
  const opened = openObject(crypto, keys.purpose(purpose), binding, blob);
  if (opened.ok || keys.former === null || opened.error.code !== "cipher.tampered") return opened;
  return openObject(crypto, keys.former.purpose(purpose), binding, blob);
};
