/** list, get, history: looking at entries. Only `get` writes hidden values, because it is asked for them. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { EntryDetail, EntryFilter, EntryRow, RevisionView } from "#contract/views.ts";
import { withOpenVault } from "#cli/app-state.ts";
import type { Verb, VerbContext } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { allRows, findEntry, readEntry } from "#cli/find-entry.ts";
import { columns, oneLine, timeText } from "#cli/output.ts";
import { fieldNamed } from "./fields.ts";

/** What `list` shows. */
export interface ListOptions {
  readonly trash?: boolean;
  readonly favourites?: boolean;
  readonly tag?: string;
  readonly type?: EntryRow["type"];
  readonly place?: EntryFilter["place"];
  readonly state?: EntryFilter["copies"];
}

const filterOf = (options: ListOptions): EntryFilter => ({
  scope: options.trash === true ? "trash" : options.favourites === true ? "favourites" : "all",
  tag: options.tag ?? null,
  type: options.type ?? null,
  place: options.place ?? null,
  copies: options.state ?? null,
});

const rowLine = (row: EntryRow): string =>
  columns(
    row.isDamaged ? `${row.title} (damaged)` : row.title,
    ...(row.subtitle === "" ? [] : [row.subtitle]),
  );

/** list [text]: titles and user names, best match first; the trash latest first. */
export const list: Verb<[text: string, options: ListOptions]> = (context, text, options) =>
  withOpenVault(context, async (bridge) => {
    const rows = await allRows(bridge, text, filterOf(options));
    if (!rows.ok) return rows;
    context.output.answer(rows.value, rows.value.map(rowLine).join("\n"));
    return ok(exitCodes.ok);
  });

/** What `get` prints. */
export interface GetOptions {
  readonly field?: string;
  readonly masked?: boolean;
  readonly totp?: boolean;
  readonly revision?: number;
}

type Field = EntryDetail["fields"][number];

const reveal = async (
  bridge: Bridge,
  entryId: string,
  field: Field,
  revision: number | undefined,
): Promise<Result<Field, AppError>> => {
  if (field.value !== null || field.isEmpty) return ok(field);
  const ref = { entryId, fieldId: field.fieldId };
  const revealed =
    revision === undefined
      ? await bridge.call("entries.reveal", ref)
      : await bridge.call("entries.revealFormer", { ...ref, revision });
  return revealed.ok ? ok({ ...field, value: revealed.value.value }) : revealed;
};

const revealAll = async (
  bridge: Bridge,
  entry: EntryDetail,
  revision: number | undefined,
): Promise<Result<EntryDetail, AppError>> => {
  const fields: Field[] = [];
  for (const field of entry.fields) {
    const revealed = await reveal(bridge, entry.entryId, field, revision);
    if (!revealed.ok) return revealed;
    fields.push(revealed.value);
  }
  return ok({ ...entry, fields });
};

const fieldLine = (field: Field): string => `${oneLine(field.label)}: ${field.value ?? "••••••"}`;

const asText = (entry: EntryDetail): string =>
  [
    oneLine(entry.title),
    ...entry.fields.filter((field) => !field.isEmpty).map(fieldLine),
    ...(entry.tags.length > 0 ? [`Tags: ${entry.tags.map(oneLine).join(", ")}`] : []),
    ...entry.attachments.map(({ name, sizeBytes }) => `File: ${oneLine(name)} (${sizeBytes} bytes)`),
  ].join("\n");

const read = async (
  bridge: Bridge,
  name: string,
  revision: number | undefined,
): Promise<Result<EntryDetail, AppError>> => {
  if (revision === undefined) return readEntry(bridge, name);
  const found = await findEntry(bridge, name, ["vault", "trash"]);
  return found.ok ? bridge.call("entries.revision", { entryId: found.value.entryId, revision }) : found;
};

const noField = (name: string): Result<never, AppError> =>
  fail("entry.not-found", { field: name.slice(0, 100) });

const printField = async (
  context: VerbContext,
  bridge: Bridge,
  entry: EntryDetail,
  { field: name = "", revision, masked }: GetOptions,
): Promise<Result<number, AppError>> => {
  const field = fieldNamed(entry.fields, name);
  if (field === undefined) return noField(name);
  const shown = masked === true ? ok(field) : await reveal(bridge, entry.entryId, field, revision);
  if (!shown.ok) return shown;
  const value = shown.value.value ?? "";
  context.output.answer({ value }, value);
  return ok(exitCodes.ok);
};

const printCode = async (
  context: VerbContext,
  bridge: Bridge,
  entry: EntryDetail,
  name: string | undefined,
): Promise<Result<number, AppError>> => {
  const codes = entry.fields.filter((field) => field.kind === "totp");
  const field = name === undefined ? codes[0] : fieldNamed(codes, name);
  if (field === undefined) return noField(name ?? "totp");
  const code = await bridge.call("entries.totp", { entryId: entry.entryId, fieldId: field.fieldId });
  if (!code.ok) return code;
  const secondsLeft = Math.max(0, Math.ceil((code.value.validUntil - Date.now()) / 1_000));
  context.output.answer({ ...code.value, secondsLeft }, code.value.code);
  return ok(exitCodes.ok);
};

/** get NAME: the entry with its hidden values; --field prints one value only, --totp a code, --masked nothing hidden. */
export const get: Verb<[name: string, options: GetOptions]> = (context, name, options) =>
  withOpenVault(context, async (bridge) => {
    const entry = await read(bridge, name, options.revision);
    if (!entry.ok) return entry;
    if (options.totp === true) return printCode(context, bridge, entry.value, options.field);
    if (options.field !== undefined) return printField(context, bridge, entry.value, options);
    const shown = options.masked === true ? entry : await revealAll(bridge, entry.value, options.revision);
    if (!shown.ok) return shown;
    context.output.answer(shown.value, asText(shown.value));
    return ok(exitCodes.ok);
  });

const revisionLine = (revision: RevisionView): string =>
  columns(
    String(revision.revision),
    timeText(revision.modifiedAt),
    revision.title ?? "(damaged)",
    ...(revision.isOther ? ["other version of a conflict"] : []),
    ...(revision.isCurrent ? [revision.isDeleted ? "current, in the trash" : "current"] : []),
  );

/** history NAME: every revision, the current one first. */
export const history: Verb<[name: string]> = (context, name) =>
  withOpenVault(context, async (bridge) => {
    const found = await findEntry(bridge, name, ["vault", "trash"]);
    if (!found.ok) return found;
    const { entryId } = found.value;
    const history = await bridge.call("entries.history", { entryId });
    if (!history.ok) return history;
    const { revisions } = history.value;
    context.output.answer({ entryId, revisions }, revisions.map(revisionLine).join("\n"));
    return ok(exitCodes.ok);
  });
