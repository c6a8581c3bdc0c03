/** How long the tap under way stays good, as a ring that empties around its seconds. */
import { RingProgress, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { useText } from "#renderer/language/use-text.ts";
import { secondsUntil, useNow } from "#renderer/time.ts";

const wholeSeconds = 30;
/** From here on it is drawn as short. */
const fewSeconds = 5;

/** The ring; nothing when no time runs. */
export const ChallengeRing = ({ expiresAt }: { readonly expiresAt: number | null }): ReactElement | null => {
  const t = useText();
  const now = useNow(500, expiresAt !== null);
  if (expiresAt === null) return null;
  const seconds = secondsUntil(expiresAt, now);
  return (
    <RingProgress
      size={64}
      thickness={5}
      roundCaps
      role="timer"
      aria-label={t("This tap is good for {{count}} more seconds", { count: seconds })}
      sections={[
        {
          value: Math.min(100, (seconds / wholeSeconds) * 100),
          color: seconds <= fewSeconds ? "orange.7" : "petrol",
        },
      ]}
      label={
        <Text ta="center" fw={650} aria-hidden>
          {t("{{seconds}} s", { seconds })}
        </Text>
      }
    />
  );
};
