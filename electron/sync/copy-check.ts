/**
 * Reads every copy at a store back and compares it with this computer's: what is missing, another revision,
 * or damaged. On request it is mended, from whichever side is whole. Both sides are Store ports; opening is
 * the caller's, so that no key is known here.
 */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { StoreCheck } from "#contract/views.ts";
import type { Store, StoredObject, StoreError } from "#stores/store.port.ts";

/** What a check is made of. */
export interface CopyCheckParts {
  readonly local: Store;
  readonly remote: Store;
  /** Entries of this computer that should have a copy; those in the trash are not among them. */
  readonly wanted: ReadonlyMap<string, number>;
  /** Whether an object is an entry of this vault, whole. */
  readonly opens: (object: StoredObject) => boolean;
  /** Takes over objects into this computer's vault; answers the ids that were. */
  readonly adopt: (objects: readonly StoredObject[]) => readonly string[];
  /** Mends what is not equal, and takes over what is only at the store. */
  readonly repair: boolean;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
}

/** How one copy was found. */
export type CopyFinding = "equal" | "missing" | "different" | "damaged";

/** The figures, and what became of each entry that was looked at. */
export interface CopyCheckReport {
  readonly figures: Omit<StoreCheck, "store">;
  readonly findings: ReadonlyMap<string, CopyFinding>;
  /** Of these the ones written anew at the store, mended here, or taken over. */
  readonly mended: ReadonlySet<string>;
}

/** A check as it goes. */
interface Course {
  readonly findings: Map<string, CopyFinding>;
  readonly mended: Set<string>;
}

const batchLength = 200;

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

const isStopped = (signal: AbortSignal): boolean => signal.aborted;

type Side = ReadonlyMap<string, Result<StoredObject | null, StoreError>>;

const readSide = async (store: Store, ids: readonly string[], signal: AbortSignal): Promise<Side> =>
  new Map((await store.readMany(ids, signal)).map(({ id, result }) => [id, result]));

const objectOf = (side: Side, id: string): StoredObject | null => {
  const found = side.get(id);
  return found?.ok ? found.value : null;
};

const judge = (
  here: StoredObject | null,
  there: Result<StoredObject | null, StoreError> | undefined,
  opens: CopyCheckParts["opens"],
): CopyFinding => {
  if (there?.ok !== true) return "damaged";
  if (there.value === null) return "missing";
  if (here !== null && there.value.revision === here.revision && sameBytes(there.value.blob, here.blob))
    return "equal";
  if (!opens(there.value)) return "damaged";
  return there.value.revision === here?.revision ? "equal" : "different";
};

/** Codes that may speak of one object only; any other speaks of the store as a whole, and the check ends with it. */
const ofOneObject: readonly StoreError["code"][] = [
  "cipher.tampered",
  "cipher.newer-version",
  "store.bad-reply",
  "store.conflict",
  "store.refused",
];

/** A store that fails as a whole answers the same for each object of a batch. */
const wholeFailure = (side: Side): StoreError | null => {
  const failures = [...side.values()].flatMap((result) => (result.ok ? [] : [result.error]));
  const telling = failures.find(({ code }) => !ofOneObject.includes(code));
  if (telling !== undefined) return telling;
  const [first] = failures;
  const isSame = side.size > 1 && failures.length === side.size && failures.every((one) => one === first);
  return isSame && first !== undefined && !first.code.startsWith("cipher.") ? first : null;
};

/** Which side's object is to stand on both: the later of two that open, or the one that does; null for neither. */
const better = (
  ours: StoredObject | null,
  theirs: StoredObject | null,
  opens: CopyCheckParts["opens"],
): "ours" | "theirs" | null => {
  const good = [ours, theirs].map((object) => (object !== null && opens(object) ? object.revision : -1));
  const [here = -1, there = -1] = good;
  if (here < 0 && there < 0) return null;
  return there > here ? "theirs" : "ours";
};

/** Whether theirs is to stand here, or says something of its own beside ours. */
const isNews = (ours: StoredObject | null, theirs: StoredObject, opens: CopyCheckParts["opens"]): boolean =>
  better(ours, theirs, opens) === "theirs" || (ours?.revision !== theirs.revision && opens(theirs));

/** Puts the better one in the place of the other; the ids that were mended. What differs there is handed over first, so that a version that was made apart from ours is kept. */
const mend = async (
  { remote, opens, adopt, signal }: CopyCheckParts,
  findings: ReadonlyMap<string, CopyFinding>,
  here: Side,
  there: Side,
): Promise<readonly string[]> => {
  const unequal = [...findings].flatMap(([id, finding]) => (finding === "equal" ? [] : [id]));
  const sides = unequal.map((id) => ({ ours: objectOf(here, id), theirs: objectOf(there, id) }));
  const toRemote = sides.flatMap(({ ours, theirs }) =>
    better(ours, theirs, opens) === "ours" && ours !== null ? [ours] : [],
  );
  const toLocal = sides.flatMap(({ ours, theirs }) =>
    theirs !== null && isNews(ours, theirs, opens) ? [theirs] : [],
  );
  const adopted = adopt(toLocal);
  const written = toRemote.length === 0 ? [] : await remote.writeMany(toRemote, signal);
  return [...written.filter(({ result }) => result.ok).map(({ id }) => id), ...adopted];
};

/** Entries that only the store has: made on another computer, or lost on this one. Once taken over they are compared and mended. */
const takeOver = async (
  { remote, adopt, signal }: CopyCheckParts,
  ids: readonly string[],
  { findings, mended }: Course,
): Promise<Result<void, StoreError>> => {
  for (let at = 0; at < ids.length && !isStopped(signal); at += batchLength) {
    const there = await readSide(remote, ids.slice(at, at + batchLength), signal);
    const failed = wholeFailure(there);
    if (failed !== null) return { ok: false, error: failed };
    for (const id of adopt([...there.keys()].flatMap((one) => objectOf(there, one) ?? []))) {
      findings.set(id, "different");
      mended.add(id);
    }
  }
  return ok(undefined);
};

const countOf = (findings: ReadonlyMap<string, CopyFinding>, finding: CopyFinding): number =>
  [...findings.values()].filter((found) => found === finding).length;

/** A pair of which ours does not open is damaged here; an equal one on both sides, as the copy of a damaged row. */
const doubt = (
  finding: CopyFinding,
  here: StoredObject | null,
  opens: CopyCheckParts["opens"],
): CopyFinding => (finding !== "missing" && here !== null && !opens(here) ? "damaged" : finding);

const checkBatch = async (
  parts: CopyCheckParts,
  ids: readonly string[],
  course: Course,
): Promise<Result<void, StoreError>> => {
  const here = await readSide(parts.local, ids, parts.signal);
  const there = await readSide(parts.remote, ids, parts.signal);
  const failed = wholeFailure(there);
  if (failed !== null) return { ok: false, error: failed };
  const found = new Map(
    ids.map((id) => {
      const ours = objectOf(here, id);
      return [id, doubt(judge(ours, there.get(id), parts.opens), ours, parts.opens)];
    }),
  );
  for (const [id, finding] of found) course.findings.set(id, finding);
  if (parts.repair) for (const id of await mend(parts, found, here, there)) course.mended.add(id);
  return ok(undefined);
};

const checkAll = async (parts: CopyCheckParts, course: Course): Promise<Result<void, StoreError>> => {
  const ids = [...parts.wanted.keys()];
  for (let at = 0; at < ids.length; at += batchLength) {
    // The signal may be aborted while a batch is under way.
    if (isStopped(parts.signal)) break;
    const checked = await checkBatch(parts, ids.slice(at, at + batchLength), course);
    if (!checked.ok) return checked;
    parts.progress(Math.min(ids.length, at + batchLength), ids.length);
  }
  return ok(undefined);
};

/** What is at the store; nothing where its index is damaged or there is none, as the objects themselves can still be read. */
const listThere = async ({
  remote,
  signal,
}: CopyCheckParts): Promise<Result<readonly { readonly id: string }[], StoreError>> => {
  const listed = remote.list === undefined ? ok([]) : await remote.list(signal);
  return !listed.ok && listed.error.code === "cipher.tampered" ? ok([]) : listed;
};

const work = async (parts: CopyCheckParts, course: Course): Promise<Result<number, StoreError>> => {
  const listed = await listThere(parts);
  if (!listed.ok) return listed;
  const checked = await checkAll(parts, course);
  if (!checked.ok) return checked;
  const foreign = listed.value.filter(({ id }) => !parts.wanted.has(id)).map(({ id }) => id);
  const taken = parts.repair ? await takeOver(parts, foreign, course) : ok(undefined);
  return taken.ok ? ok(foreign.filter((id) => !course.findings.has(id)).length) : taken;
};

/** Checks all wanted entries. Ends early with what says that the whole store cannot be read, or task.cancelled. */
export const checkCopies = async (
  parts: CopyCheckParts,
): Promise<Result<CopyCheckReport, StoreError | AppError<"task.cancelled">>> => {
  const course: Course = { findings: new Map(), mended: new Set() };
  const { findings, mended } = course;
  const foreign = await work(parts, course);
  if (isStopped(parts.signal)) return fail("task.cancelled");
  if (!foreign.ok) return foreign;
  return ok({
    findings,
    mended,
    figures: {
      checked: findings.size,
      equal: countOf(findings, "equal"),
      missing: countOf(findings, "missing"),
      different: countOf(findings, "different"),
      damaged: countOf(findings, "damaged"),
      foreign: foreign.value,
      repaired: mended.size,
    },
  });
};
