/** Times as a distance from now, for histories and the trash. Pure. */

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** One day. */
export const dayMs = 86_400_000;

const steps = [
  { below: hourMs, unit: "minute", ms: minuteMs },
  { below: dayMs, unit: "hour", ms: hourMs },
  { below: 30 * dayMs, unit: "day", ms: dayMs },
  { below: 365 * dayMs, unit: "month", ms: 30 * dayMs },
  { below: Number.POSITIVE_INFINITY, unit: "year", ms: 365 * dayMs },
] as const;

const format = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** How long ago, in words. A moment in the future, from a clock that ran ahead, is "just now" as well. */
export const agoText = (at: number, now: number): string => {
  const ago = now - at;
  if (ago < minuteMs) return "just now";
  const { unit, ms } = steps.find(({ below }) => ago < below) ?? steps[4];
  return format.format(-Math.floor(ago / ms), unit);
};

/** How long an entry stays in the trash. */
const trashMs = 30 * dayMs;

/** When an entry that was put into the trash at a moment is purged. */
export const purgedAt = (deletedAt: number): number => deletedAt + trashMs;

/** How long it has left there, in words. */
export const purgeText = (deletedAt: number, now: number): string => {
  const days = Math.ceil((purgedAt(deletedAt) - now) / dayMs);
  if (days <= 0) return "gone for good soon";
  return days === 1 ? "gone for good within a day" : `gone for good in ${Math.min(days, 30)} days`;
};
