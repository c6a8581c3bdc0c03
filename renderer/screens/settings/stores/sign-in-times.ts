/** How long a sign-in lasts, in plain words, and when to warn. Pure. */
import type { StoreView } from "#contract/views.ts";

type Ends = Pick<StoreView, "consentEndsAt" | "idleEndsAt">;

const hourMs = 3_600_000;
const dayMs = 86_400_000;
/** The end of the consent is told this long before. */
const warnMs = 3 * dayMs;
/** The end by not being used comes closer every day anyway, so it is told only on the last one. */
const warnIdleMs = dayMs;

const dateOf = (at: number, now: number): string => {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "long",
    ...(isThisYear ? {} : { year: "numeric" }),
  }).format(at);
};

const units = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

/** A span in whole hours below two days, else in whole days; never less than there is left by more than one. */
export const spanText = (ms: number): string => {
  if (ms < hourMs) return "an hour";
  return ms < 2 * dayMs ? units(Math.floor(ms / hourMs), "hour") : units(Math.floor(ms / dayMs), "day");
};

const idleOf = ({ consentEndsAt, idleEndsAt }: Ends): number | null =>
  idleEndsAt !== null && (consentEndsAt === null || idleEndsAt < consentEndsAt) ? idleEndsAt : null;

const idleText = (idleEndsAt: number, now: number): string =>
  `if it is not used for ${spanText(idleEndsAt - now)}`;

/** "Sign in again by 12 December; sooner if it is not used for 3 days." Null where the service sets no end. */
export const signInText = (ends: Ends, now: number): string | null => {
  const idle = idleOf(ends);
  if (ends.consentEndsAt === null) return idle === null ? null : `Sign in again ${idleText(idle, now)}.`;
  const left = ends.consentEndsAt - now;
  const when = left < dayMs ? `within ${spanText(left)}` : `by ${dateOf(ends.consentEndsAt, now)}`;
  return `Sign in again ${when}${idle === null ? "" : `; sooner ${idleText(idle, now)}`}.`;
};

/** What ends soon: the consent, which only signing in again helps, or a time without use, which any use helps. */
export const endingSoon = (ends: Ends, now: number): "consent" | "idle" | null => {
  if (ends.consentEndsAt !== null && ends.consentEndsAt - now <= warnMs) return "consent";
  const idle = idleOf(ends);
  return idle !== null && idle - now <= warnIdleMs ? "idle" : null;
};

/** Both warnings, in words. */
export const endingText = (ends: Ends, kind: "consent" | "idle", now: number): string => {
  if (kind === "consent") {
    const left = spanText(Math.max(0, (ends.consentEndsAt ?? now) - now));
    return `The sign-in ends in ${left}. Sign in again before, so that copies go on being sent.`;
  }
  const left = spanText(Math.max(0, (ends.idleEndsAt ?? now) - now));
  const last = ends.consentEndsAt === null ? "" : `; at the latest on ${dateOf(ends.consentEndsAt, now)}`;
  return `It was not used for long: the sign-in ends in ${left} unless it is used before${last}.`;
};
