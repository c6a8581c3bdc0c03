/**
 * The Account port for the contract that writes and keeps the storage. A storage is made before the person
 * signs in, so that the sign-in ties it to them; who signed in is compared with who is expected before
 * anything is kept.
 */
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { Account } from "#stores/account.port.ts";
import type { DigimeContext } from "./digime-context.ts";
import { toAccount } from "./digime-context.ts";
import type { Trouble } from "./digime-errors.ts";
import type { DigimeFiles } from "./digime-files.ts";
import { factsOf } from "./digime-kept.ts";
import type { DigimeIdentity } from "./digime-settings.ts";
import { clientIdOf } from "./digime-settings.ts";
import { beginSignIn } from "./digime-sign-in.ts";
import { createStorage, findStorage, isStorageGone, referToStorage } from "./digime-storage-api.ts";
import type { DigimeTokens } from "./digime-tokens.ts";
import type { DigimeTrust } from "./digime-trust.ts";

/** What the account is made of. */
export interface DigimeAccountParts {
  readonly context: DigimeContext;
  readonly trust: DigimeTrust;
  readonly tokens: DigimeTokens;
  readonly files: DigimeFiles;
}

/** What is known of the account of a contract. */
export const readFacts = async (
  context: DigimeContext,
  tokens: DigimeTokens,
  contractId: string,
): ReturnType<Account["facts"]> => {
  const kept = await tokens.current(clientIdOf(context.settings.applicationId, contractId));
  const facts = kept.ok ? ok(kept.value === null ? null : factsOf(kept.value)) : kept;
  return toAccount(context, "facts", facts);
};

/** Asks for what needs the person's permission, then for what needs the storage. */
const test = async (
  { context, tokens, files }: DigimeAccountParts,
  signal: AbortSignal,
): Promise<Result<void, Trouble>> => {
  const identity = await context.identity();
  if (!identity.ok) return identity;
  const found = await tokens.withTokens(identity.value, signal, (kept) =>
    findStorage(context, identity.value, kept.access.value, signal),
  );
  if (!found.ok) return found;
  const kept = await tokens.required(identity.value.clientId);
  if (!kept.ok) return kept;
  const { storageId } = kept.value;
  if (storageId === null) return ok(undefined);
  const listed = await files.list(identity.value, storageId, "", signal);
  return listed.ok ? ok(undefined) : listed;
};

/** A storage and the reference that names it in a sign-in. */
interface Named {
  readonly id: string;
  readonly ref: string;
}

/** The storage of before when the same person is expected, or one that a sign-in left unfinished. */
const formerStorage = async (
  { tokens }: DigimeAccountParts,
  { clientId }: DigimeIdentity,
  expectedId: string | null,
  spare: ReadonlyMap<string, string>,
): Promise<string | null> => {
  const kept = await tokens.current(clientId);
  const former = kept.ok && kept.value?.userId === expectedId ? kept.value.storageId : null;
  return former ?? spare.get(clientId) ?? null;
};

/** The storage that a sign-in is to tie to the person; a new one when there is none, or no longer. */
const storageFor = async (
  parts: DigimeAccountParts,
  identity: DigimeIdentity,
  expectedId: string | null,
  spare: Map<string, string>,
  signal: AbortSignal,
): Promise<Result<Named, Trouble>> => {
  const { context } = parts;
  const former = await formerStorage(parts, identity, expectedId, spare);
  if (former !== null) {
    const ref = await referToStorage(context, identity, former, signal);
    if (ref.ok) return ok({ id: former, ref: ref.value });
    if (!isStorageGone(ref.error)) return ref;
  }
  const made = await createStorage(context, identity, signal);
  if (!made.ok) return made;
  spare.set(identity.clientId, made.value);
  const ref = await referToStorage(context, identity, made.value, signal);
  return ref.ok ? ok({ id: made.value, ref: ref.value }) : ref;
};

const begin = async (
  parts: DigimeAccountParts,
  spare: Map<string, string>,
  redirectUri: string,
  expectedId: string | null,
  signal: AbortSignal,
): ReturnType<typeof beginSignIn> => {
  const { context, trust, tokens } = parts;
  const identity = await context.identity();
  if (!identity.ok) return identity;
  const storage = await storageFor(parts, identity.value, expectedId, spare, signal);
  if (!storage.ok) return storage;
  const signIn = await beginSignIn(
    { context, trust, tokens, identity: identity.value },
    { redirectUri, expectedId, storage: storage.value, linkToken: null },
    signal,
  );
  if (!signIn.ok) return signIn;
  return ok({
    url: signIn.value.url,
    finish: (redirect, finishSignal) => {
      // Once a browser came back, the storage may be somebody's.
      spare.delete(identity.value.clientId);
      return signIn.value.finish(redirect, finishSignal);
    },
  });
};

/** Makes the account. */
export const createDigimeAccount = (parts: DigimeAccountParts): Account => {
  const { context, tokens } = parts;
  const spare = new Map<string, string>();
  return {
    facts: () => readFacts(context, tokens, context.settings.contractId),
    begin: async (redirectUri, expectedId, signal) =>
      toAccount(context, "begin", await begin(parts, spare, redirectUri, expectedId, signal)),
    test: async (signal) => toAccount(context, "test", await test(parts, signal)),
    // No call that ends tokens is documented; DELETE user would erase the person's whole library (contract 7).
    disconnect: async () => toAccount(context, "disconnect", await tokens.forget()),
    subscribe: (listener) => tokens.subscribe(listener),
  };
};
