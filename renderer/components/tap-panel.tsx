/**
 * A tap as people live it: the drawing, what to do now, the steps, and what went wrong. Used for
 * opening, for making a vault and for renewing the service.
 */
import { Button, Group, Stack, Text, VisuallyHidden } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import type { AppError } from "#contract/errors.ts";
import type { ScanView } from "#contract/views.ts";
import { ChallengeRing } from "./challenge-ring.tsx";
import { Problem } from "./problem.tsx";
import { ScreenTitle } from "./screen-title.tsx";
import { TapDrawing, tapPose } from "./tap-drawing.tsx";
import classes from "./tap-panel.module.css";
import { type TapInstruction, isScanning, tapInstruction } from "./tap-progress.ts";
import { TapSteps } from "./tap-steps.tsx";

/** What the panel needs. */
export interface TapPanelProps {
  readonly scan: ScanView | null;
  /** An error of starting, shown like one of the scan. */
  readonly startError: AppError | null;
  readonly onStart: () => void;
  readonly startLabel: string;
  /** Replaces the instruction, for example while a chip must be lifted first. */
  readonly instruction?: TapInstruction | undefined;
  readonly children?: ReactNode;
}

const Status = ({ scan, startError, onStart, startLabel }: Omit<TapPanelProps, "children">): ReactElement => {
  const error = startError ?? scan?.error ?? null;
  if (error !== null && error.code !== "scan.cancelled" && !isScanning(scan))
    return <Problem error={error} onRetry={onStart} retryLabel={startLabel} />;
  return isScanning(scan) || scan?.after === "done" ? (
    <TapSteps scan={scan} />
  ) : (
    <Stack gap="md">
      <TapSteps scan={scan} />
      <Group>
        <Button onClick={onStart}>{startLabel}</Button>
      </Group>
    </Stack>
  );
};

/** The panel. */
export const TapPanel = (props: TapPanelProps): ReactElement => {
  const { scan, children } = props;
  const { title, hint } = props.instruction ?? tapInstruction(scan);
  return (
    <div className={classes["panel"]}>
      <div className={classes["drawing"]}>
        <TapDrawing pose={tapPose(scan)} />
      </div>
      <Stack gap="lg" miw={0}>
        <Group justify="space-between" wrap="nowrap" align="flex-start" mih={56}>
          <div>
            <ScreenTitle>{title}</ScreenTitle>
            <Text c="dimmed" mt={4}>
              {hint}
            </Text>
          </div>
          {isScanning(scan) && <ChallengeRing expiresAt={scan?.challengeExpiresAt ?? null} />}
        </Group>
        <VisuallyHidden role="status" aria-live="assertive">
          {title}. {hint}
        </VisuallyHidden>
        <Status {...props} />
        {children}
      </Stack>
    </div>
  );
};
