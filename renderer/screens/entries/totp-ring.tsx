/** The ring around the seconds that a code has left. It shrinks evenly; without motion it steps once a second. */
import { RingProgress, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { TotpView } from "#contract/views.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import classes from "./totp-ring.module.css";

/** From here on the code is about to end. */
export const urgentSeconds = 5;

/** The ring. */
export const TotpRing = (props: { readonly totp: TotpView; readonly seconds: number }): ReactElement => {
  const { totp, seconds } = props;
  const t = useText();
  const formats = useFormats();
  const share = totp.periodMs === 0 ? 0 : Math.min(100, (seconds * 100_000) / totp.periodMs);
  return (
    <RingProgress
      className={classes["ring"] ?? ""}
      size={36}
      thickness={3}
      role="timer"
      aria-label={t("{{count}} seconds left", { count: seconds })}
      sections={[{ value: share, color: seconds <= urgentSeconds ? "orange" : "petrol" }]}
      label={
        <Text size="xs" ta="center" aria-hidden className={classes["seconds"] ?? ""}>
          {formats.number(seconds)}
        </Text>
      }
    />
  );
};
