/** Where the core meets the activity log: opening it for a profile, and following a scan to its end. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { CoreParts } from "#main/core-parts.ts";
import type { ScanDesk, ScanPurpose } from "#main/scan-desk.ts";
import { ActivityLog } from "./activity-log.ts";

/** The log beside the profile. Nothing is opened before something is written or asked. */
export const openActivity = ({ profileDir, program, clock, log, changed }: CoreParts): ActivityLog =>
  new ActivityLog({
    folder: profileDir,
    by: program,
    clock,
    log,
    changed: () => changed("activity.changed"),
  });

/** A scan that nobody tapped for leaves nothing: the lock screen waits for a tap all day. */
const isWorthALine = (outcome: Result<void, AppError>, hadChip: boolean): boolean =>
  hadChip || outcome.ok || !["scan.cancelled", "chip.timeout", "reader.none"].includes(outcome.error.code);

const follow = async (
  activity: ActivityLog,
  scans: ScanDesk,
  purpose: ScanPurpose,
  done: Promise<Result<void, AppError>>,
): Promise<void> => {
  const outcome = await done;
  const { chipKind, readerName, attempt } = scans.view();
  if (!isWorthALine(outcome, readerName !== null)) return;
  const tookMs = Math.round(scans.sinceChipMs ?? 0);
  const error = outcome.ok ? null : outcome.error.code;
  const reader = readerName?.slice(0, 200) ?? null;
  activity.record({ kind: "scan", purpose, error, chip: chipKind, reader, tookMs, attempts: attempt });
  if (!outcome.ok) return;
  if (purpose === "unlock") activity.record({ kind: "unlock", way: "chip", error: null });
  if (purpose === "enrol") activity.record({ kind: "way-in", what: "chip-added", error: null });
};

/** Starts a scan and leaves a line when it is over. Its time counts from when the chip came. */
export const recordScan = (
  activity: ActivityLog,
  scans: ScanDesk,
  purpose: ScanPurpose,
): ReturnType<ScanDesk["start"]> => {
  const started = scans.start(purpose);
  if (started.ok) void follow(activity, scans, purpose, started.value.done);
  return started;
};
