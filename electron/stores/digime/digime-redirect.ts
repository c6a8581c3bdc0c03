/**
 * Reads the address that the browser came back to (contract 4.3). It comes from outside, so nothing of it
 * counts before its state is ours; a postbox's key in it is bound to us by nothing but that state.
 */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";

/** A sign-in that succeeded. */
export interface GoodRedirect {
  readonly code: string;
  readonly postbox: { readonly id: string; readonly publicKey: string } | null;
}

type RedirectError = AppError<"connect.wrong-state" | "connect.denied" | "connect.refused">;

const longest = 8_192;

/** The one value of a name; null when it is missing, empty, there twice or too long. */
const one = ({ searchParams }: URL, name: string): string | null => {
  const values = searchParams.getAll(name);
  const [value] = values;
  return values.length === 1 && value !== undefined && value !== "" && value.length <= longest ? value : null;
};

/** Codes of a failure (contract 4, errorCode) as reasons; any other text of the address is not repeated. */
const reasons: Readonly<Record<string, string>> = {
  ONBOARD_ERROR: "onboard-error",
  INVALID_CODE: "invalid-code",
  SERVER_ERROR: "server-error",
};

const failed = (redirect: URL): Result<never, RedirectError> => {
  const code = one(redirect, "errorCode") ?? "";
  if (code === "USER_CANCEL") return fail("connect.denied");
  return fail("connect.refused", { reason: reasons[code] ?? "unknown" });
};

const pemPattern = /^\s*-----BEGIN ([A-Z ]+)-----([^]*)-----END \1-----\s*$/;
const ownLabel = "RSA PUBLIC KEY";

/** Text that base64 hides; empty when there is none. */
const decoded = (text: string): string => {
  try {
    return atob(text);
  } catch {
    return "";
  }
};

/**
 * The key as a PEM in lines of 64. On its way through an address it may have lost its lines, its plus signs
 * (to blanks) or its frame, or have been encoded once more.
 */
export const readPostboxKey = (text: string): string => {
  const inside = decoded(text);
  const [, label = ownLabel, body = text] = pemPattern.exec(pemPattern.test(inside) ? inside : text) ?? [];
  const joined = body
    .replace(/[\r\n]/g, "")
    .replace(/[ -]/g, "+")
    .replaceAll("_", "/");
  const lines = joined.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
};

/** What the address says; connect.wrong-state when it answers no sign-in of this state. */
export const readRedirect = (
  redirect: URL,
  state: string,
  needsPostbox: boolean,
): Result<GoodRedirect, RedirectError> => {
  const isGood = one(redirect, "success") === "true";
  const hasState = redirect.searchParams.has("state");
  // A failure need not carry the state (contract 4.3); one that does must carry ours.
  if ((isGood || hasState) && one(redirect, "state") !== state) return fail("connect.wrong-state");
  if (!isGood) return failed(redirect);
  const code = one(redirect, "code");
  if (code === null) return fail("connect.refused", { reason: "no-code" });
  if (!needsPostbox) return ok({ code, postbox: null });
  const id = one(redirect, "postboxId");
  const publicKey = one(redirect, "publicKey");
  if (id === null || publicKey === null) return fail("connect.refused", { reason: "no-postbox" });
  return ok({ code, postbox: { id, publicKey: readPostboxKey(publicKey) } });
};
