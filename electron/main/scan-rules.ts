/** When a scan may be started, and whether the reader it was made on is still there. Pure. */
import type { ReadersState } from "#chip/reader.port.ts";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { AppView } from "#contract/views.ts";
import type { ScanPurpose } from "./scan-desk.ts";

/**
 * vault.exists, vault.none or vault.locked when the purpose does not fit the vault's state. One whose
 * creation was never ended holds nothing: it may be made anew, for example when its chip is lost.
 */
export const mayScan = (
  purpose: ScanPurpose,
  status: AppView["vault"],
  isUnfinished: boolean,
): Result<void, AppError> => {
  const isLockedForGood = status === "locked" && !isUnfinished;
  if (purpose === "create" && (isLockedForGood || status === "unlocked")) return fail("vault.exists");
  if (purpose === "unlock" && status === "none") return fail("vault.none");
  if (purpose === "enrol" && status !== "unlocked") return fail("vault.locked");
  return ok(undefined);
};

/** Whether the reader of this name was taken away; a service that only starts says nothing yet. */
export const isReaderGone = ({ service, readers }: ReadersState, name: string | null): boolean =>
  name !== null && service !== "starting" && !readers.some((reader) => reader.name === name);
