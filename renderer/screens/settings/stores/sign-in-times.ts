/** How long a sign-in lasts, in plain words, and when to warn. Pure. */
import type { StoreView } from "#contract/views.ts";
import type { Formats } from "#renderer/language/formats.ts";
import type { Translate } from "#renderer/language/texts.ts";

type Ends = Pick<StoreView, "consentEndsAt" | "idleEndsAt">;

/** In which language it is told, and from when on. */
export interface Telling {
  readonly t: Translate;
  readonly formats: Formats;
  readonly now: number;
}

const hourMs = 3_600_000;
const dayMs = 86_400_000;
/** The end of the consent is told this long before. */
const warnMs = 3 * dayMs;
/** The end by not being used comes closer every day anyway, so it is told only on the last one. */
const warnIdleMs = dayMs;

/** A span in whole hours below two days, else in whole days; never less than there is left by more than one. */
export const spanText = (ms: number, t: Translate): string => {
  if (ms < hourMs) return t("an hour");
  return ms < 2 * dayMs
    ? t("{{count}} hours", { count: Math.floor(ms / hourMs) })
    : t("{{count}} days", { count: Math.floor(ms / dayMs) });
};

const idleOf = ({ consentEndsAt, idleEndsAt }: Ends): number | null =>
  idleEndsAt !== null && (consentEndsAt === null || idleEndsAt < consentEndsAt) ? idleEndsAt : null;

const consentText = (endsAt: number, idle: string | null, { t, formats, now }: Telling): string => {
  const left = endsAt - now;
  if (left < dayMs) {
    const span = spanText(left, t);
    return idle === null
      ? t("Sign in again within {{span}}.", { span })
      : t("Sign in again within {{span}}; sooner if it is not used for {{idle}}.", { span, idle });
  }
  const day = formats.day(endsAt, now);
  return idle === null
    ? t("Sign in again by {{day}}.", { day })
    : t("Sign in again by {{day}}; sooner if it is not used for {{idle}}.", { day, idle });
};

/** "Sign in again by 12 December; sooner if it is not used for 3 days." Null where the service sets no end. */
export const signInText = (ends: Ends, telling: Telling): string | null => {
  const { t, now } = telling;
  const idleEndsAt = idleOf(ends);
  const idle = idleEndsAt === null ? null : spanText(idleEndsAt - now, t);
  if (ends.consentEndsAt !== null) return consentText(ends.consentEndsAt, idle, telling);
  return idle === null ? null : t("Sign in again if it is not used for {{idle}}.", { idle });
};

/** What ends soon: the consent, which only signing in again helps, or a time without use, which any use helps. */
export const endingSoon = (ends: Ends, now: number): "consent" | "idle" | null => {
  if (ends.consentEndsAt !== null && ends.consentEndsAt - now <= warnMs) return "consent";
  const idle = idleOf(ends);
  return idle !== null && idle - now <= warnIdleMs ? "idle" : null;
};

/** Both warnings, in words. */
export const endingText = (ends: Ends, kind: "consent" | "idle", { t, formats, now }: Telling): string => {
  if (kind === "consent") {
    const span = spanText(Math.max(0, (ends.consentEndsAt ?? now) - now), t);
    return t("The sign-in ends in {{span}}. Sign in again before, so that copies go on being sent.", {
      span,
    });
  }
  const span = spanText(Math.max(0, (ends.idleEndsAt ?? now) - now), t);
  if (ends.consentEndsAt === null)
    return t("It was not used for long: the sign-in ends in {{span}} unless it is used before.", { span });
  return t(
    "It was not used for long: the sign-in ends in {{span}} unless it is used before; at the latest on {{day}}.",
    { span, day: formats.day(ends.consentEndsAt, now) },
  );
};
