/**
 * Named values over a person's storage at digi.me. The service's layout protects no body against change,
 * so each carries a hash inside; a value counts as written when it came back equal.
 */
import { appError, fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { NamedOutcomes, NamedValue, NamedValues } from "#stores/named/named-values.port.ts";
import type { StoreError } from "#stores/store.port.ts";
import { concat, utf8 } from "#vault/bytes.ts";
import type { DigimeContext } from "./digime-context.ts";
import { toStore } from "./digime-context.ts";
import type { Trouble } from "./digime-errors.ts";
import type { DigimeFiles } from "./digime-files.ts";
import { maxFileBytes } from "./digime-files.ts";
import type { DigimeIdentity } from "./digime-settings.ts";
import type { DigimeTokens } from "./digime-tokens.ts";

/** What the values are made of. */
export interface DigimeValuesParts {
  readonly context: DigimeContext;
  readonly tokens: DigimeTokens;
  readonly files: DigimeFiles;
}

const hashBytes = 32;
const maxNameBytes = 200;
const namePattern = /^[0-9a-z.-]+(?:\/[0-9a-z.-]+)*$/;

/** Our own folder of one person. */
interface Place {
  readonly identity: DigimeIdentity;
  readonly storageId: string;
}

/** Steps of dots would be followed by the address itself, out of our folder. */
const nameError = (name: string): StoreError | null => {
  if (utf8(name).length > maxNameBytes) return appError("store.name-too-long", { limit: maxNameBytes });
  const isUsable = namePattern.test(name) && !name.split("/").some((step) => step === "." || step === "..");
  return isUsable ? null : appError("store.refused", { reason: "name" });
};

const valueError = ({ name, bytes }: NamedValue): StoreError | null =>
  nameError(name) ??
  (bytes.length > maxFileBytes - hashBytes
    ? appError("store.value-too-long", { limit: maxFileBytes - hashBytes })
    : null);

const place = async ({ context, tokens }: DigimeValuesParts): Promise<Result<Place, Trouble>> => {
  const identity = await context.identity();
  if (!identity.ok) return identity;
  // File calls need the storage's id only, so they go on when the person's tokens have ended.
  const kept = await tokens.required(identity.value.clientId);
  if (!kept.ok) return kept;
  const { storageId } = kept.value;
  if (storageId === null) return err({ kind: "local", error: appError("store.not-connected") });
  return ok({ identity: identity.value, storageId });
};

const seal = ({ context }: DigimeValuesParts, { key }: DigimeIdentity, bytes: Uint8Array): Uint8Array =>
  key.seal(concat(context.crypto.sha256(bytes), bytes));

const open = (
  { context: { crypto } }: DigimeValuesParts,
  { key }: DigimeIdentity,
  body: Uint8Array,
): Uint8Array | null => {
  const plaintext = key.open(body);
  if (plaintext === null || plaintext.length < hashBytes) return null;
  const bytes = plaintext.slice(hashBytes);
  return crypto.equal(crypto.sha256(bytes), plaintext.subarray(0, hashBytes)) ? bytes : null;
};

const readOne = async (
  parts: DigimeValuesParts,
  { identity, storageId }: Place,
  name: string,
  signal: AbortSignal,
): Promise<Result<Uint8Array | null, StoreError>> => {
  const found = toStore(parts.context, "read", await parts.files.download(identity, storageId, name, signal));
  if (!found.ok || found.value === null) return found;
  const bytes = open(parts, identity, found.value);
  return bytes === null ? fail("cipher.tampered") : ok(bytes);
};

const writeOne = async (
  parts: DigimeValuesParts,
  { identity, storageId }: Place,
  { name, bytes }: NamedValue,
  signal: AbortSignal,
): Promise<Result<void, StoreError>> => {
  const body = seal(parts, identity, bytes);
  const { context, files } = parts;
  const sent = toStore(context, "write", await files.upload(identity, storageId, name, body, signal));
  if (!sent.ok) return sent;
  const back = toStore(context, "read-back", await files.download(identity, storageId, name, signal));
  if (!back.ok) return back;
  return back.value !== null && context.crypto.equal(back.value, body)
    ? ok(undefined)
    : fail("store.bad-reply", { reason: "not-as-written" });
};

const removeOne = async (
  { context, files }: DigimeValuesParts,
  { identity, storageId }: Place,
  name: string,
  signal: AbortSignal,
): Promise<Result<void, StoreError>> =>
  toStore(context, "remove", await files.remove(identity, storageId, name, signal));

/** Does one thing with each item, those that cannot be done left out; every name gets its outcome. */
const each = async <I, T>(
  parts: DigimeValuesParts,
  items: ReadonlyMap<string, I>,
  errorOf: (name: string, item: I) => StoreError | null,
  action: (place: Place, name: string, item: I) => Promise<Result<T, StoreError>>,
): Promise<NamedOutcomes<T>> => {
  const at = toStore(parts.context, "storage", await place(parts));
  const outcomes = [...items].map(async ([name, item]): Promise<readonly [string, Result<T, StoreError>]> => {
    const refused = errorOf(name, item);
    if (refused !== null) return [name, err(refused)];
    return [name, at.ok ? await action(at.value, name, item) : at];
  });
  return new Map(await Promise.all(outcomes));
};

const byName = (names: readonly string[]): ReadonlyMap<string, null> =>
  new Map(names.map((name) => [name, null]));

/** Folders are listed, not beginnings of names: the folder that a prefix names, or all. */
const folderOf = (prefix: string): string => prefix.slice(0, prefix.lastIndexOf("/") + 1);

/** Makes the values. */
export const createDigimeValues = (parts: DigimeValuesParts): NamedValues => ({
  limits: { maxNameBytes, maxValueBytes: maxFileBytes - hashBytes, batch: 100 },
  list: async (prefix, signal) => {
    const at = toStore(parts.context, "storage", await place(parts));
    if (!at.ok) return at;
    const { identity, storageId } = at.value;
    const listed = await parts.files.list(identity, storageId, folderOf(prefix), signal);
    const paths = toStore(parts.context, "list", listed);
    if (!paths.ok) return paths;
    const names = new Set(paths.value.filter((name) => name.startsWith(prefix)));
    return ok([...names].map((name) => ({ name })));
  },
  read: (names, signal) =>
    each(parts, byName(names), nameError, (at, name) => readOne(parts, at, name, signal)),
  write: (values, signal) =>
    each(
      parts,
      new Map(values.map((value) => [value.name, value])),
      (_, value) => valueError(value),
      (at, _, value) => writeOne(parts, at, value, signal),
    ),
  remove: (names, signal) =>
    each(parts, byName(names), nameError, (at, name) => removeOne(parts, at, name, signal)),
});
