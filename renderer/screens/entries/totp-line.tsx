/** A field with a code seed: the code of now with the time it has left, and the seed itself only on request or while it is edited. */
import { Group, Text, VisuallyHidden } from "@mantine/core";
import { Copy } from "lucide-react";
import { type ReactElement, useRef } from "react";
import type { AppError } from "#contract/errors.ts";
import type { TotpView } from "#contract/views.ts";
import { useClient } from "#renderer/context.ts";
import { useErrorText } from "#renderer/language/use-error-text.ts";
import { useText } from "#renderer/language/use-text.ts";
import { secondsUntil, useNow } from "#renderer/time.ts";
import type { FieldLineProps } from "./field-line.tsx";
import { RevealButton } from "./field-line.tsx";
import classes from "./field-line.module.css";
import { IconButton } from "./icon-button.tsx";
import { InlineGroup, PencilButton } from "./inline-group.tsx";
import { InlineValue } from "./inline-value.tsx";
import { TotpRing, urgentSeconds } from "./totp-ring.tsx";
import { useBeginField } from "./use-begin-field.ts";
import { useEntryActions } from "./use-entry-actions.ts";
import { useInline } from "./use-inline.ts";
import { useReveal } from "./use-reveal.ts";
import { useTotp } from "./use-totp.ts";

/** 123456 -> "123 456". */
const grouped = (code: string): string => {
  const half = Math.ceil(code.length / 2);
  return code.length < 6 ? code : `${code.slice(0, half)} ${code.slice(half)}`;
};

const Code = ({ totp }: { readonly totp: TotpView }): ReactElement => {
  const t = useText();
  const seconds = secondsUntil(totp.validUntil, useNow(500));
  const isEnding = seconds <= urgentSeconds;
  return (
    <>
      <Text ff="monospace" size="lg" fw={600} dir="ltr" className={classes["value"] ?? ""}>
        {grouped(totp.code)}
      </Text>
      <TotpRing totp={totp} seconds={seconds} />
      <Text size="xs" c="dimmed" aria-hidden>
        {isEnding ? t("a new code follows") : ""}
      </Text>
      {/* Once, when it begins to end; a countdown would be read out without a pause. */}
      <VisuallyHidden role="status">{isEnding ? t("a new code follows") : ""}</VisuallyHidden>
    </>
  );
};

const NoCode = ({ error }: { readonly error: AppError }): ReactElement => {
  const { title, next } = useErrorText(error);
  return (
    <Text size="sm" c="var(--mantine-color-error)" role="alert">
      {title}. {next}
    </Text>
  );
};

const Shown = (props: FieldLineProps & { readonly onEdit: (() => void) | null }): ReactElement => {
  const { detail, field, onEdit } = props;
  const t = useText();
  const client = useClient();
  const { copyCode } = useEntryActions();
  const { entryId, revision } = detail;
  const { totp, error } = useTotp(entryId, field.fieldId, revision);
  const reveal = useReveal(
    () => client.call("entries.reveal", { entryId, fieldId: field.fieldId }),
    `${entryId}/${revision}`,
  );
  const { label } = field;
  return (
    <>
      <div className={classes["main"]}>
        <Text size="xs" c="dimmed" dir="auto" className={classes["value"] ?? ""}>
          {label}
        </Text>
        {error === null ? (
          <Group gap="sm" mih={36}>
            {totp !== null && <Code totp={totp} />}
          </Group>
        ) : (
          <NoCode error={error} />
        )}
        {reveal.value !== null && (
          <Text size="xs" ff="monospace" dir="ltr" className={classes["value"] ?? ""} data-lines>
            {reveal.value}
          </Text>
        )}
      </div>
      <Group gap={2} wrap="nowrap">
        <RevealButton label={t("the seed of {{label}}", { label })} reveal={reveal} />
        {onEdit !== null && <PencilButton label={t("the seed of {{label}}", { label })} onEdit={onEdit} />}
        {totp !== null && (
          <IconButton
            label={t("Copy {{label}}", { label })}
            icon={<Copy size={18} aria-hidden />}
            onClick={() => copyCode(detail, field)}
          />
        )}
      </Group>
    </>
  );
};

/** The line. */
export const TotpLine = ({ detail, field }: FieldLineProps): ReactElement => {
  const group = useRef<HTMLDivElement>(null);
  const inline = useInline(detail.entryId, `field/${field.fieldId}`);
  const begin = useBeginField(detail, field, inline);
  return (
    <InlineGroup label={field.label} className={classes["field"] ?? ""} group={group} onEdit={begin}>
      {inline.edit === null ? (
        <Shown detail={detail} field={field} onEdit={begin} />
      ) : (
        <InlineValue detail={detail} field={field} inline={inline} group={group} />
      )}
    </InlineGroup>
  );
};
