/**
 * Writes and deletions of objects. The order is what makes it safe: new names first, then a second look
 * at what is there, and only then are the former names removed.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { StoredObject, StoreError } from "#stores/store.port.ts";
import { toHex } from "#vault/bytes.ts";
import type { Holding, Holdings } from "./holdings.ts";
import { noHolding } from "./holdings.ts";
import type { NamedContext } from "./named-context.ts";
import type { NamedValue } from "./named-values.port.ts";
import { nameOfPart, writingOf } from "./part-names.ts";
import { inBatches } from "./read-held.ts";

/** What is to become of one object; null deletes it. */
export interface ObjectChange {
  readonly id: string;
  readonly object: StoredObject | null;
}

type Outcome = Result<void, StoreError>;

/** A change that may be made, with its values under their new names. */
interface Planned {
  readonly id: string;
  readonly revision: number;
  readonly writing: string;
  readonly values: readonly NamedValue[];
}

/** The one byte of a mark of deletion: some services do not keep empty values. */
const deletionMark = Uint8Array.of(0);

const maxObjectBytes = 64 * 1024 * 1024;

const isKnown = ({ seen, knows }: NamedContext, id: string, revision: number): boolean =>
  seen.get(id) === revision || knows(id, revision);

const partsOf = (blob: Uint8Array, size: number): readonly Uint8Array[] => {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < blob.length; at += size) parts.push(blob.subarray(at, at + size));
  return parts.length === 0 ? [blob] : parts;
};

const newWriting = ({ now, random }: NamedContext, holding: Holding): string => {
  const writing = writingOf(now(), toHex(random(5)));
  const former = holding.current?.writing ?? "";
  // A clock that was set back must not make the new writing the older one.
  return writing > former
    ? writing
    : writingOf(Number.parseInt(former.slice(0, 11), 16) + 1, toHex(random(5)));
};

const plan = (
  context: NamedContext,
  holding: Holding,
  id: string,
  revision: number,
  blob: Uint8Array | null,
): Planned => {
  const { folder, values } = context;
  const writing = newWriting(context, holding);
  const pieces = blob === null ? [deletionMark] : partsOf(blob, values.limits.maxValueBytes);
  const parts = blob === null ? 0 : pieces.length;
  return {
    id,
    revision,
    writing,
    values: pieces.map((bytes, part) => ({
      name: nameOfPart(folder, { id, revision, writing, part, parts }),
      bytes,
    })),
  };
};

const refuseDeletion = (context: NamedContext, id: string, present: number): Outcome =>
  isKnown(context, id, present) ? ok(undefined) : fail("store.conflict", { present });

const refuseWrite = (context: NamedContext, present: number | undefined, object: StoredObject): Outcome => {
  const { id, revision, blob } = object;
  if (blob.length > maxObjectBytes) return fail("store.value-too-long", { bytes: blob.length });
  if (present === undefined || revision === present) return ok(undefined);
  const mayReplace = revision > present && isKnown(context, id, present);
  return mayReplace ? ok(undefined) : fail("store.conflict", { present });
};

/** The plan of a change, or at once what becomes of it. */
const consider = (
  context: NamedContext,
  holding: Holding,
  { id, object }: ObjectChange,
): Planned | Outcome => {
  const { current } = holding;
  if (object === null) {
    if (current === null || current.parts === 0) return ok(undefined);
    const refused = refuseDeletion(context, id, current.revision);
    return refused.ok ? plan(context, holding, id, current.revision, null) : refused;
  }
  const refused = refuseWrite(context, current?.revision, object);
  return refused.ok ? plan(context, holding, id, object.revision, object.blob) : refused;
};

const isPlanned = (one: Planned | Outcome): one is Planned => "writing" in one;

const writeAll = async (
  { values }: NamedContext,
  planned: readonly Planned[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Outcome>> => {
  const parts = planned.flatMap((one) => one.values);
  const written = await inBatches(values, parts, signal, (batch) => values.write(batch, signal));
  return new Map(
    planned.map((one) => {
      const outcomes = one.values.map(({ name }): Outcome => written.get(name) ?? fail("scan.cancelled"));
      return [one.id, outcomes.find((outcome) => !outcome.ok) ?? ok(undefined)];
    }),
  );
};

/** Whole writings that came between the two looks, of revisions that this computer does not know. */
const cameBetween = (context: NamedContext, before: Holding, after: Holding, one: Planned): boolean => {
  const former = new Set([before.current, ...before.others].map((writing) => writing?.writing));
  return after.others.some(
    ({ writing, revision }) =>
      !former.has(writing) && revision !== one.revision && !isKnown(context, one.id, revision),
  );
};

/** What stands there after all parts were written: ours as the writing that counts, or somebody else's. */
const settle = (context: NamedContext, before: Holding, after: Holding, one: Planned): Outcome => {
  if (after.current?.writing === one.writing) {
    // Somebody wrote an earlier revision meanwhile: ours would hide it unseen, so ours goes again.
    if (cameBetween(context, before, after, one)) return fail("store.conflict", { hidden: true });
    context.seen.set(one.id, one.revision);
    return ok(undefined);
  }
  // What counted before and still does means that ours is not there whole.
  if (after.current === null || after.current.writing === before.current?.writing)
    return fail("store.bad-reply");
  return fail("store.conflict", { present: after.current.revision });
};

const removeNames = async (
  context: NamedContext,
  names: readonly string[],
  signal: AbortSignal,
): Promise<void> => {
  if (names.length === 0 || signal.aborted) return;
  const removed = await inBatches(context.values, names, signal, (batch) =>
    context.values.remove(batch, signal),
  );
  const left = [...removed.values()].filter((outcome) => !outcome.ok).length;
  if (left > 0) context.log.warn("store.names-left", { store: context.id, count: left });
};

/** What the new writings replaced. What cannot be removed now is removed with the next change. */
const replacedNames = (before: Holdings, done: readonly Planned[]): readonly string[] =>
  done.flatMap(({ id }) => {
    const { current, rest } = before.objects.get(id) ?? noHolding;
    return [...(current?.names ?? []), ...rest];
  });

const namesOf = (planned: readonly Planned[]): readonly string[] =>
  planned.flatMap(({ values }) => values.map(({ name }) => name));

/** Writes what may be written and settles each against a second look. */
const carryOut = async (
  context: NamedContext,
  before: Holdings,
  planned: readonly Planned[],
  lookAgain: () => Promise<Result<Holdings, StoreError>>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Outcome>> => {
  const outcomes = new Map(await writeAll(context, planned, signal));
  const written = planned.filter(({ id }) => outcomes.get(id)?.ok === true);
  if (written.length === 0) return outcomes;
  const after = await lookAgain();
  for (const one of written) {
    const was = before.objects.get(one.id) ?? noHolding;
    const outcome = after.ok
      ? settle(context, was, after.value.objects.get(one.id) ?? noHolding, one)
      : after;
    outcomes.set(one.id, outcome);
  }
  const isHidden = ({ id }: Planned): boolean => {
    const outcome = outcomes.get(id);
    return outcome?.ok === false && outcome.error.detail?.["hidden"] === true;
  };
  await removeNames(context, namesOf(written.filter(isHidden)), signal);
  const done = written.filter(({ id }) => outcomes.get(id)?.ok === true);
  await removeNames(context, replacedNames(before, done), signal);
  return outcomes;
};

/** Makes the changes on top of what was found. One outcome for each. */
export const changeObjects = async (
  context: NamedContext,
  before: Holdings,
  changes: readonly ObjectChange[],
  lookAgain: () => Promise<Result<Holdings, StoreError>>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Outcome>> => {
  const outcomes = new Map<string, Outcome>();
  const planned: Planned[] = [];
  for (const change of changes) {
    const considered = consider(context, before.objects.get(change.id) ?? noHolding, change);
    if (isPlanned(considered)) planned.push(considered);
    else outcomes.set(change.id, considered);
  }
  if (planned.length === 0) return outcomes;
  return new Map([...outcomes, ...(await carryOut(context, before, planned, lookAgain, signal))]);
};
