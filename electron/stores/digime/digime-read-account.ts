/**
 * The Account port for the contract that reads back: a consent of its own by the same person, linked to
 * their library by the token of the contract that writes (contract 2 and 4.1). Its tokens are its own.
 */
import { appError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { Account } from "#stores/account.port.ts";
import { readFacts } from "./digime-account.ts";
import type { DigimeContext } from "./digime-context.ts";
import { toAccount } from "./digime-context.ts";
import type { Trouble } from "./digime-errors.ts";
import type { Kept } from "./digime-kept.ts";
import { bearer, send } from "./digime-send.ts";
import type { DigimeIdentity } from "./digime-settings.ts";
import { beginSignIn } from "./digime-sign-in.ts";
import type { DigimeTokens } from "./digime-tokens.ts";
import type { DigimeTrust } from "./digime-trust.ts";

/** What the account is made of. */
export interface DigimeReadAccountParts {
  readonly context: DigimeContext;
  readonly trust: DigimeTrust;
  /** Of the contract that writes. */
  readonly writeTokens: DigimeTokens;
  /** Of this one. */
  readonly tokens: DigimeTokens;
}

/** The API that a pair of tokens came from. */
export const baseOfKept = ({ addresses }: DigimeIdentity, { older }: Kept): string =>
  older === null ? addresses.base : addresses.legacy;

const begin = async (
  { context, trust, tokens, writeTokens }: DigimeReadAccountParts,
  redirectUri: string,
  expectedId: string | null,
  signal: AbortSignal,
): ReturnType<typeof beginSignIn> => {
  const writer = await context.identity();
  if (!writer.ok) return writer;
  const reader = await context.readIdentity();
  if (!reader.ok) return reader;
  return writeTokens.withTokens(writer.value, signal, (kept) => {
    if (expectedId !== null && expectedId !== kept.userId)
      return Promise.resolve(err({ kind: "local", error: appError("store.other-account") }));
    return beginSignIn(
      { context, trust, tokens, identity: reader.value },
      { redirectUri, expectedId: kept.userId, storage: null, linkToken: kept.access.value },
      signal,
    );
  });
};

const test = async (
  { context, tokens }: DigimeReadAccountParts,
  signal: AbortSignal,
): Promise<Result<void, Trouble>> => {
  const identity = await context.readIdentity();
  if (!identity.ok) return identity;
  const asked = await tokens.withTokens(identity.value, signal, (kept) =>
    send(context, {
      url: `${baseOfKept(identity.value, kept)}permission-access/accounts`,
      authorise: () => bearer(context, identity.value, { access_token: kept.access.value }),
      isRepeatable: true,
      signal,
    }),
  );
  return asked.ok ? ok(undefined) : asked;
};

/** Makes the account. */
export const createDigimeReadAccount = (parts: DigimeReadAccountParts): Account => {
  const { context, tokens } = parts;
  return {
    facts: () => readFacts(context, tokens, context.settings.readContractId),
    begin: async (redirectUri, expectedId, signal) =>
      toAccount(context, "read-begin", await begin(parts, redirectUri, expectedId, signal)),
    test: async (signal) => toAccount(context, "read-test", await test(parts, signal)),
    // As with the other contract, forgetting is all that is documented.
    disconnect: async () => toAccount(context, "read-disconnect", await tokens.forget()),
    subscribe: (listener) => tokens.subscribe(listener),
  };
};
