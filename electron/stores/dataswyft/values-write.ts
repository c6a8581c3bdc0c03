/**
 * Writing values: bytes of large ones first, then the records, then a look at what is there, and only what
 * is seen there is acknowledged. What the new records replaced is removed last.
 */
import { fail } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { NamedValue } from "#stores/named/named-values.port.ts";
import type { StoreError } from "#stores/store.port.ts";
import { eachInLanes } from "#stores/lanes.ts";
import { bodyLimits, idLimits, inBatches } from "./batches.ts";
import type { DataRecord } from "./data-record.ts";
import { badReply } from "./error-table.ts";
import type { PdaFailure } from "./error-table.ts";
import { recordsOf } from "./record-index.ts";
import type { IndexedRecord } from "./record-index.ts";
import { abandonFiles, removeOrphans, sweepName, uploadValue } from "./value-files.ts";
import { ensureIndex, failAll, isFew, listRecords, sideBySide } from "./values-context.ts";
import type { Outcomes, ValuesContext } from "./values-context.ts";
import { holds, inlineContent, newNonce, readVaultRecord, toVaultData } from "./vault-record.ts";
import type { RecordContent, VaultData, VaultRecord } from "./vault-record.ts";

/** A value on its way. */
interface Prepared {
  readonly name: string;
  readonly content: RecordContent;
}

/** A record that the service says it has. */
interface Sent extends Prepared {
  readonly data: VaultData;
  readonly recordId: string;
  /** Records of the name that this one replaced. */
  readonly replaced: readonly IndexedRecord[];
}

/** One write call under way. */
interface Write {
  readonly context: ValuesContext;
  readonly outcomes: Outcomes<void>;
  readonly signal: AbortSignal;
}

interface Outgoing extends Prepared {
  readonly data: VaultData;
  readonly recordId: string | null;
}

const fileIdOf = (content: RecordContent): string | null => (content.kind === "file" ? content.fileId : null);

const prepare = async (
  { context, outcomes, signal }: Write,
  values: readonly NamedValue[],
): Promise<readonly Prepared[]> => {
  const prepared: Prepared[] = [];
  for (const { name, bytes } of values) {
    const isFile = bytes.length > context.fileFromBytes();
    const content = isFile ? await uploadValue(context, name, bytes, signal) : ok(inlineContent(bytes));
    if (content.ok) prepared.push({ name, content: content.value });
    else outcomes.set(name, content);
  }
  return prepared;
};

const outgoing = (context: ValuesContext, { name, content }: Prepared): Outgoing => ({
  name,
  content,
  data: toVaultData(name, newNonce(context.random), context.clock.now(), content),
  recordId: context.index.entry(name)?.winner.recordId ?? null,
});

/** Whether nothing is known of what became of the request. */
const isUnknown = ({ kind }: PdaFailure): boolean =>
  kind === "lost" || kind === "away" || kind === "bad-reply" || kind === "cancelled";

/** A record of ours refused for certain leaves its file unused. */
const refuse = ({ context, outcomes }: Write, batch: readonly Outgoing[], failure: PdaFailure): void => {
  if (isUnknown(failure)) context.index.doubt();
  for (const { name, content } of batch) {
    const fileId = fileIdOf(content);
    if (fileId !== null && !isUnknown(failure)) context.orphans.add(fileId);
    outcomes.set(name, err(failure.error));
  }
};

/** The echo must hold the very value; what does is known from now on. */
const accept = (
  { context, outcomes }: Write,
  batch: readonly Outgoing[],
  echo: readonly DataRecord[],
): readonly Sent[] => {
  const records = echo.map(readVaultRecord).filter((record) => record !== null);
  const sent: Sent[] = [];
  for (const one of batch) {
    const record = records.find((found) => holds(found, one.data));
    if (record === undefined || (one.recordId !== null && one.recordId !== record.recordId)) {
      context.index.doubt();
      outcomes.set(one.name, err(badReply("echo").error));
      continue;
    }
    const before = context.index.entry(one.name);
    const winner = { recordId: record.recordId, fileId: fileIdOf(one.content) };
    const losers = before?.losers ?? [];
    const isListed = before?.isListed ?? false;
    context.index.set(one.name, { winner, losers, isListed });
    sent.push({ ...one, recordId: record.recordId, replaced: recordsOf(before) });
  }
  return sent;
};

const sendBatch = (
  { context, signal }: Write,
  batch: readonly Outgoing[],
): Promise<Result<readonly DataRecord[], PdaFailure>> => {
  const changes = batch.flatMap(({ recordId, data }) => (recordId === null ? [] : [{ recordId, data }]));
  return changes.length > 0
    ? context.data.update(changes, signal)
    : context.data.create(
        batch.map(({ data }) => data),
        signal,
      );
};

/** Sends all; `again` are those whose records were not as known. */
const send = async (
  write: Write,
  prepared: readonly Prepared[],
  isLast: boolean,
): Promise<{ readonly sent: readonly Sent[]; readonly again: readonly Prepared[] }> => {
  const sent: Sent[] = [];
  const again: Prepared[] = [];
  const all = prepared.map((one) => outgoing(write.context, one));
  const groups = [all.filter(({ recordId }) => recordId === null), all.filter(({ recordId }) => recordId)];
  const size = ({ data }: Outgoing): number => JSON.stringify(data).length + 200;
  for (const batch of groups.flatMap((group) => inBatches(group, bodyLimits, size))) {
    const answer = await sendBatch(write, batch);
    if (answer.ok) sent.push(...accept(write, batch, answer.value));
    else if (!isLast && ["duplicate", "missing"].includes(answer.error.kind)) again.push(...batch);
    else refuse(write, batch, answer.error);
  }
  return { sent, again };
};

const sendTwice = async (write: Write, prepared: readonly Prepared[]): Promise<readonly Sent[]> => {
  const { context, outcomes, signal } = write;
  const first = await send(write, prepared, false);
  if (first.again.length === 0) return first.sent;
  const sure = await listRecords(context, signal);
  if (!sure.ok) {
    context.index.doubt();
    failAll(
      outcomes,
      first.again.map(({ name }) => name),
      sure.error.error,
    );
    return first.sent;
  }
  const second = await send(write, first.again, true);
  return [...first.sent, ...second.sent];
};

/** A file that its record names must still be whole: another program may have taken it for torn. */
const fileStands = async ({ context, signal }: Write, content: RecordContent): Promise<PdaFailure | null> => {
  if (content.kind === "inline") return null;
  const facts = await context.files.facts(content.fileId, signal);
  if (!facts.ok) return facts.error;
  return facts.value?.state === "Completed" && facts.value.size === content.size
    ? null
    : badReply("file-gone");
};

const judge = async (
  write: Write,
  one: Sent,
  found: Result<VaultRecord | null, PdaFailure>,
): Promise<Result<void, StoreError>> => {
  if (!found.ok) return err(found.error.error);
  if (found.value === null || !holds(found.value, one.data)) {
    write.context.index.doubt();
    return fail("store.conflict");
  }
  const failure = await fileStands(write, one.content);
  return failure === null ? ok(undefined) : err(failure.error);
};

/** Reads back what was sent; returns what is seen there. */
const confirm = async (write: Write, sent: readonly Sent[]): Promise<readonly Sent[]> => {
  const { context, outcomes, signal } = write;
  const listed = isFew(sent.length, context) ? null : await listRecords(context, signal);
  const look = async ({ name, recordId }: Sent): Promise<Result<VaultRecord | null, PdaFailure>> => {
    if (listed !== null) return listed.ok ? ok(listed.value.get(name) ?? null) : listed;
    const read = await context.data.read(recordId, signal);
    return read.ok ? ok(read.value === null ? null : readVaultRecord(read.value)) : read;
  };
  await eachInLanes(sent, sideBySide, async (one) => {
    outcomes.set(one.name, await judge(write, one, await look(one)));
  });
  return sent.filter(({ name }) => outcomes.get(name)?.ok === true);
};

/** Removes older records of the same names. What cannot be removed now is removed with a later write. */
const removeLosers = async ({ context, signal }: Write, confirmed: readonly Sent[]): Promise<void> => {
  const { index } = context;
  const losers = confirmed.flatMap(({ name }) => index.entry(name)?.losers ?? []);
  for (const batch of inBatches(losers, idLimits)) {
    const ids = batch.map(({ recordId }) => recordId);
    const removed = await context.data.remove(ids, signal);
    if (!removed.ok) return;
  }
  for (const { name } of confirmed) {
    const entry = index.entry(name);
    if (entry !== undefined) index.set(name, { ...entry, losers: [] });
  }
};

const tidy = async (write: Write, confirmed: readonly Sent[]): Promise<void> => {
  const { context, signal } = write;
  await removeLosers(write, confirmed);
  for (const { name, content, replaced } of confirmed) {
    abandonFiles(context, replaced, fileIdOf(content));
    if (content.kind === "file" && !signal.aborted) await sweepName(context, name, signal);
  }
  await removeOrphans(context, signal);
};

/** Writes values of admitted names and lengths, each name once. */
export const writeValues = async (
  context: ValuesContext,
  values: readonly NamedValue[],
  signal: AbortSignal,
): Promise<Outcomes<void>> => {
  const write: Write = { context, outcomes: new Map(), signal };
  const names = values.map(({ name }) => name);
  const sure = await ensureIndex(context, { names, isWhole: false }, signal);
  if (!sure.ok) {
    failAll(write.outcomes, names, sure.error.error);
    return write.outcomes;
  }
  const prepared = await prepare(write, values);
  const sent = await sendTwice(write, prepared);
  await tidy(write, await confirm(write, sent));
  return write.outcomes;
};
