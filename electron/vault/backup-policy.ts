/** When a backup is due and which ones may go. Pure; files are platform/backup-files.ts. */
import type { BackupView } from "#contract/views.ts";

const dayMs = 24 * 60 * 60 * 1_000;
const weekMs = 7 * dayMs;
/** How many weekly ones stay besides the newest. */
const weeksKept = 8;

/** Due when there is none, when the latest is a day old, or when it seems to come from the future. `latestAt` epoch ms. */
export const isBackupDue = (latestAt: number | null, now: number): boolean =>
  latestAt === null || now - latestAt >= dayMs || latestAt - now >= dayMs;

/** The backups that may go: all but the `keep` newest and the newest of each of the weeks before. */
export const backupsToDrop = (backups: readonly BackupView[], keep: number): readonly BackupView[] => {
  const newestFirst = [...backups].sort((a, b) => b.at - a.at);
  const weeks = new Set<number>();
  return newestFirst.slice(keep).filter(({ at }) => {
    const week = Math.floor(at / weekMs);
    if (weeks.has(week) || weeks.size >= weeksKept) return true;
    weeks.add(week);
    return false;
  });
};
