/**
 * A tap as people live it: the drawing, what to do now, the steps, and what went wrong. Used for
 * opening, for making a vault and for renewing the service.
 */
import { Button, Group, Stack, Text, VisuallyHidden } from "@mantine/core";
import { type ReactElement, type ReactNode, useRef } from "react";
import type { AppError } from "#contract/errors.ts";
import type { ScanView } from "#contract/views.ts";
import { useReaders } from "#renderer/context.ts";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { ChallengeRing } from "./challenge-ring.tsx";
import { Problem } from "./problem.tsx";
import { ScreenTitle } from "./screen-title.tsx";
import { TapDrawing } from "./tap-drawing.tsx";
import classes from "./tap-panel.module.css";
import { type ReaderForm, type TapPicture, errorPicture, readerForm, tapPicture } from "./tap-picture.ts";
import { type TapInstruction, isScanning, tapInstruction } from "./tap-progress.ts";
import { TapSteps } from "./tap-steps.tsx";
import { useKeptFocus } from "./use-kept-focus.ts";
import { useSlowService } from "./use-slow-service.ts";

/** What the panel needs. */
export interface TapPanelProps {
  readonly scan: ScanView | null;
  /** An error of starting, shown like one of the scan. */
  readonly startError: AppError | null;
  readonly onStart: () => void;
  readonly startLabel: KnownText;
  /** Replaces the instruction, for example while a chip must be lifted first. */
  readonly instruction?: TapInstruction | undefined;
  /** Replaces the picture as well. */
  readonly picture?: TapPicture | undefined;
  readonly children?: ReactNode;
}

type StatusProps = Pick<TapPanelProps, "scan" | "onStart" | "startLabel"> & {
  readonly error: AppError | null;
};

/** What went wrong, as far as a person must hear of it: not while a tap is under way, nor that it was ended by hand. */
const errorOf = ({ scan, startError }: Pick<TapPanelProps, "scan" | "startError">): AppError | null => {
  const error = startError ?? scan?.error ?? null;
  return error === null || error.code === "scan.cancelled" || isScanning(scan) ? null : error;
};

const Status = ({ scan, error, onStart, startLabel }: StatusProps): ReactElement => {
  const t = useText();
  if (error !== null) return <Problem error={error} onRetry={onStart} retryLabel={t(startLabel)} />;
  return (
    <Stack gap="md">
      <TapSteps scan={scan} />
      {!isScanning(scan) && scan?.after !== "done" && (
        <Group>
          <Button onClick={onStart}>{t(startLabel)}</Button>
        </Group>
      )}
    </Stack>
  );
};

/** Says each instruction once, when it changes. What failed is said by the problem itself, at once. */
const Announcement = ({ title, hint }: TapInstruction): ReactElement => {
  const t = useText();
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {t(title)}. {hint !== null && t(hint)}
    </VisuallyHidden>
  );
};

/** The drawing, and where the chip may be in words while it is waited for. */
const Picture = (props: { readonly picture: TapPicture; readonly form: ReaderForm }): ReactElement => {
  const t = useText();
  return (
    <figure className={classes["drawing"]}>
      <TapDrawing {...props} />
      {props.picture === "away" && (
        <Text component="figcaption" size="sm" c="dimmed" ta="center">
          {t("Most implants sit between thumb and index finger. A card goes flat on the reader.")}
        </Text>
      )}
    </figure>
  );
};

/** What to do now, with the time that is left for it. */
const Heading = ({
  scan,
  instruction: { title, hint },
}: Pick<TapPanelProps, "scan"> & { readonly instruction: TapInstruction }): ReactElement => {
  const t = useText();
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start" mih={72}>
      <div>
        <ScreenTitle>{t(title)}</ScreenTitle>
        <Text c="dimmed" mt={4}>
          {hint !== null && t(hint)}
        </Text>
      </div>
      {isScanning(scan) && scan?.state !== "waitingForReader" && (
        <ChallengeRing expiresAt={scan?.challengeExpiresAt ?? null} />
      )}
    </Group>
  );
};

/** What is drawn: a failed start looks like a tap that failed so. */
const pictureOf = (
  { scan, startError, picture }: TapPanelProps,
  error: AppError | null,
  isSlow: boolean,
): TapPicture => {
  if (picture !== undefined) return picture;
  return error !== null && error === startError ? errorPicture(error) : tapPicture(scan, isSlow);
};

/** The panel. */
export const TapPanel = (props: TapPanelProps): ReactElement => {
  const { scan, children } = props;
  const panel = useRef<HTMLDivElement>(null);
  const isSlow = useSlowService(scan);
  const form = readerForm(scan, useReaders());
  const error = errorOf(props);
  const instruction = props.instruction ?? tapInstruction(scan, { isSlow, form });
  useKeptFocus(panel, `${instruction.title} ${error?.ref ?? ""}`);
  return (
    <div ref={panel} className={classes["panel"]}>
      <Picture picture={pictureOf(props, error, isSlow)} form={form} />
      <Stack gap="lg" miw={0}>
        <Heading scan={scan} instruction={instruction} />
        {error === null && <Announcement {...instruction} />}
        <Status {...props} error={error} />
        {children}
      </Stack>
    </div>
  );
};
