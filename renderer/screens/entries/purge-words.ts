/** How long an entry stays in the trash. Pure. */
import type { Translate } from "#renderer/language/texts.ts";

const dayMs = 86_400_000;
const trashMs = 30 * dayMs;

/** When an entry that was put into the trash at a moment is purged. */
export const purgedAt = (deletedAt: number): number => deletedAt + trashMs;

/** How long it has left there, in words. */
export const purgeWords = (t: Translate, deletedAt: number, now: number): string => {
  const days = Math.ceil((purgedAt(deletedAt) - now) / dayMs);
  if (days <= 0) return t("gone for good soon");
  return days === 1
    ? t("gone for good within a day")
    : t("gone for good in {{count}} days", { count: Math.min(days, 30) });
};
