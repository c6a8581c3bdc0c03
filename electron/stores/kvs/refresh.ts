/**
 * Reading the index: both root slots, then the pages that are not known yet. It notices roll-back,
 * keeps apart what another computer changed, and never writes.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { StoreError } from "#stores/store.port.ts";
import { uint64 } from "#vault/bytes.ts";
import { fromValues } from "./chunks.ts";
import { recordIn } from "./kvs-context.ts";
import type { KvsContext } from "./kvs-context.ts";
import { allRecords, decodePage, isSameRecord } from "./manifest.ts";
import type { Bucket, Manifest, ObjectRecord } from "./manifest.ts";
import { namesOfRun } from "./names.ts";
import type { PageRun } from "./names.ts";
import type { RecentChange, Remembered } from "./remembered.ts";
import { latestRoot, openSlot, rootValueCount, slots } from "./root-slots.ts";
import type { Root, SlotContent } from "./root-slots.ts";

const maxAttempts = 3;
/** Values of each slot asked for at once: enough for about 290 pages. */
const firstRootValues = 8;

type Marks = Remembered["marks"];

/** The id that a page is sealed for. */
export const pageId = (run: PageRun): Uint8Array => {
  const id = new Uint8Array(16);
  id[0] = run.bits;
  id.set(uint64(run.bucket), 8);
  return id;
};

/** The names of both slots' first values: asked for along with others, they tell whether anybody wrote. */
export const markNames = (context: KvsContext): readonly string[] =>
  slots.map((slot) => context.names.root(slot, 0));

/** The marks among values that were read. */
export const marksIn = (context: KvsContext, values: ReadonlyMap<string, string>): Marks => [
  values.get(context.names.root(0, 0)) ?? "",
  values.get(context.names.root(1, 0)) ?? "",
];

/** Whether nobody wrote a root since these marks were seen. */
export const isSameMarks = (a: Marks, b: Marks): boolean => a[0] === b[0] && a[1] === b[1];

interface SlotsRead {
  readonly marks: Marks;
  readonly contents: readonly SlotContent[];
}

const readSlots = async (
  context: KvsContext,
  signal: AbortSignal,
): Promise<Result<SlotsRead, StoreError>> => {
  const { names, requests, cipher } = context;
  const first = slots.flatMap((slot) => namesOfRun(firstRootValues, (chunk) => names.root(slot, chunk)));
  const head = await requests.read(first, signal);
  if (head.error !== null) return { ok: false, error: head.error };
  const marks = marksIn(context, head.values);
  const all = slots.map((slot) =>
    namesOfRun(rootValueCount(marks[slot]), (chunk) => names.root(slot, chunk)),
  );
  const missing = all.flatMap((run) => run.slice(firstRootValues));
  const rest = await requests.read(missing, signal);
  if (rest.error !== null) return { ok: false, error: rest.error };
  const contents = slots.map((slot) => {
    const values = all[slot]?.map((name) => head.values.get(name) ?? rest.values.get(name)) ?? [];
    return openSlot(cipher, slot, values.length === 0 ? [marks[slot]] : values);
  });
  return ok({ marks, contents });
};

/** The root to go by, or null on a service that holds none; what contradicts our memory is an error. */
const judge = (contents: readonly SlotContent[], known: Remembered): Result<Root | null, StoreError> => {
  const root = latestRoot(contents);
  const isNewer = contents.some(
    (content) => content.state === "newer" && (root === null || content.epoch === root.epoch + 1),
  );
  if (isNewer) return fail("cipher.newer-version");
  if ((root?.epoch ?? 0) < known.highestEpoch)
    return fail("store.rolled-back", { epoch: root?.epoch ?? 0, seen: known.highestEpoch });
  if (root === null && contents.some((content) => content.state === "foreign"))
    return fail("cipher.tampered");
  return ok(root);
};

const openPage = (context: KvsContext, run: PageRun, values: readonly (string | undefined)[]): Bucket => {
  const bytes = fromValues(values);
  const opened = bytes === null ? null : context.cipher.open("manifest-page", pageId(run), run.tag, bytes);
  return opened?.ok === true ? decodePage(opened.value) : null;
};

/** The buckets of a root that need no reading; null for the others. */
const knownBuckets = (root: Root, known: Manifest): readonly Bucket[] =>
  root.pages.map((page, bucket): Bucket => {
    if (page.chunks === 0) return new Map<string, ObjectRecord>();
    const isKnown = known.bits === root.bits && known.pages[bucket]?.tag === page.tag;
    return isKnown ? (known.buckets[bucket] ?? null) : null;
  });

/** The pages of a root, those known already without asking. */
const readPages = async (
  context: KvsContext,
  root: Root,
  known: Manifest,
  signal: AbortSignal,
): Promise<Result<readonly Bucket[], StoreError>> => {
  const kept = knownBuckets(root, known);
  const wanted = root.pages.map(({ tag, chunks }, bucket) => {
    const run: PageRun = { bits: root.bits, bucket, tag };
    const count = kept[bucket] === null ? chunks : 0;
    return { run, names: namesOfRun(count, (chunk) => context.names.page(run, chunk)) };
  });
  const answer = await context.requests.read(
    wanted.flatMap((page) => page.names),
    signal,
  );
  if (answer.error !== null) return { ok: false, error: answer.error };
  const open = (run: PageRun, names: readonly string[]): Bucket =>
    openPage(
      context,
      run,
      names.map((name) => answer.values.get(name)),
    );
  return ok(wanted.map(({ run, names }) => kept[run.bucket] ?? open(run, names)));
};

/** Ids that were listed and are no more; not those whose page merely does not open. */
const goneAfter = (
  context: KvsContext,
  known: Remembered,
  before: Iterable<string>,
  next: Manifest,
): readonly string[] => [
  ...[...known.unseen].filter((id) => typeof recordIn(context, next, id) !== "object"),
  ...[...before].filter((id) => recordIn(context, next, id) === undefined),
];

/** The ids that somebody else changed and the caller has not read since. */
const unseenAfter = (context: KvsContext, known: Remembered, next: Manifest): ReadonlySet<string> => {
  const before = allRecords(known.manifest);
  const own = new Map(known.recent.map((change) => [change.record.id, change.record]));
  const doubtful = new Map(known.doubtful.map((record) => [record.id, record]));
  const unseen = new Set(goneAfter(context, known, before.keys(), next));
  for (const [id, record] of allRecords(next)) {
    const wasSeen = isSameRecord(before.get(id), record) && !known.unseen.has(id);
    const isOwn = isSameRecord(own.get(id), record) || isSameRecord(doubtful.get(id), record);
    if (!wasSeen && !isOwn) unseen.add(id);
  }
  return unseen;
};

/** Keeps of the changes made here those that the new index shows, or shows from before. */
const recentAfter = (context: KvsContext, known: Remembered, next: Manifest): readonly RecentChange[] =>
  known.recent.filter((change) => {
    const current = recordIn(context, next, change.record.id);
    if (current === "damaged") return true;
    return [change.record, ...change.before].some((record) => isSameRecord(record ?? undefined, current));
  });

const adopt = (
  context: KvsContext,
  known: Remembered,
  root: Root,
  marks: Marks,
  buckets: readonly Bucket[],
): Remembered => {
  const manifest: Manifest = { epoch: root.epoch, bits: root.bits, pages: root.pages, buckets };
  const recent = recentAfter(context, known, manifest);
  const overwritten = known.recent.length - recent.length;
  if (overwritten > 0) context.log.warn("kvs.changes-overwritten", { count: overwritten });
  return {
    highestEpoch: root.epoch,
    slot: root.slot,
    marks,
    manifest,
    unseen: unseenAfter(context, known, manifest),
    recent,
    garbage: known.garbage,
    isUncertain: false,
    doubtful: [],
  };
};

/** Whether the marks are still those that were seen; a failure to ask is the request's. */
const areMarks = async (
  context: KvsContext,
  marks: Marks,
  signal: AbortSignal,
): Promise<Result<boolean, StoreError>> => {
  const answer = await context.requests.read(markNames(context), signal);
  if (answer.error !== null) return { ok: false, error: answer.error };
  return ok(isSameMarks(marks, marksIn(context, answer.values)));
};

/**
 * Looks only at which slot holds the latest root that opens, without judging it: what comes next
 * replaces everything and must leave that root in place until then.
 */
export const findSlot = async (
  context: KvsContext,
  signal: AbortSignal,
): Promise<Result<void, StoreError>> => {
  const read = await readSlots(context, signal);
  if (!read.ok) return read;
  const slot = latestRoot(read.value.contents)?.slot ?? null;
  context.remember({ ...context.known(), marks: read.value.marks, slot, isUncertain: true });
  return ok(undefined);
};

/**
 * Reads what the service holds now and remembers it. store.rolled-back when it is older than what was
 * seen before, cipher.newer-version, cipher.tampered when neither slot opens, and failures of requests.
 * Pages that do not open leave their bucket null.
 */
export const refresh = async (
  context: KvsContext,
  signal: AbortSignal,
): Promise<Result<void, StoreError>> => {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const known = context.known();
    const read = await readSlots(context, signal);
    if (!read.ok) return read;
    const { marks, contents } = read.value;
    const root = judge(contents, known);
    if (!root.ok) return root;
    if (root.value === null) {
      context.remember({ ...known, marks, isUncertain: false, doubtful: [] });
      return ok(undefined);
    }
    const pages = await readPages(context, root.value, known.manifest, signal);
    if (!pages.ok) return pages;
    // A page may be missing because another computer replaced it while we were reading.
    const isStill = pages.value.includes(null) ? await areMarks(context, marks, signal) : ok(true);
    if (!isStill.ok) return isStill;
    if (!isStill.value) continue;
    context.remember(adopt(context, known, root.value, marks, pages.value));
    return ok(undefined);
  }
  return fail("store.conflict");
};
