/**
 * Whether a tap that ended without anybody's fault goes on by itself: a reader came, or a chip was laid
 * on one. Never after a chip refused, because it counts refusals for ever. Pure.
 */
import type { ErrorCode } from "#contract/errors.ts";
import type { ReadersView, ScanView } from "#contract/views.ts";

const harmless: readonly ErrorCode[] = [
  "reader.service-down",
  "reader.service-refused",
  "reader.driver-taken",
  "reader.none",
  "reader.lost",
  "reader.stuck",
  "reader.busy",
  "chip.timeout",
];

const usable = (view: ReadersView): ReadersView["readers"] =>
  view.service === "running" ? view.readers.filter((reader) => reader.error === null) : [];

/** Whether `now` has a reader, or a chip on a reader, that `before` had not. */
const hasArrival = (before: ReadersView, now: ReadersView): boolean => {
  const former = new Map(usable(before).map((reader) => [reader.id, reader.hasChip]));
  return usable(now).some(
    (reader) => !former.has(reader.id) || (reader.hasChip && former.get(reader.id) === false),
  );
};

/** Whether a new scan is to be started, as the readers have changed. */
export const goesOn = (scan: ScanView | null, before: ReadersView | null, now: ReadersView): boolean =>
  scan?.state === "failed" &&
  scan.error !== null &&
  harmless.includes(scan.error.code) &&
  before !== null &&
  hasArrival(before, now);
