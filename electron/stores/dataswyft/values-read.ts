/** Reading values: single records by id where that is safe and cheaper, else the whole list. */
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { ListedName } from "#stores/named/named-values.port.ts";
import type { StoreError } from "#stores/store.port.ts";
import { eachInLanes } from "#stores/lanes.ts";
import { badReply } from "./error-table.ts";
import type { PdaFailure } from "./error-table.ts";
import type { createTurns } from "#stores/turns.ts";
import { downloadValue } from "./value-files.ts";
import { cancelled, failAll, isFew, listRecords, sideBySide } from "./values-context.ts";
import type { Outcomes, ValuesContext } from "./values-context.ts";
import { inlineBytes, readVaultRecord } from "./vault-record.ts";
import type { VaultRecord } from "./vault-record.ts";

type Value = Result<Uint8Array | null, StoreError>;

/** The bytes of a record; `gone`: its file was removed, so the record is likely to be newer by now. */
const bytesOf = async (
  context: ValuesContext,
  { content }: VaultRecord,
  signal: AbortSignal,
): Promise<Result<Uint8Array | "gone", StoreError>> => {
  if (content.kind === "inline") {
    const bytes = inlineBytes(content.text);
    return bytes === null ? err(badReply("base64").error) : ok(bytes);
  }
  const bytes = await downloadValue(context, content, signal);
  return bytes.ok ? ok(bytes.value ?? "gone") : bytes;
};

/** The record behind a known id; null when the name is elsewhere by now. */
const readKnown = async (
  context: ValuesContext,
  name: string,
  signal: AbortSignal,
): Promise<Result<VaultRecord | null, PdaFailure>> => {
  const entry = context.index.entry(name);
  if (entry === undefined) return ok(null);
  const read = await context.data.read(entry.winner.recordId, signal);
  if (!read.ok) return read;
  const record = read.value === null ? null : readVaultRecord(read.value);
  return ok(record?.name === name ? record : null);
};

/** Names whose record may be asked for by its id. */
const areKnown = (context: ValuesContext, names: readonly string[]): boolean =>
  context.index.isSure() &&
  isFew(names.length, context) &&
  names.every((name) => context.index.entry(name)?.isListed === true);

/** Asks for single records; the names that must be looked for in a list are left out. */
const readSingly = async (
  context: ValuesContext,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Outcomes<Uint8Array | null>> => {
  const outcomes: Outcomes<Uint8Array | null> = new Map();
  await eachInLanes(names, sideBySide, async (name) => {
    const record = await readKnown(context, name, signal);
    if (!record.ok) return void outcomes.set(name, err(record.error.error));
    if (record.value === null) return undefined;
    const bytes = await bytesOf(context, record.value, signal);
    if (!bytes.ok) return void outcomes.set(name, bytes);
    return bytes.value === "gone" ? undefined : void outcomes.set(name, ok(bytes.value));
  });
  return outcomes;
};

const readListed = async (
  context: ValuesContext,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Outcomes<Uint8Array | null>> => {
  const outcomes: Outcomes<Uint8Array | null> = new Map();
  const listed = await listRecords(context, signal);
  if (!listed.ok) {
    failAll(outcomes, names, listed.error.error);
    return outcomes;
  }
  await eachInLanes(names, sideBySide, async (name) => {
    const record = listed.value.get(name);
    outcomes.set(name, record === undefined ? ok(null) : await whole(context, record, signal));
  });
  return outcomes;
};

const whole = async (context: ValuesContext, record: VaultRecord, signal: AbortSignal): Promise<Value> => {
  const bytes = await bytesOf(context, record, signal);
  return bytes.ok && bytes.value === "gone" ? err(badReply("file-gone").error) : (bytes as Value);
};

/** Reads names. A list waits its turn, because it replaces what writers rely on. */
export const readValues = async (
  context: ValuesContext,
  inTurn: ReturnType<typeof createTurns>,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Outcomes<Uint8Array | null>> => {
  const outcomes: Outcomes<Uint8Array | null> = new Map();
  const wanted = [...new Set(names)];
  if (areKnown(context, wanted))
    for (const [name, value] of await readSingly(context, wanted, signal)) outcomes.set(name, value);
  const left = wanted.filter((name) => !outcomes.has(name));
  if (left.length === 0) return outcomes;
  if (signal.aborted) failAll(outcomes, left, cancelled());
  else
    for (const [name, value] of await inTurn(() => readListed(context, left, signal)))
      outcomes.set(name, value);
  return outcomes;
};

const listedName = (name: string, { content }: VaultRecord): ListedName => {
  const bytes = content.kind === "inline" ? inlineBytes(content.text) : null;
  return bytes === null ? { name } : { name, bytes };
};

/** Every name with `prefix`, with its bytes unless they are a file or damaged. */
export const listValues = async (
  context: ValuesContext,
  prefix: string,
  signal: AbortSignal,
): Promise<Result<readonly ListedName[], StoreError>> => {
  const listed = await listRecords(context, signal);
  if (!listed.ok) return err(listed.error.error);
  return ok(
    [...listed.value]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, record]) => listedName(name, record)),
  );
};
