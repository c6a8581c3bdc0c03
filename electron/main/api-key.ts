/** The API keys: which keychain account holds which, and what they look like (contract 1.1 and 3.1). */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { Profile } from "./profile.ts";

/** The keychain account of the key for a flow. */
export const apiKeyAccount = (presence: Profile["presence"]): string => `api-key/${presence}`;

const forms = {
  scan: /^[0-9a-f]{60}$/i,
  verify: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
} as const;

/** The key without the blanks that copying leaves; settings.api-key-malformed with its length when it is no such key. */
export const parseApiKey = (
  presence: Profile["presence"],
  text: string,
): Result<string, AppError<"settings.api-key-malformed">> => {
  const key = text.trim();
  return forms[presence].test(key)
    ? ok(key)
    : fail("settings.api-key-malformed", { length: key.length, flow: presence });
};

/** A service's address: https, or http on this computer. settings.address-malformed otherwise. */
export const parseAddress = (text: string): Result<string, AppError<"settings.address-malformed">> => {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return fail("settings.address-malformed");
  const { protocol, hostname, username, password } = new URL(trimmed);
  const isLoopback = hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
  const isAllowed = protocol === "https:" || (protocol === "http:" && isLoopback);
  return isAllowed && username === "" && password === "" ? ok(trimmed) : fail("settings.address-malformed");
};
