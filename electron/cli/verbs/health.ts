/** verify, backup, backup list, backup restore: whether everything is well, and copies for when it is not. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { BackupView, VerifyReport } from "#contract/views.ts";
import { openIfAsked, withBridge, withOpenVault } from "#cli/app-state.ts";
import type { Verb } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { columns, oneLine, timeText } from "#cli/output.ts";
import { watchTasks } from "#cli/tasks.ts";

const isWell = (report: VerifyReport): boolean =>
  report.isFileIntact &&
  report.damagedEntries.length + report.damagedRevisions + report.damagedAttachments.length === 0;

const reportText = (report: VerifyReport): string =>
  [
    `${report.entries} entries, ${report.revisions} revisions, ${report.attachments} files: ${isWell(report) ? "all well." : "something is damaged. It was kept; a backup may have a good copy."}`,
    ...(report.isFileIntact ? [] : ["The vault's file itself is damaged."]),
    ...report.damagedEntries.map((id) => `damaged entry: ${id}`),
    ...report.damagedAttachments.map((id) => `damaged file: ${id}`),
    ...(report.damagedRevisions === 0 ? [] : [`damaged former revisions: ${report.damagedRevisions}`]),
  ].join("\n");

/** verify: opens every row, revision and file. Ends with `damaged` when one does not open. */
export const verify: Verb<[]> = (context) =>
  withOpenVault(context, async (bridge) => {
    const stopWatching = watchTasks(context, bridge, "verify", "verified");
    const report = await bridge.call("vault.verify", {});
    stopWatching();
    if (!report.ok) return report;
    context.output.answer({ isWell: isWell(report.value), ...report.value }, reportText(report.value));
    return ok(isWell(report.value) ? exitCodes.ok : exitCodes.damaged);
  });

const line = ({ name, at, sizeBytes }: BackupView): string =>
  columns(name, timeText(at), `${sizeBytes} bytes`);

/** backup: makes one now. */
export const backup: Verb<[]> = (context) =>
  withBridge(context, async (bridge) => {
    const made = await openIfAsked(context, bridge, () => bridge.call("backup.make", {}));
    if (!made.ok) return made;
    context.output.answer(made.value, `Made ${oneLine(made.value.name)} (${made.value.sizeBytes} bytes)`);
    return ok(exitCodes.ok);
  });

/** backup list: latest first. */
export const listBackups: Verb<[]> = (context) =>
  withBridge(context, async (bridge) => {
    const listed = await openIfAsked(context, bridge, () => bridge.call("backup.list", {}));
    if (!listed.ok) return listed;
    context.output.answer(listed.value.backups, listed.value.backups.map(line).join("\n"));
    return ok(exitCodes.ok);
  });

/** backup restore NAME: puts it in the place of the vault's file, also when that is damaged. Locks. */
export const restoreBackup: Verb<[name: string]> = (context, name) =>
  withBridge(context, async (bridge): Promise<Result<number, AppError>> => {
    const restored = await bridge.call("backup.restore", { name });
    if (!restored.ok) return restored;
    const { keptAs } = restored.value;
    context.output.answer(
      restored.value,
      `Restored ${oneLine(name)}. The file that was there is kept as ${oneLine(keptAs)}. The vault is locked.`,
    );
    return ok(exitCodes.ok);
  });
