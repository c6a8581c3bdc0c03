/** attach, attachments, save, detach: files kept with an entry. */
import { basename, resolve } from "node:path";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { AttachmentView, EntryDetail } from "#contract/views.ts";
import { withOpenVault } from "#cli/app-state.ts";
import type { Verb } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { targetFor } from "#cli/files.ts";
import { readEntry } from "#cli/find-entry.ts";
import { columns, oneLine, timeText } from "#cli/output.ts";
import { followTask } from "#cli/tasks.ts";

/** attach NAME FILE: keeps a file with the entry. */
export const attach: Verb<[name: string, file: string]> = (context, name, file) =>
  withOpenVault(context, async (bridge) => {
    const entry = await readEntry(bridge, name);
    if (!entry.ok) return entry;
    const { entryId, attachments: before } = entry.value;
    const begun = await bridge.call("attachments.add", { entryId, path: resolve(file) });
    if (!begun.ok) return begun;
    const ended = await followTask(context, bridge, begun.value);
    if (!ended.ok) return ended;
    const after = await bridge.call("entries.get", { entryId });
    if (!after.ok) return after;
    const isOld = (one: AttachmentView): boolean =>
      before.some(({ attachmentId }) => attachmentId === one.attachmentId);
    const attachment = after.value.attachments.find((one) => !isOld(one)) ?? null;
    context.output.answer(
      { entryId, attachment },
      `Kept ${oneLine(basename(file))} with ${oneLine(entry.value.title)}`,
    );
    return ok(exitCodes.ok);
  });

const line = ({ name, sizeBytes, addedAt, attachmentId }: AttachmentView): string =>
  columns(name, `${sizeBytes} bytes`, timeText(addedAt), attachmentId);

/** attachments NAME: the files of an entry. */
export const attachments: Verb<[name: string]> = (context, name) =>
  withOpenVault(context, async (bridge) => {
    const entry = await readEntry(bridge, name);
    if (!entry.ok) return entry;
    context.output.answer(entry.value.attachments, entry.value.attachments.map(line).join("\n"));
    return ok(exitCodes.ok);
  });

/** An entry and the one of its files that has this id or name. */
const find = async (
  bridge: Bridge,
  name: string,
  file: string,
): Promise<Result<{ readonly entry: EntryDetail; readonly attachment: AttachmentView }, AppError>> => {
  const entry = await readEntry(bridge, name);
  if (!entry.ok) return entry;
  const named = entry.value.attachments.filter((one) => one.attachmentId === file || one.name === file);
  const [attachment] = named;
  if (attachment === undefined || named.length > 1)
    return fail("attachment.not-found", { matches: named.length });
  return ok({ entry: entry.value, attachment });
};

/** save NAME ATTACHMENT: writes a file of an entry to the disk. */
export const save: Verb<[name: string, file: string, options: { to?: string; force?: boolean }]> = (
  context,
  name,
  file,
  options,
) =>
  withOpenVault(context, async (bridge) => {
    const found = await find(bridge, name, file);
    if (!found.ok) return found;
    const { entry, attachment } = found.value;
    const target = targetFor(attachment.name, options.to, options.force === true);
    if (!target.ok) return target;
    const { entryId } = entry;
    const { attachmentId } = attachment;
    const begun = await bridge.call("attachments.save", { entryId, attachmentId, path: target.value });
    if (!begun.ok) return begun;
    const ended = await followTask(context, bridge, begun.value);
    if (!ended.ok) return ended;
    context.output.answer(
      { path: target.value, sizeBytes: attachment.sizeBytes },
      `Wrote ${oneLine(target.value)}`,
    );
    return ok(exitCodes.ok);
  });

/** detach NAME ATTACHMENT: takes a file off an entry; former revisions still have it. */
export const detach: Verb<[name: string, file: string]> = (context, name, file) =>
  withOpenVault(context, async (bridge) => {
    const found = await find(bridge, name, file);
    if (!found.ok) return found;
    const { entry, attachment } = found.value;
    const { entryId } = entry;
    const removed = await bridge.call("attachments.remove", {
      entryId,
      attachmentId: attachment.attachmentId,
    });
    if (!removed.ok) return removed;
    context.output.answer(removed.value, `Took ${oneLine(attachment.name)} off ${oneLine(entry.title)}`);
    return ok(exitCodes.ok);
  });
