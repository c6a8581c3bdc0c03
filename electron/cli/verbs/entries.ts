/** list, get, set, rm: the entries of an open vault. Only `get` writes hidden values, because it is asked for them. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { EntryDetail, EntryDraft, EntryRow } from "#contract/views.ts";
import { ensureOpen } from "#cli/app-state.ts";
import type { CliBridge } from "#cli/bridge.ts";
import type { Verb, VerbContext } from "#cli/context.ts";
import { isInteractive, promptHidden, readAllInput } from "#cli/input.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { draftOf } from "./draft.ts";
import type { SetOptions } from "./draft.ts";

const pageSize = 200;

const allRows = async (bridge: Bridge, text: string): Promise<Result<EntryRow[], AppError>> => {
  const rows: EntryRow[] = [];
  for (;;) {
    const page = await bridge.call("entries.query", { text, offset: rows.length, limit: pageSize });
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    if (page.value.rows.length === 0 || rows.length >= page.value.total) return ok(rows);
  }
};

/** An id, an exact title, or a text that only one entry matches. */
const find = async (bridge: Bridge, name: string): Promise<Result<EntryRow | null, AppError>> => {
  const rows = await allRows(bridge, /^[0-9a-f]{32}$/.test(name) ? "" : name);
  if (!rows.ok) return rows;
  const exact = rows.value.filter((row) => row.entryId === name || row.title === name);
  const found = exact.length > 0 ? exact : rows.value;
  if (found.length > 1) return fail("entry.not-found", { matches: found.length });
  return ok(found[0] ?? null);
};

const withOpenVault = async (
  context: VerbContext,
  use: (bridge: CliBridge) => Promise<Result<number, AppError>>,
): Promise<number> => {
  const bridge = await context.openBridge();
  if (!bridge.ok) return context.output.failure(bridge.error);
  try {
    const opened = await ensureOpen(context, bridge.value);
    const used = opened.ok ? await use(bridge.value) : opened;
    return used.ok ? used.value : context.output.failure(used.error);
  } finally {
    await bridge.value.close();
  }
};

/** list [text]: titles and user names, best match first. */
export const list: Verb<[text: string]> = (context, text) =>
  withOpenVault(context, async (bridge) => {
    const rows = await allRows(bridge, text);
    if (!rows.ok) return rows;
    const line = (row: EntryRow): string =>
      row.subtitle === "" ? row.title : `${row.title}\t${row.subtitle}`;
    context.output.answer(rows.value, rows.value.map(line).join("\n"));
    return ok(exitCodes.ok);
  });

const revealAll = async (bridge: Bridge, entry: EntryDetail): Promise<Result<EntryDetail, AppError>> => {
  const fields: EntryDetail["fields"] = [];
  for (const field of entry.fields) {
    if (field.value !== null || field.isEmpty) {
      fields.push(field);
      continue;
    }
    const revealed = await bridge.call("entries.reveal", { entryId: entry.entryId, fieldId: field.fieldId });
    if (!revealed.ok) return revealed;
    fields.push({ ...field, value: revealed.value.value });
  }
  return ok({ ...entry, fields });
};

const asText = (entry: EntryDetail): string =>
  [
    entry.title,
    ...entry.fields
      .filter((field) => !field.isEmpty)
      .map((field) => `${field.label}: ${field.value ?? "••••••"}`),
    ...(entry.tags.length > 0 ? [`Tags: ${entry.tags.join(", ")}`] : []),
  ].join("\n");

const read = async (bridge: Bridge, name: string): Promise<Result<EntryDetail, AppError>> => {
  const row = await find(bridge, name);
  if (!row.ok) return row;
  return row.value === null
    ? fail("entry.not-found")
    : bridge.call("entries.get", { entryId: row.value.entryId });
};

/** get NAME: the entry with its hidden values; --field prints one value only, --masked none of the hidden. */
export const get: Verb<[name: string, options: { field?: string; masked?: boolean }]> = (
  context,
  name,
  options,
) =>
  withOpenVault(context, async (bridge) => {
    const entry = await read(bridge, name);
    if (!entry.ok) return entry;
    const shown = options.masked === true ? entry : await revealAll(bridge, entry.value);
    if (!shown.ok) return shown;
    if (options.field === undefined) {
      context.output.answer(shown.value, asText(shown.value));
      return ok(exitCodes.ok);
    }
    const wanted = options.field.toLowerCase();
    const field = shown.value.fields.find((f) => f.fieldId === wanted || f.label.toLowerCase() === wanted);
    if (field === undefined) return fail("entry.not-found", { field: options.field.slice(0, 100) });
    context.output.answer({ value: field.value ?? "" }, field.value ?? "");
    return ok(exitCodes.ok);
  });

const readSecret = async (options: SetOptions): Promise<string | null> => {
  if (options.stdin === false) return null;
  if (!isInteractive()) {
    const text = await readAllInput();
    return text === "" ? null : text;
  }
  const typed = await promptHidden(
    `${options.type === "note" ? "Text" : "Password"} (empty keeps what is there): `,
  );
  return typed === "" ? null : typed;
};

/** set TITLE: makes or changes an entry. The secret comes from stdin or a hidden prompt. */
export const set: Verb<[title: string, options: SetOptions]> = async (context, title, options) => {
  const secret = await readSecret(options);
  return withOpenVault(context, async (bridge) => {
    const row = await find(bridge, title);
    const existing = row.ok && row.value?.title === title ? row.value : null;
    const before =
      existing === null ? ok(null) : await bridge.call("entries.get", { entryId: existing.entryId });
    if (!before.ok) return before;
    const draft: EntryDraft = draftOf(title, options, secret, before.value);
    const saved = await bridge.call("entries.save", { entryId: existing?.entryId ?? null, draft });
    if (!saved.ok) return saved;
    context.output.answer(saved.value, existing === null ? `Saved ${title}` : `Changed ${title}`);
    return ok(exitCodes.ok);
  });
};

/** rm NAME: deletes an entry; its row stays in the trash. */
export const rm: Verb<[name: string]> = (context, name) =>
  withOpenVault(context, async (bridge) => {
    const row = await find(bridge, name);
    if (!row.ok) return row;
    if (row.value === null) return fail("entry.not-found");
    const removed = await bridge.call("entries.delete", { entryId: row.value.entryId });
    if (!removed.ok) return removed;
    context.output.answer({ entryId: row.value.entryId }, `Deleted ${row.value.title}`);
    return ok(exitCodes.ok);
  });
