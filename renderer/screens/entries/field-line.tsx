/** One field as shown: label, value, reveal, copy. */
import { Group, Text } from "@mantine/core";
import { Copy, Eye, EyeOff } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import type { EntryDetail, FieldView } from "#contract/views.ts";
import { useClient } from "#renderer/context.ts";
import classes from "./field-line.module.css";
import { IconButton } from "./icon-button.tsx";
import { useEntryActions } from "./use-entry-actions.ts";
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
  const text = revealed ?? field.value;
  if (text === null) {
    return (
      <Text size="sm" className={classes["dots"] ?? ""} aria-label="hidden" role="img">
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
}): ReactElement => (
  <IconButton
    label={reveal.value === null ? `Show ${label}` : `Hide ${label}`}
    icon={reveal.value === null ? <Eye size={18} aria-hidden /> : <EyeOff size={18} aria-hidden />}
    onClick={reveal.toggle}
  />
);

/** The line without knowing where its values come from; also for former revisions. */
export const PlainFieldLine = (props: {
  readonly field: FieldView;
  readonly reveal: Reveal;
  readonly children?: ReactNode;
}): ReactElement => {
  const { field, reveal, children } = props;
  return (
    <div className={classes["field"]} role="group" aria-label={field.label}>
      <div className={classes["main"]}>
        <Text size="xs" c="dimmed" dir="auto" className={classes["value"] ?? ""}>
          {field.label}
        </Text>
        {field.isEmpty ? <Text size="sm">–</Text> : <Value field={field} revealed={reveal.value} />}
      </div>
      <Group gap={2} wrap="nowrap">
        {field.value === null && !field.isEmpty && <RevealButton label={field.label} reveal={reveal} />}
        {children}
      </Group>
    </div>
  );
};

/** The field of an entry as it is now. */
export const FieldLine = ({ detail, field }: FieldLineProps): ReactElement => {
  const client = useClient();
  const { copy } = useEntryActions();
  const { entryId } = detail;
  const reveal = useReveal(() => client.call("entries.reveal", { entryId, fieldId: field.fieldId }));
  return (
    <PlainFieldLine field={field} reveal={reveal}>
      {!field.isEmpty && (
        <IconButton
          label={`Copy ${field.label}`}
          icon={<Copy size={18} aria-hidden />}
          onClick={() => copy(detail, field)}
        />
      )}
    </PlainFieldLine>
  );
};
