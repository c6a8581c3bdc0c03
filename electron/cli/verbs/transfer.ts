/** import, export: entries from other programs and to files. Passwords come from stdin or a hidden prompt. */
import { resolve } from "node:path";
import type { AppError } from "#contract/errors.ts";
import { appError, fail } from "#contract/errors.ts";
import type { Bridge, CommandOutput } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { DuplicateChoice, ExportFormat, ImportFormat, ImportPreview } from "#contract/views.ts";
import { withOpenVault } from "#cli/app-state.ts";
import type { Verb, VerbContext } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { targetFile } from "#cli/files.ts";
import { columns, oneLine } from "#cli/output.ts";
import { watchTasks } from "#cli/tasks.ts";

/** How `import` works. */
export interface ImportOptions {
  readonly format?: ImportFormat;
  readonly duplicates: DuplicateChoice;
  readonly dryRun?: boolean;
  readonly undo?: boolean;
}

/** A person may mistype; a script gives one password. */
const maxTries = 3;

const unlock = async (
  context: VerbContext,
  bridge: Bridge,
  importId: string,
): Promise<Result<ImportPreview, AppError>> => {
  const tries = context.input.isInteractive ? maxTries : 1;
  for (let attempt = 1; ; attempt++) {
    const password = await context.input.secret("Password of the file: ");
    const opened = await bridge.call("import.unlock", { importId, password });
    if (opened.ok) return ok(opened.value.preview);
    if (opened.error.code !== "import.wrong-password" || attempt >= tries) return opened;
    context.output.progress("This password does not open the file.");
  }
};

const previewText = (preview: ImportPreview): string => {
  const types = preview.byType.map(({ type, count }) => `${count} ${type}`).join(", ");
  return [
    `${oneLine(preview.fileName)} (${preview.format}): ${preview.total} entries${types === "" ? "" : ` (${types})`}, ${preview.attachments} files, ${preview.duplicates} here already`,
    ...preview.unmapped.map(({ what, count }) => `  becomes a named field: ${oneLine(what)} (${count})`),
    ...preview.problems.map(({ where, reason }) => `  not readable: ${oneLine(where)}: ${oneLine(reason)}`),
    ...(preview.problemCount > preview.problems.length ? [`  ${preview.problemCount} problems in all`] : []),
  ].join("\n");
};

const apply = async (
  context: VerbContext,
  bridge: Bridge,
  preview: ImportPreview,
  options: ImportOptions,
): Promise<Result<number, AppError>> => {
  context.output.progress(previewText(preview));
  if (preview.error !== null) return err(preview.error);
  if (options.dryRun === true) {
    context.output.answer({ preview, result: null }, "Nothing was changed.");
    return ok(exitCodes.ok);
  }
  const { importId } = preview;
  const stopWatching = watchTasks(context, bridge, "import", "import");
  const applied = await bridge.call("import.apply", { importId, duplicates: options.duplicates });
  stopWatching();
  if (!applied.ok) return applied;
  const { added, merged, skipped } = applied.value;
  context.output.answer(
    { preview, result: applied.value },
    `Added ${added}, merged ${merged}, skipped ${skipped}. \`import --undo\` takes it back.`,
  );
  return ok(exitCodes.ok);
};

const importFile = (context: VerbContext, file: string, options: ImportOptions): Promise<number> =>
  withOpenVault(context, async (bridge) => {
    const read = await bridge.call("import.read", { path: resolve(file), format: options.format ?? null });
    if (!read.ok) return read;
    const { preview } = read.value;
    if (preview === null) return fail("task.cancelled");
    const opened = preview.needsPassword ? await unlock(context, bridge, preview.importId) : ok(preview);
    const done = opened.ok ? await apply(context, bridge, opened.value, options) : opened;
    // What was read of the file leaves the memory of an agent at once.
    await bridge.call("import.discard", { importId: preview.importId });
    return done;
  });

const undoImport = (context: VerbContext): Promise<number> =>
  withOpenVault(context, async (bridge) => {
    const undone = await bridge.call("import.undo", {});
    if (!undone.ok) return undone;
    const kept = undone.value.kept === 0 ? "" : ` ${undone.value.kept} were changed since and stay.`;
    context.output.answer(undone.value, `Took ${undone.value.undone} entries back.${kept}`);
    return ok(exitCodes.ok);
  });

/** import FILE, or import --undo. */
export const importVerb: Verb<[file: string | undefined, options: ImportOptions]> = async (
  context,
  file,
  options,
) => {
  const isUndo = options.undo === true;
  if ((file === undefined) !== isUndo) return context.output.usage("give a file or --undo");
  return file === undefined ? undoImport(context) : importFile(context, file, options);
};

/** How `export` works. */
export interface ExportOptions {
  readonly format: ExportFormat;
  readonly force?: boolean;
}

const exportText = (path: string, { entries, attachments, leftOut }: CommandOutput<"export.write">): string =>
  [
    `Wrote ${entries} entries and ${attachments} files to ${oneLine(path)}`,
    ...leftOut.map(({ what, count }) => columns("  left out, no place in this format:", what, String(count))),
  ].join("\n");

const write = (
  context: VerbContext,
  path: string,
  format: ExportFormat,
  password: string | null,
): Promise<number> =>
  withOpenVault(context, async (bridge) => {
    const stopWatching = watchTasks(context, bridge, "export", "export");
    const written = await bridge.call("export.write", {
      format,
      path,
      ...(password === null ? {} : { password }),
    });
    stopWatching();
    if (!written.ok) return written;
    if (format !== "tapvault")
      context.output.progress("This file is in plain: delete it when it is no longer needed.");
    context.output.answer({ path, ...written.value }, exportText(path, written.value));
    return ok(exitCodes.ok);
  });

/** export FILE: everything into one file; `tapvault` is encrypted under a password, all else is in plain. */
export const exportVerb: Verb<[file: string, options: ExportOptions]> = async (context, file, options) => {
  const target = targetFile(file, options.force === true);
  if (!target.ok) return context.output.failure(target.error);
  if (options.format !== "tapvault") return write(context, target.value, options.format, null);
  const password = await context.input.newSecret("Password for the file: ");
  if (password === null) return context.output.usage("The two passwords differ.");
  if (password === "") return context.output.failure(appError("export.password-needed"));
  return write(context, target.value, options.format, password);
};
