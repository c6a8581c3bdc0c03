/** One field as shown: label, value, reveal, copy; and edited where it stands. */
import { Group, Text } from "@mantine/core";
import { Copy, Eye, EyeOff } from "lucide-react";
import { type ReactElement, type ReactNode, useRef } from "react";
import type { EntryDetail, FieldView } from "#contract/views.ts";
import { useClient } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import classes from "./field-line.module.css";
import { IconButton } from "./icon-button.tsx";
import { InlineGroup, PencilButton, editOnClick } from "./inline-group.tsx";
import { InlineValue } from "./inline-value.tsx";
import { StrengthHint } from "./strength-hint.tsx";
import { useBeginField } from "./use-begin-field.ts";
import { useEntryActions } from "./use-entry-actions.ts";
import { useInline } from "./use-inline.ts";
import { type Reveal, useReveal } from "./use-reveal.ts";

/** What a field needs. */
export interface FieldLineProps {
  readonly detail: EntryDetail;
  readonly field: FieldView;
}

const codeLike: readonly FieldView["kind"][] = ["password", "hidden", "totp"];
const ofLines: readonly FieldView["kind"][] = ["multiline", "hidden", "totp"];

const Value = (props: { readonly field: FieldView; readonly revealed: string | null }): ReactElement => {
  const { field, revealed } = props;
  const t = useText();
  const text = revealed ?? field.value;
  if (text === null) {
    return (
      <Text size="sm" className={classes["dots"] ?? ""} aria-label={t("hidden")} role="img">
        ••••••••••••
      </Text>
    );
  }
  return (
    <Text
      size="sm"
      dir={codeLike.includes(field.kind) ? "ltr" : "auto"}
      ff={codeLike.includes(field.kind) ? "monospace" : "text"}
      className={classes["value"] ?? ""}
      data-lines={ofLines.includes(field.kind) || undefined}
    >
      {text}
    </Text>
  );
};

/** The button that shows and hides a value. */
export const RevealButton = ({
  label,
  reveal,
}: {
  readonly label: string;
  readonly reveal: Reveal;
}): ReactElement => {
  const t = useText();
  return (
    <IconButton
      label={reveal.value === null ? t("Show {{label}}", { label }) : t("Hide {{label}}", { label })}
      icon={reveal.value === null ? <Eye size={18} aria-hidden /> : <EyeOff size={18} aria-hidden />}
      onClick={reveal.toggle}
    />
  );
};

/** Label over value. */
export const LabelledValue = (props: {
  readonly field: FieldView;
  readonly reveal: Reveal;
  readonly onEdit?: (() => void) | null;
  readonly children?: ReactNode;
}): ReactElement => {
  const { field, reveal, onEdit = null, children } = props;
  return (
    <div className={classes["main"]}>
      <Text size="xs" c="dimmed" dir="auto" className={classes["value"] ?? ""}>
        {field.label}
      </Text>
      <div {...editOnClick(onEdit)}>
        {field.isEmpty ? <Text size="sm">–</Text> : <Value field={field} revealed={reveal.value} />}
      </div>
      {children}
    </div>
  );
};

/** The line without knowing where its values come from; also for former revisions. */
export const PlainFieldLine = (props: {
  readonly field: FieldView;
  readonly reveal: Reveal;
  readonly children?: ReactNode;
}): ReactElement => {
  const { field, reveal, children } = props;
  return (
    <div className={classes["field"]} role="group" aria-label={field.label}>
      <LabelledValue field={field} reveal={reveal} />
      <Group gap={2} wrap="nowrap">
        {field.value === null && !field.isEmpty && <RevealButton label={field.label} reveal={reveal} />}
        {children}
      </Group>
    </div>
  );
};

const Shown = (props: FieldLineProps & { readonly onEdit: (() => void) | null }): ReactElement => {
  const { detail, field, onEdit } = props;
  const t = useText();
  const client = useClient();
  const { copy } = useEntryActions();
  const { entryId, revision } = detail;
  const reveal = useReveal(
    () => client.call("entries.reveal", { entryId, fieldId: field.fieldId }),
    `${entryId}/${revision}`,
  );
  return (
    <>
      <LabelledValue field={field} reveal={reveal} onEdit={onEdit}>
        {field.kind === "password" && !detail.isDeleted && <StrengthHint detail={detail} field={field} />}
      </LabelledValue>
      <Group gap={2} wrap="nowrap">
        {field.value === null && !field.isEmpty && <RevealButton label={field.label} reveal={reveal} />}
        {onEdit !== null && <PencilButton label={field.label} onEdit={onEdit} />}
        {!field.isEmpty && (
          <IconButton
            label={t("Copy {{label}}", { label: field.label })}
            icon={<Copy size={18} aria-hidden />}
            onClick={() => copy(detail, field)}
          />
        )}
      </Group>
    </>
  );
};

/** The field of an entry as it is now. */
export const FieldLine = ({ detail, field }: FieldLineProps): ReactElement => {
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
