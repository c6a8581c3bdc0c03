/**
 * What a tap is to be heard and felt as: decided from two snapshots of it, so that each moment sounds
 * once, however many snapshots come. Pure; what plays it is tap-tones.ts.
 */
import type { ScanView } from "#contract/views.ts";

/** The moments that have a sound: the chip was read and may leave, it left too early, all is done, it failed. */
export type TapMoment = "read" | "torn" | "done" | "failed";

const hasFailed = (scan: ScanView): boolean =>
  scan.after === "failed" || (scan.state === "failed" && scan.error?.code !== "scan.cancelled");

const wasRead = (scan: ScanView): boolean =>
  scan.state === "verifying" || (scan.state === "authenticated" && scan.after !== "failed");

const checks: readonly (readonly [TapMoment, (scan: ScanView) => boolean])[] = [
  ["failed", hasFailed],
  ["done", (scan) => scan.after === "done"],
  ["torn", (scan) => scan.state === "waitingForSameChip"],
  ["read", wasRead],
];

const momentOf = (scan: ScanView): TapMoment | null => checks.find(([, holds]) => holds(scan))?.[0] ?? null;

/** The moment that came between the two, or null. The first snapshot of a window tells of the past. */
export const tapMoment = (before: ScanView | null, now: ScanView | null): TapMoment | null => {
  if (before === null || now === null) return null;
  const moment = momentOf(now);
  if (moment === null) return null;
  const isSameScan = before.scanId === now.scanId && before.attempt === now.attempt;
  return isSameScan && momentOf(before) === moment ? null : moment;
};

/** One note: how high, from when and for how long. */
export interface Note {
  readonly hertz: number;
  readonly atMs: number;
  readonly forMs: number;
}

/** The tones of each moment: one note for read, rising for done, falling for failed, twice the same for torn. */
export const tones = {
  read: [{ hertz: 880, atMs: 0, forMs: 90 }],
  torn: [
    { hertz: 440, atMs: 0, forMs: 80 },
    { hertz: 440, atMs: 130, forMs: 80 },
  ],
  done: [
    { hertz: 660, atMs: 0, forMs: 90 },
    { hertz: 990, atMs: 100, forMs: 150 },
  ],
  failed: [
    { hertz: 330, atMs: 0, forMs: 120 },
    { hertz: 220, atMs: 130, forMs: 200 },
  ],
} as const satisfies Record<TapMoment, readonly Note[]>;

/** Buzzing and pausing in turn, in ms. */
export const buzzes = {
  read: [30],
  torn: [30, 60, 30],
  done: [30, 40, 60],
  failed: [150],
} as const satisfies Record<TapMoment, readonly number[]>;
