/** The handlers of the calls about entries, their files and the generator. */
import { basename } from "node:path";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { CommandInput, CommandOutput } from "#contract/ipc.ts";
import type { entryWorkCommands } from "#contract/ipc-entry-work.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { maxBulk } from "#contract/views.ts";
import { createFileSink, openFileSource } from "#platform/file-bytes.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import { makePassphrase, makePassword } from "#vault/generator.ts";
import { estimateStrength } from "#vault/strength.ts";
import type { TimedClipboard } from "./clipboard.ts";
import type { Core } from "./core.ts";
import type { FileChooser } from "./file-chooser.port.ts";
import type { Outcome } from "./handler-parts.ts";
import { nothing, withEntries } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";

/** What these handlers use besides the core. */
export interface EntryHandlerParts {
  readonly core: Core;
  readonly clipboard: TimedClipboard;
  readonly files: FileChooser;
  readonly crypto: Crypto;
  readonly now: () => number;
}

type Area<P extends string> = Pick<
  Handlers,
  Exclude<Extract<keyof Handlers, `${P}.${string}`>, keyof typeof entryWorkCommands>
>;

/** How long a deletion can be taken back from the notice; the row itself stays longer. */
const undoMs = 10_000;

const copyValue = async (
  { core, clipboard }: EntryHandlerParts,
  value: Outcome<string>,
): Promise<Outcome<{ clearsAt: number }>> =>
  value.ok
    ? ok({ clearsAt: await clipboard.copy(value.value, core.profile.settings.clipboardClearMs) })
    : value;

const listHandlers = ({ core, now }: EntryHandlerParts) => ({
  "entries.query": (query: CommandInput<"entries.query">) =>
    withEntries(core, (entries) => entries.query(query)),
  "entries.ids": (query: CommandInput<"entries.ids">) =>
    withEntries(core, (entries) => {
      const found = entries.ids(query);
      return found.ok ? ok({ total: found.value.length, ids: found.value.slice(0, maxBulk) }) : found;
    }),
  "entries.get": ({ entryId }: CommandInput<"entries.get">) =>
    withEntries(core, (entries) => entries.get(entryId)),
  "entries.save": ({ entryId, draft }: CommandInput<"entries.save">) =>
    withEntries(core, (entries) => entries.save(entryId, draft)),
  "entries.delete": ({ entryId }: CommandInput<"entries.delete">) =>
    withEntries(core, (entries) => {
      const removed = entries.remove(entryId);
      return removed.ok ? ok({ undoUntil: now() + undoMs }) : removed;
    }),
  "entries.undelete": ({ entryId }: CommandInput<"entries.undelete">) =>
    withEntries(core, (entries) => nothing(entries.undelete(entryId))),
  "entries.purge": ({ entryId }: CommandInput<"entries.purge">) =>
    withEntries(core, (entries) => nothing(entries.purge(entryId))),
  "entries.emptyTrash": () =>
    withEntries(core, (entries) => {
      const purged = entries.purgeTrash(null);
      return purged.ok ? ok({ count: purged.value }) : purged;
    }),
});

const valueHandlers = (parts: EntryHandlerParts) => ({
  "entries.reveal": ({ entryId, fieldId }: CommandInput<"entries.reveal">) =>
    withEntries(parts.core, (entries) => asValue(entries.reveal(entryId, fieldId))),
  "entries.copy": ({ entryId, fieldId }: CommandInput<"entries.copy">) =>
    copyValue(
      parts,
      withEntries(parts.core, (entries) => entries.reveal(entryId, fieldId)),
    ),
  "entries.totp": ({ entryId, fieldId }: CommandInput<"entries.totp">) =>
    withEntries(parts.core, (entries) => entries.totp(entryId, fieldId)),
  "entries.copyTotp": ({ entryId, fieldId }: CommandInput<"entries.copyTotp">) =>
    copyValue(
      parts,
      withEntries(parts.core, (entries) => {
        const now = entries.totp(entryId, fieldId);
        return now.ok ? ok(now.value.code) : now;
      }),
    ),
});

const asValue = (value: Outcome<string>): Outcome<{ value: string }> =>
  value.ok ? ok({ value: value.value }) : value;

const historyHandlers = ({ core }: EntryHandlerParts) => ({
  "entries.history": ({ entryId }: CommandInput<"entries.history">) =>
    withEntries(core, (entries) => {
      const revisions = entries.history(entryId);
      return revisions.ok ? ok({ revisions: [...revisions.value] }) : revisions;
    }),
  "entries.revision": ({ entryId, revision }: CommandInput<"entries.revision">) =>
    withEntries(core, (entries) => entries.revision(entryId, revision)),
  "entries.revealFormer": ({ entryId, revision, fieldId }: CommandInput<"entries.revealFormer">) =>
    withEntries(core, (entries) => asValue(entries.revealFormer(entryId, revision, fieldId))),
  "entries.restoreRevision": ({ entryId, revision }: CommandInput<"entries.restoreRevision">) =>
    withEntries(core, (entries) => entries.restoreRevision(entryId, revision)),
});

const addAttachment = async (
  { core, files }: EntryHandlerParts,
  { entryId, path }: CommandInput<"attachments.add">,
): Promise<Outcome<CommandOutput<"attachments.add">>> => {
  const entries = core.entries();
  if (!entries.ok) return entries;
  const chosen = await files.open({ title: "Choose a file to keep with this entry" }, path);
  if (!chosen.ok) return chosen;
  const file = chosen.value;
  if (file === null) return ok({ taskId: null });
  const begun = core.tasks.begin({ kind: "attach", label: basename(file) }, async ({ signal, progress }) => {
    const source = await openFileSource(file);
    if (!source.ok) return source;
    try {
      return await entries.value.attach(entryId, source.value, signal, progress);
    } finally {
      await source.value.close();
    }
  });
  return ok({ taskId: begun.taskId });
};

const attachmentName = (core: Core, entryId: string, attachmentId: string): Result<string, AppError> => {
  const entry = withEntries(core, (entries) => entries.get(entryId));
  if (!entry.ok) return entry;
  const found = entry.value.attachments.find((one) => one.attachmentId === attachmentId);
  return found === undefined ? fail("attachment.not-found") : ok(found.name);
};

const saveAttachment = async (
  { core, files }: EntryHandlerParts,
  { entryId, attachmentId, path }: CommandInput<"attachments.save">,
): Promise<Outcome<CommandOutput<"attachments.save">>> => {
  const entries = core.entries();
  if (!entries.ok) return entries;
  const name = attachmentName(core, entryId, attachmentId);
  if (!name.ok) return name;
  const chosen = await files.save({ title: "Save this attachment", suggestedName: name.value }, path);
  if (!chosen.ok) return chosen;
  const file = chosen.value;
  if (file === null) return ok({ taskId: null });
  const begun = core.tasks.begin(
    { kind: "save-attachment", label: name.value },
    async ({ signal, progress }) => {
      const sink = await createFileSink(file);
      if (!sink.ok) return sink;
      const saved = await entries.value.readAttachment(entryId, attachmentId, sink.value, signal, progress);
      if (!saved.ok) await sink.value.discard();
      return saved;
    },
  );
  return ok({ taskId: begun.taskId });
};

/** The handlers of `attachments.*`. */
const attachmentHandlers = (parts: EntryHandlerParts): Area<"attachments"> => ({
  "attachments.add": (input) => addAttachment(parts, input),
  "attachments.save": (input) => saveAttachment(parts, input),
  "attachments.remove": ({ entryId, attachmentId }) =>
    withEntries(parts.core, (entries) => entries.detach(entryId, attachmentId)),
});

const generatorHandlers = ({ crypto }: EntryHandlerParts): Area<"generator"> => ({
  "generator.make": (options) =>
    ok(options.kind === "password" ? makePassword(crypto, options) : makePassphrase(crypto, options)),
  "generator.strength": async ({ value, hints }) => ok(await estimateStrength(value, hints)),
});

/** All handlers of this area. */
export const createEntryHandlers = (
  parts: EntryHandlerParts,
): Area<"entries"> & Area<"attachments"> & Area<"generator"> & Area<"tasks"> => ({
  ...listHandlers(parts),
  ...valueHandlers(parts),
  ...historyHandlers(parts),
  ...attachmentHandlers(parts),
  ...generatorHandlers(parts),
  "tasks.cancel": ({ taskId }) => {
    parts.core.tasks.cancel(taskId);
    return ok({});
  },
});
