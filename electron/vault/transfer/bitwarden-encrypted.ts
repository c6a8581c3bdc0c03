/** Bitwarden's password-protected export: its key from the password, then AES-CBC with HMAC. Guessing work that would hang the computer is refused. */
import { z } from "zod";
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { concat, utf8, wipe } from "#vault/bytes.ts";
import type { TransferCrypto } from "./transfer.port.ts";

const schema = z.looseObject({
  encrypted: z.literal(true),
  passwordProtected: z.literal(true),
  salt: z.string().max(1_000),
  kdfType: z.number(),
  kdfIterations: z.number().int().positive(),
  kdfMemory: z.number().int().positive().nullish(),
  kdfParallelism: z.number().int().positive().nullish(),
  encKeyValidation_DO_NOT_EDIT: z.string(),
  data: z.string(),
});
type Protected = z.infer<typeof schema>;

type ReadError = AppError<
  "import.wrong-password" | "import.unsupported" | "import.damaged" | "import.too-large"
>;

const most = { pbkdf2: 10_000_000, passes: 20, memoryMiB: 1_024, lanes: 16 } as const;
const encString = /^2\.([A-Za-z0-9+/=]+)\|([A-Za-z0-9+/=]+)\|([A-Za-z0-9+/=]+)$/;

/** Whether a parsed JSON is an encrypted Bitwarden export, of either kind. */
export const isBitwardenEncrypted = (json: unknown): boolean =>
  z.looseObject({ encrypted: z.literal(true) }).safeParse(json).success;

const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const deriveKey = async (
  crypto: TransferCrypto,
  file: Protected,
  password: string,
): Promise<Result<Uint8Array, ReadError>> => {
  const secret = utf8(password);
  const salt = utf8(file.salt);
  if (file.kdfType === 0) {
    if (file.kdfIterations > most.pbkdf2)
      return fail("import.unsupported", { what: "key derivation beyond bounds" });
    return ok(await crypto.pbkdf2(secret, salt, file.kdfIterations, 32));
  }
  const { kdfIterations: passes, kdfMemory: memory, kdfParallelism: lanes } = file;
  const isWithin =
    memory != null &&
    lanes != null &&
    passes <= most.passes &&
    memory <= most.memoryMiB &&
    lanes <= most.lanes;
  if (file.kdfType !== 1 || !isWithin) return fail("import.unsupported", { what: "this key derivation" });
  const parameters = { memoryKiB: memory * 1024, passes, lanes };
  return ok(await crypto.argon2id(secret, crypto.sha256(salt), parameters, 32));
};

/** HKDF-Expand (RFC 5869, 2.3) for one block. */
const expand = (crypto: TransferCrypto, key: Uint8Array, info: string): Uint8Array =>
  crypto.hmac(key, concat(utf8(info), Uint8Array.of(1)));

const openString = (crypto: TransferCrypto, key: Uint8Array, text: string): Uint8Array | null => {
  const [, iv, data, mac] = encString.exec(text) ?? [];
  if (iv === undefined || data === undefined || mac === undefined) return null;
  const [ivBytes, dataBytes] = [fromBase64(iv), fromBase64(data)];
  const macKey = expand(crypto, key, "mac");
  const encKey = expand(crypto, key, "enc");
  const isRight = crypto.equal(crypto.hmac(macKey, concat(ivBytes, dataBytes)), fromBase64(mac));
  const opened = isRight ? crypto.aesCbcOpen(encKey, ivBytes, dataBytes) : null;
  wipe(macKey, encKey);
  return opened;
};

/** The plain JSON text within; import.unsupported for exports bound to a Bitwarden account. */
export const openBitwarden = async (
  crypto: TransferCrypto,
  json: unknown,
  password: string,
): Promise<Result<string, ReadError>> => {
  const file = schema.safeParse(json);
  if (!file.success) return fail("import.unsupported", { what: "an export bound to a Bitwarden account" });
  const key = await deriveKey(crypto, file.data, password);
  if (!key.ok) return key;
  const isRight = openString(crypto, key.value, file.data.encKeyValidation_DO_NOT_EDIT) !== null;
  const opened = isRight ? openString(crypto, key.value, file.data.data) : null;
  wipe(key.value);
  if (!isRight) return fail("import.wrong-password");
  return opened === null
    ? fail("import.damaged", { where: "the encrypted data" })
    : ok(new TextDecoder().decode(opened));
};
