/**
 * The chip secret: 32 random bytes that the chip's service keeps for us, sealed under this
 * computer's device secret and under a name derived from it, so that the service learns nothing.
 * It must not touch the keychain or the vault's file.
 */
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { concat, fromBase64Url, fromHex, toBase64Url, utf8, wipe } from "./bytes.ts";
import type { Crypto } from "./crypto.port.ts";
import { kinds, openObject, sealObject } from "./envelope.ts";
import type { Binding } from "./envelope.ts";
import { deriveKey, keyBytes } from "./keys.ts";
import type { ChipSecretStore } from "./vault.port.ts";

/** Where a chip secret is and what protects it. `slotId` 32 hex characters, `deviceSecret` 32 bytes. */
export interface ChipSecretPlace {
  readonly vaultId: Uint8Array;
  readonly slotId: string;
  readonly deviceSecret: Uint8Array;
}

/** The way to the service with the token of one tap. */
export interface ChipSecretAccess {
  readonly store: ChipSecretStore;
  readonly token: string;
  readonly signal: AbortSignal;
}

const nameBytes = 15;

/** The name it is kept under: 20 base64url characters that reveal nothing. */
export const chipSecretName = (crypto: Crypto, place: ChipSecretPlace): string => {
  const key = deriveKey(crypto, place.deviceSecret, place.vaultId, "chip-secret/name");
  const digest = crypto.hmac(key, concat(utf8("chip"), fromHex(place.slotId)));
  wipe(key);
  return toBase64Url(digest.subarray(0, nameBytes));
};

const binding = (place: ChipSecretPlace): Binding => ({
  vaultId: place.vaultId,
  objectId: place.slotId,
  revision: 1,
  kind: kinds.chipSecret,
});

/** Seals a secret as text of 88 characters, well under the service's 256. */
export const sealChipSecret = (crypto: Crypto, place: ChipSecretPlace, secret: Uint8Array): string => {
  const key = deriveKey(crypto, place.deviceSecret, place.vaultId, "chip-secret");
  const sealed = sealObject(crypto, key, binding(place), secret);
  wipe(key);
  return toBase64Url(sealed);
};

/** Opens what sealChipSecret made; cipher.tampered when another program changed or replaced it. */
export const openChipSecret = (
  crypto: Crypto,
  place: ChipSecretPlace,
  value: string,
): Result<Uint8Array, AppError<"cipher.tampered" | "cipher.newer-version">> => {
  const blob = fromBase64Url(value);
  if (blob === null) return fail("cipher.tampered");
  const key = deriveKey(crypto, place.deviceSecret, place.vaultId, "chip-secret");
  const opened = openObject(crypto, key, binding(place), blob);
  wipe(key);
  if (!opened.ok) return opened;
  return opened.value.length === keyBytes ? ok(opened.value) : fail("cipher.tampered");
};

/** Puts the secret at the service and reads it back; store.bad-reply when it comes back different. */
export const keepChipSecret = async (
  crypto: Crypto,
  access: ChipSecretAccess,
  place: ChipSecretPlace,
  secret: Uint8Array,
): Promise<Result<void, AppError>> => {
  const name = chipSecretName(crypto, place);
  const value = sealChipSecret(crypto, place, secret);
  const put = await access.store.put(access.token, name, value, access.signal);
  if (!put.ok) return put;
  const back = await access.store.fetch(access.token, name, access.signal);
  if (!back.ok) return back;
  return back.value === value ? ok(undefined) : fail("store.bad-reply", { step: "read-back" });
};

/** Fetches and opens the secret; null when the service has none under this name for the tapped chip. */
export const fetchChipSecret = async (
  crypto: Crypto,
  access: ChipSecretAccess,
  place: ChipSecretPlace,
): Promise<Result<Uint8Array | null, AppError>> => {
  const name = chipSecretName(crypto, place);
  const fetched = await access.store.fetch(access.token, name, access.signal);
  if (!fetched.ok) return fetched;
  if (fetched.value === null || fetched.value === "") return ok(null);
  return openChipSecret(crypto, place, fetched.value);
};

/** Forgets the secret of a creation that did not come to its end; a failure is harmless. */
export const forgetChipSecret = async (
  crypto: Crypto,
  access: ChipSecretAccess,
  place: ChipSecretPlace,
): Promise<void> => {
  await access.store.put(access.token, chipSecretName(crypto, place), "", access.signal);
};
