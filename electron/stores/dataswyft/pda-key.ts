/**
 * Asks a typed address for its public key (contract 2.1): what proves its tokens, and the sign that a
 * personal data account is there at all. No token goes along.
 */
import type { CryptoKey } from "jose";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { BytesAnswer, Http } from "#stores/http.port.ts";
import type { PdaAddress } from "./pda-address.ts";
import { importPdaKey } from "./token.ts";

/** The key and the time by the account's clock, in ms; null when it does not tell. */
export interface PdaKey {
  readonly pem: string;
  readonly key: CryptoKey;
  readonly serverNow: number | null;
}

/** Failures of asking. */
export type PdaKeyError = AppError<"settings.pda-unknown" | "store.unreachable" | "connect.cancelled">;

const maxBytes = 16_384;

const serverNowOf = ({ headers }: BytesAnswer): number | null => {
  const at = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(at) ? null : at;
};

/** settings.pda-unknown for anything but a key; a service that is only late or ill is store.unreachable. */
export const fetchPdaKey = async (
  http: Http,
  { baseUrl }: PdaAddress,
  signal: AbortSignal,
): Promise<Result<PdaKey, PdaKeyError>> => {
  const answer = await http({
    url: `${baseUrl}/publickey`,
    headers: { accept: "text/plain, */*" },
    signal,
    maxBytes,
  });
  if (!answer.ok) {
    if (answer.error.reason === "cancelled") return fail("connect.cancelled");
    return fail(answer.error.reason === "timeout" ? "store.unreachable" : "settings.pda-unknown", {
      ...answer.error,
    });
  }
  const { status, bytes } = answer.value;
  if (status >= 500 || status === 429) return fail("store.unreachable", { status });
  const pem = new TextDecoder().decode(bytes).trim();
  const key = status === 200 && pem.startsWith("-----BEGIN ") ? await importPdaKey(pem) : null;
  return key === null
    ? fail("settings.pda-unknown", { status })
    : ok({ pem, key, serverNow: serverNowOf(answer.value) });
};
