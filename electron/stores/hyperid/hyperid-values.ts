/**
 * The NamedValues port over HyperID's by-user-id space: keys `tapvault/<name>`, values as base64 and always
 * private. A write is acknowledged only after it was read back. Seen by the service: names, lengths, times.
 */
import { fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { ListedName, NamedOutcomes, NamedValue, NamedValues } from "#stores/named/named-values.port.ts";
import type { StoreError } from "#stores/store.port.ts";
import { bytesWithin, fromBase64, toBase64 } from "#stores/base64.ts";
import type { BatchSize, Brake } from "./batches.ts";
import { atOnce, createBrake, inBatches } from "./batches.ts";
import { eachInLanes } from "#stores/lanes.ts";
import type { UserData } from "./user-data-verbs.ts";
import { byUserId } from "./user-data-verbs.ts";

/** No limit is published (contract 5); these are settings. */
export interface HyperidLimits {
  /** Characters of a value's text; bytes are three quarters of it. */
  readonly maxValueBytes: number;
  readonly keysPerRequest: number;
}

/** What the values are made of. */
export interface HyperidValuesParts {
  readonly data: UserData;
  readonly limits: HyperidLimits;
  readonly log: Log;
}

const folder = "tapvault/";
/** Advised where nothing is published (contract 5). */
const maxKeyLength = 128;
const nameAlphabet = /^[0-9a-z./-]+$/;
/** So much of an answer is asked for at once; an answer beyond it is asked for in smaller parts. */
const answerBytes = 2 * 1024 * 1024;
const overheadBytes = 1_024;

interface Context extends HyperidValuesParts {
  readonly maxNameBytes: number;
  readonly maxBytes: number;
  /** For get and delete apart: the limits that a service has are its verbs' own. */
  readonly getSize: BatchSize;
  readonly removeSize: BatchSize;
}

type Outcomes<T> = Map<string, Result<T, StoreError>>;

const keyOf = (name: string): string => `${folder}${name}`;

/** Why a name cannot be sent; null when it can. */
const nameError = (context: Context, name: string): StoreError | null => {
  if (name.length > context.maxNameBytes)
    return fail("store.name-too-long", { limit: context.maxNameBytes }).error;
  return nameAlphabet.test(name) ? null : fail("store.refused", { because: "name" }).error;
};

/** The texts of names, null for what is not there. Outcomes are by name. */
const readTexts = async (
  context: Context,
  names: readonly string[],
  brake: Brake,
  signal: AbortSignal,
): Promise<Outcomes<string | null>> => {
  const outcomes = await inBatches<ReadonlyMap<string, string>, string | null>(names, {
    size: context.getSize,
    brake,
    send: (batch) => context.data.get(byUserId, batch.map(keyOf), signal, answerBytes * 2),
    pick: (values, name) => ok(values.get(keyOf(name)) ?? null),
  });
  return outcomes;
};

const bytesOf = (text: string | null): Result<Uint8Array | null, StoreError> => {
  if (text === null) return ok(null);
  const bytes = fromBase64(text);
  // Another program wrote it: this is no value of ours, and not an answer that could be better next time.
  return bytes === null ? fail("cipher.tampered", { because: "encoding" }) : ok(bytes);
};

/** Splits off what cannot be sent, with its outcome. */
const sendable = <T>(context: Context, names: readonly string[], outcomes: Outcomes<T>): readonly string[] =>
  names.filter((name) => {
    const error = nameError(context, name);
    if (error !== null) outcomes.set(name, err(error));
    return error === null;
  });

const read = async (
  context: Context,
  names: readonly string[],
  signal: AbortSignal,
): Promise<NamedOutcomes<Uint8Array | null>> => {
  const outcomes: Outcomes<Uint8Array | null> = new Map();
  const known = sendable(context, names, outcomes);
  const texts = await readTexts(context, known, createBrake(signal), signal);
  for (const [name, text] of texts) outcomes.set(name, text.ok ? bytesOf(text.value) : text);
  return outcomes;
};

/** What was read back is what was sent; a different value is another program's, a missing one the service's fault. */
const compared = (sent: string, back: Result<string | null, StoreError>): Result<void, StoreError> => {
  if (!back.ok) return back;
  if (back.value === sent) return ok(undefined);
  return back.value === null ? fail("store.bad-reply", { because: "not-kept" }) : fail("store.conflict");
};

const write = async (
  context: Context,
  values: readonly NamedValue[],
  signal: AbortSignal,
): Promise<NamedOutcomes<void>> => {
  const outcomes: Outcomes<void> = new Map();
  const brake = createBrake(signal);
  const texts = new Map<string, string>();
  const known = new Set(
    sendable(
      context,
      values.map(({ name }) => name),
      outcomes,
    ),
  );
  for (const { name, bytes } of values) {
    if (!known.has(name)) continue;
    if (bytes.length <= context.maxBytes) texts.set(name, toBase64(bytes));
    else outcomes.set(name, fail("store.value-too-long", { limit: context.maxBytes }));
  }
  const written: string[] = [];
  await eachInLanes([...texts], atOnce, async ([name, text]) => {
    const stopped = brake.reason();
    if (stopped !== null) return void outcomes.set(name, err(stopped));
    const set = await context.data.set(byUserId, keyOf(name), text, signal);
    if (set.ok) return void written.push(name);
    brake.note(set.error.error);
    outcomes.set(name, err(set.error.error));
  });
  const back = await readTexts(context, written, createBrake(signal), signal);
  for (const [name, text] of back) outcomes.set(name, compared(texts.get(name) ?? "", text));
  return outcomes;
};

/** Names that the service did not say it removed: gone all the same when they cannot be read any more. */
const confirmGone = async (
  context: Context,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Outcomes<void>> => {
  const texts = await readTexts(context, names, createBrake(signal), signal);
  const outcomes: Outcomes<void> = new Map();
  for (const [name, text] of texts) {
    const isGone = text.ok && text.value === null;
    const stays = text.ok ? fail("store.refused", { because: "not-removed" }) : text;
    outcomes.set(name, isGone ? ok(undefined) : stays);
  }
  return outcomes;
};

const remove = async (
  context: Context,
  names: readonly string[],
  signal: AbortSignal,
): Promise<NamedOutcomes<void>> => {
  const outcomes: Outcomes<void> = new Map();
  const removed = await inBatches<ReadonlySet<string>, boolean>(sendable(context, names, outcomes), {
    size: context.removeSize,
    brake: createBrake(signal),
    send: (batch) => context.data.remove(byUserId, batch.map(keyOf), signal),
    pick: (gone, name) => ok(gone.has(keyOf(name))),
  });
  const unsure: string[] = [];
  for (const [name, told] of removed) {
    if (told.ok && !told.value) unsure.push(name);
    else outcomes.set(name, told.ok ? ok(undefined) : told);
  }
  for (const [name, gone] of await confirmGone(context, unsure, signal)) outcomes.set(name, gone);
  return outcomes;
};

const list = async (
  { data, log }: Context,
  prefix: string,
  signal: AbortSignal,
): Promise<Result<readonly ListedName[], StoreError>> => {
  const keys = await data.list(byUserId, signal);
  if (!keys.ok) return err(keys.error.error);
  const ours = (all: readonly string[]): readonly string[] =>
    all.flatMap((key) => (key.startsWith(keyOf(prefix)) ? [key.slice(folder.length)] : []));
  const published = ours(keys.value.public);
  // We never publish: the value is still sealed, but somebody else has written it there.
  if (published.length > 0) log.warn("hyperid", { code: "keys-public", count: published.length });
  const names = new Set([...ours(keys.value.private), ...published]);
  return ok([...names].filter((name) => nameAlphabet.test(name)).map((name) => ({ name })));
};

/** Makes the port. It sends nothing until it is called. */
export const createHyperidValues = (parts: HyperidValuesParts): NamedValues => {
  const { maxValueBytes, keysPerRequest } = parts.limits;
  const fitting = Math.floor(answerBytes / (maxValueBytes + overheadBytes));
  const context: Context = {
    ...parts,
    maxNameBytes: maxKeyLength - folder.length,
    maxBytes: bytesWithin(maxValueBytes),
    getSize: { keys: Math.max(1, Math.min(keysPerRequest, fitting)) },
    removeSize: { keys: Math.max(1, keysPerRequest) },
  };
  return {
    limits: {
      maxNameBytes: context.maxNameBytes,
      maxValueBytes: context.maxBytes,
      batch: Math.max(1, keysPerRequest),
    },
    list: (prefix, signal) => list(context, prefix, signal),
    read: (names, signal) => read(context, names, signal),
    write: (values, signal) => write(context, values, signal),
    remove: (names, signal) => remove(context, names, signal),
  };
};
