/** One field as shown: label, value, reveal, copy. A revealed value hides after 30 s and when one leaves. */
import { ActionIcon, Group, Text, Tooltip } from "@mantine/core";
import { Copy, Eye, EyeOff } from "lucide-react";
import { type ReactElement, useEffect, useState } from "react";
import type { EntryDetail, FieldView } from "#contract/views.ts";
import { tellProblem } from "#renderer/components/notices.tsx";
import { useClient } from "#renderer/context.ts";
import classes from "./field-line.module.css";
import { useEntryActions } from "./use-entry-actions.ts";

const shownMs = 30_000;

/** What a field needs. */
export interface FieldLineProps {
  readonly detail: EntryDetail;
  readonly field: FieldView;
}

interface Reveal {
  readonly value: string | null;
  readonly toggle: () => void;
}

const useReveal = ({ detail, field }: FieldLineProps): Reveal => {
  const client = useClient();
  const [value, setValue] = useState<string | null>(null);
  useEffect(() => {
    if (value === null) return undefined;
    const hide = (): void => setValue(null);
    const timer = setTimeout(hide, shownMs);
    window.addEventListener("pagehide", hide);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", hide);
    };
  }, [value]);
  const toggle = (): void => {
    if (value !== null) return setValue(null);
    void client.call("entries.reveal", { entryId: detail.entryId, fieldId: field.fieldId }).then((reply) => {
      if (reply.ok) setValue(reply.value.value);
      else tellProblem(reply);
    });
  };
  return { value, toggle };
};

const Value = (props: { readonly field: FieldView; readonly revealed: string | null }): ReactElement => {
  const { field, revealed } = props;
  const text = revealed ?? field.value;
  if (text === null) {
    return (
      <Text size="sm" className={classes["dots"] ?? ""} aria-label="hidden">
        ••••••••••••
      </Text>
    );
  }
  const isSecret = field.kind === "password" || field.kind === "hidden";
  return (
    <Text
      size="sm"
      ff={isSecret ? "monospace" : "text"}
      className={classes["value"] ?? ""}
      data-lines={field.kind === "multiline" || field.kind === "hidden" || undefined}
    >
      {text}
    </Text>
  );
};

const IconButton = (props: {
  readonly label: string;
  readonly icon: ReactElement;
  readonly onClick: () => void;
  readonly isPressed?: boolean;
}): ReactElement => (
  <Tooltip label={props.label} openDelay={500}>
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={props.label}
      aria-pressed={props.isPressed}
      onClick={props.onClick}
    >
      {props.icon}
    </ActionIcon>
  </Tooltip>
);

/** The field. */
export const FieldLine = ({ detail, field }: FieldLineProps): ReactElement => {
  const { copy } = useEntryActions();
  const { value, toggle } = useReveal({ detail, field });
  const isHidden = field.value === null && !field.isEmpty;
  return (
    <div className={classes["field"]} role="group" aria-label={field.label}>
      <div className={classes["main"]}>
        <Text size="xs" c="dimmed">
          {field.label}
        </Text>
        {field.isEmpty ? <Text size="sm">–</Text> : <Value field={field} revealed={value} />}
      </div>
      <Group gap={2} wrap="nowrap">
        {isHidden && (
          <IconButton
            label={value === null ? `Show ${field.label}` : `Hide ${field.label}`}
            icon={value === null ? <Eye size={18} aria-hidden /> : <EyeOff size={18} aria-hidden />}
            onClick={toggle}
          />
        )}
        {!field.isEmpty && (
          <IconButton
            label={`Copy ${field.label}`}
            icon={<Copy size={18} aria-hidden />}
            onClick={() => copy(detail, field)}
          />
        )}
      </Group>
    </div>
  );
};
