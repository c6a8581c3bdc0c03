/** One field of the form: its input, its name where that can be changed, and its menu. */
import { Select, TextInput } from "@mantine/core";
import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from "react";
import { type EntryDraft, fieldKindSchema } from "#contract/views.ts";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { strengthHints, withField } from "./draft.ts";
import { type FieldDraft, presetLabel } from "./entry-presets.ts";
import classes from "./field-editor.module.css";
import { useFieldLabel } from "./field-labels.ts";
import { FieldInput, KeptValue } from "./field-inputs.tsx";
import { FieldMenu } from "./field-menu.tsx";

/** What the editor needs. */
export interface FieldEditorProps {
  readonly draft: EntryDraft;
  readonly field: FieldDraft;
  readonly index: number;
  readonly onChange: (draft: EntryDraft) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

const kindChoices = [
  { value: "text", label: "Text" },
  { value: "hidden", label: "Hidden" },
  { value: "multiline", label: "Long text" },
  { value: "url", label: "Website" },
  { value: "date", label: "Date" },
  { value: "totp", label: "One-time code" },
  { value: "username", label: "User name" },
  { value: "password", label: "Password" },
] as const satisfies readonly { readonly value: FieldDraft["kind"]; readonly label: KnownText }[];

/** The name and kind of a field that has no fixed name. A new one, or one just renamed, takes the focus. */
const FieldNames = (props: FieldEditorProps & { readonly takesFocus: boolean }): ReactElement => {
  const { draft, field, onChange, takesFocus } = props;
  const t = useText();
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Not at once: the menu that asked for this gives the focus back to its button first.
    const timer = takesFocus ? setTimeout(() => name.current?.focus(), 60) : undefined;
    return () => clearTimeout(timer);
  }, [takesFocus]);
  return (
    <>
      <TextInput
        ref={name}
        size="xs"
        label={t("Name of the field")}
        maxLength={200}
        dir="auto"
        value={field.label}
        onChange={(event) => onChange(withField(draft, field.fieldId, { label: event.currentTarget.value }))}
      />
      <Select
        size="xs"
        label={t("Holds")}
        allowDeselect={false}
        data={kindChoices.map(({ value, label }) => ({ value, label: t(label) }))}
        value={field.kind}
        onChange={(kind) => onChange(withField(draft, field.fieldId, { kind: fieldKindSchema.parse(kind) }))}
      />
    </>
  );
};

const ValueInput = ({ draft, field, onChange }: FieldEditorProps): ReactElement => {
  const t = useText();
  const say = useFieldLabel();
  const label = say(draft.type, field) || t("Value");
  const setValue = (value: string): void => onChange(withField(draft, field.fieldId, { value }));
  return field.value === null ? (
    <KeptValue label={label} onReplace={() => setValue("")} />
  ) : (
    <FieldInput
      kind={field.kind}
      label={label}
      value={field.value}
      hints={field.kind === "password" ? strengthHints(draft) : []}
      onChange={setValue}
    />
  );
};

/** The editor. */
export const FieldEditor = (props: FieldEditorProps): ReactElement => {
  const { draft, field, index, onMove, onRemove } = props;
  const t = useText();
  const say = useFieldLabel();
  const usual = presetLabel(draft.type, field.fieldId);
  const [isRenaming, setIsRenaming] = useState(false);
  const isOwn = usual === null || isRenaming || field.label !== usual;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onMove(event.key === "ArrowUp" ? -1 : 1);
  };
  const menu = (
    <FieldMenu
      label={say(draft.type, field) || t("the new field")}
      isFirst={index === 0}
      isLast={index === draft.fields.length - 1}
      onRename={isOwn ? null : () => setIsRenaming(true)}
      onMove={onMove}
      onRemove={onRemove}
    />
  );
  const isTall = field.kind === "multiline" || field.kind === "password";
  return (
    <div data-field={field.fieldId} onKeyDown={onKeyDown}>
      {isOwn ? (
        <div className={classes["own"]}>
          <div className={classes["names"]}>
            <FieldNames {...props} takesFocus={isRenaming || field.label === ""} />
            <div style={{ alignSelf: "end" }}>{menu}</div>
          </div>
          <ValueInput {...props} />
        </div>
      ) : (
        <div className={classes["line"]} data-tall={isTall || undefined}>
          <ValueInput {...props} />
          {menu}
        </div>
      )}
    </div>
  );
};
