/** How long the tap under way stays good, as a ring that empties. */
import { RingProgress, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { secondsUntil, useNow } from "#renderer/time.ts";

const wholeSeconds = 30;

/** The ring; nothing when no time runs. */
export const ChallengeRing = ({ expiresAt }: { readonly expiresAt: number | null }): ReactElement | null => {
  const now = useNow(500, expiresAt !== null);
  if (expiresAt === null) return null;
  const seconds = secondsUntil(expiresAt, now);
  return (
    <RingProgress
      size={52}
      thickness={4}
      roundCaps
      role="timer"
      aria-label={`This tap is good for ${seconds} more seconds`}
      sections={[{ value: Math.min(100, (seconds / wholeSeconds) * 100), color: "petrol" }]}
      label={
        <Text size="xs" ta="center" fw={600} aria-hidden>
          {seconds}
        </Text>
      }
    />
  );
};
