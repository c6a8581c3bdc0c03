/**
 * Signing in with a PDA owner's name and password (contract 2.3, 2.4): for developers' sandboxes only, and
 * marked so. The password is sent once and kept nowhere; of the owner's token only the application's is kept.
 */
import { z } from "zod";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { AccountError, AccountFacts } from "#stores/account.port.ts";
import type { BytesAnswer, HttpFailure } from "#stores/http.port.ts";
import { keepFreshToken } from "./dataswyft-account.ts";
import type { AccountParts } from "./dataswyft-account.ts";
import { badReply, failureOfAnswer, failureOfHttp } from "./error-table.ts";
import type { PdaFailure } from "./error-table.ts";
import { readBody } from "./json-answer.ts";

/** Signs in. connect.refused {reason} for wrong credentials and for an application that the registry does not know. */
export type OwnerSignIn = (
  username: string,
  password: string,
  signal: AbortSignal,
) => Promise<Result<AccountFacts, AccountError>>;

const tokenSchema = z.object({ accessToken: z.string().min(1) });

const tokenOf = (answer: Result<BytesAnswer, HttpFailure>): Result<string, PdaFailure> => {
  if (!answer.ok) return err(failureOfHttp(answer.error));
  const { json, isPage } = readBody(answer.value);
  if (answer.value.status !== 200) return err(failureOfAnswer(answer.value.status, json, isPage));
  const parsed = tokenSchema.safeParse(json);
  return parsed.success ? ok(parsed.data.accessToken) : err(badReply("access-token"));
};

const toAccountError = ({ kind, error }: PdaFailure): AccountError => {
  switch (kind) {
    case "cancelled":
      return fail("connect.cancelled").error;
    case "signed-out":
      return fail("connect.refused", { reason: "credentials" }).error;
    case "no-application":
      return fail("connect.refused", { reason: "application-unknown" }).error;
    case "forbidden":
      return fail("store.no-permission", error.detail).error;
    case "busy":
      return fail("store.busy", error.detail).error;
    case "away":
    case "lost":
      return fail("store.unreachable", error.detail).error;
    case "bad-reply":
      return fail("store.bad-reply", error.detail).error;
    default:
      return fail("connect.refused", { ...error.detail, reason: "refused" }).error;
  }
};

/** Makes the sign-in. Neither call is repeated: the account counts attempts. */
export const createOwnerSignIn =
  (parts: AccountParts): OwnerSignIn =>
  async (username, password, signal) => {
    const target = parts.target();
    if (!target.ok) return target;
    const { address, applicationId } = target.value;
    const accept = { accept: "application/json" };
    // The account URL-decodes both, so a literal plus sign has to come as %2B.
    const credentials = {
      username: encodeURIComponent(username),
      password: encodeURIComponent(password),
    };
    const owner = tokenOf(
      await parts.http({
        url: `${address.baseUrl}/users/access_token`,
        headers: { ...accept, ...credentials },
        signal,
      }),
    );
    if (!owner.ok) return err(toAccountError(owner.error));
    const application = tokenOf(
      await parts.http({
        url: `${address.baseUrl}/api/v2.6/applications/${encodeURIComponent(applicationId)}/access-token`,
        headers: { ...accept, "x-auth-token": owner.value },
        signal,
      }),
    );
    if (!application.ok) return err(toAccountError(application.error));
    return keepFreshToken(
      parts,
      { target: target.value, isDeveloperAccess: true },
      application.value,
      signal,
    );
  };
