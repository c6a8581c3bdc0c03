/** A field with a code seed: the code of now with the time it has left, and the seed itself only on request. */
import { Group, RingProgress, Text } from "@mantine/core";
import { Copy } from "lucide-react";
import type { ReactElement } from "react";
import { describeError } from "#contract/messages.ts";
import type { TotpView } from "#contract/views.ts";
import { useClient } from "#renderer/context.ts";
import { platform } from "#renderer/platform.ts";
import { secondsUntil, useNow } from "#renderer/time.ts";
import type { FieldLineProps } from "./field-line.tsx";
import { RevealButton } from "./field-line.tsx";
import classes from "./field-line.module.css";
import { IconButton } from "./icon-button.tsx";
import { useEntryActions } from "./use-entry-actions.ts";
import { useReveal } from "./use-reveal.ts";
import { useTotp } from "./use-totp.ts";

/** 123456 -> "123 456". */
const grouped = (code: string): string => {
  const half = Math.ceil(code.length / 2);
  return code.length < 6 ? code : `${code.slice(0, half)} ${code.slice(half)}`;
};

const urgentSeconds = 5;

const Ring = ({ validUntil, periodMs }: TotpView): ReactElement => {
  const seconds = secondsUntil(validUntil, useNow(500));
  const share = periodMs === 0 ? 0 : Math.min(100, (seconds * 100_000) / periodMs);
  return (
    <RingProgress
      size={34}
      thickness={3}
      role="timer"
      aria-label={`${seconds} seconds left`}
      sections={[{ value: share, color: seconds <= urgentSeconds ? "orange" : "petrol" }]}
      label={
        <Text size="xs" ta="center" aria-hidden style={{ fontSize: 11 }}>
          {seconds}
        </Text>
      }
    />
  );
};

/** The line. */
export const TotpLine = ({ detail, field }: FieldLineProps): ReactElement => {
  const client = useClient();
  const { copyCode } = useEntryActions();
  const { entryId } = detail;
  const { totp, error } = useTotp(entryId, field.fieldId);
  const reveal = useReveal(() => client.call("entries.reveal", { entryId, fieldId: field.fieldId }));
  const problem = error === null ? null : describeError(error, platform());
  return (
    <div className={classes["field"]} role="group" aria-label={field.label}>
      <div className={classes["main"]}>
        <Text size="xs" c="dimmed" dir="auto" className={classes["value"] ?? ""}>
          {field.label}
        </Text>
        {problem === null ? (
          <Group gap="sm" wrap="nowrap" mih={34}>
            {totp !== null && (
              <>
                <Text ff="monospace" size="lg" fw={600} dir="ltr" className={classes["value"] ?? ""}>
                  {grouped(totp.code)}
                </Text>
                <Ring {...totp} />
              </>
            )}
          </Group>
        ) : (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {problem.title}. {problem.next}
          </Text>
        )}
        {reveal.value !== null && (
          <Text size="xs" ff="monospace" dir="ltr" className={classes["value"] ?? ""} data-lines>
            {reveal.value}
          </Text>
        )}
      </div>
      <Group gap={2} wrap="nowrap">
        <RevealButton label={`the seed of ${field.label}`} reveal={reveal} />
        {totp !== null && (
          <IconButton
            label={`Copy ${field.label}`}
            icon={<Copy size={18} aria-hidden />}
            onClick={() => copyCode(detail, field)}
          />
        )}
      </Group>
    </div>
  );
};
