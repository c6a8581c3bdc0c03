/** One field of the form, by its kind. A stored hidden value is not shown; it stays until it is replaced. */
import { ActionIcon, Button, Group, PasswordInput, Select, TextInput, Textarea } from "@mantine/core";
import { Dices, Trash2 } from "lucide-react";
import { type ReactElement, useState } from "react";
import { type EntryDraft, fieldKindSchema } from "#contract/views.ts";
import { type FieldDraft, isPreset, withField, withoutField } from "./draft.ts";
import classes from "./field-editor.module.css";
import { generatePassword } from "./password-generator.ts";

/** What the editor needs. */
export interface FieldEditorProps {
  readonly draft: EntryDraft;
  readonly field: FieldDraft;
  readonly onChange: (draft: EntryDraft) => void;
}

interface InputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const common = { maxLength: 100_000, spellCheck: false, autoComplete: "off" } as const;

const PasswordField = ({ label, value, onChange }: InputProps): ReactElement => {
  const [isShown, setIsShown] = useState(false);
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <PasswordInput
        {...common}
        flex={1}
        label={label}
        value={value}
        visible={isShown}
        onVisibilityChange={setIsShown}
        onChange={(event) => onChange(event.currentTarget.value)}
        visibilityToggleButtonProps={{ "aria-label": `Show ${label}`, tabIndex: 0 }}
      />
      <Button
        variant="default"
        leftSection={<Dices size={16} aria-hidden />}
        onClick={() => {
          onChange(generatePassword());
          setIsShown(true);
        }}
      >
        Generate
      </Button>
    </Group>
  );
};

const HiddenField = ({ label, value, onChange }: InputProps): ReactElement => {
  const [isShown, setIsShown] = useState(false);
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <Textarea
        {...common}
        flex={1}
        autosize
        maxRows={8}
        label={label}
        value={value}
        classNames={isShown ? {} : { input: classes["masked"] ?? "" }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button variant="default" aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
        {isShown ? "Hide" : "Show"}
      </Button>
    </Group>
  );
};

const Kept = ({
  label,
  onReplace,
}: {
  readonly label: string;
  readonly onReplace: () => void;
}): ReactElement => (
  <Group gap="xs" align="flex-end" wrap="nowrap">
    <TextInput flex={1} label={label} value="••••••••" readOnly description="Stays as it is" />
    <Button variant="default" onClick={onReplace}>
      Replace
    </Button>
  </Group>
);

const Input = ({ kind, ...props }: InputProps & { readonly kind: FieldDraft["kind"] }): ReactElement => {
  const { label, value, onChange } = props;
  switch (kind) {
    case "password":
      return <PasswordField {...props} />;
    case "hidden":
      return <HiddenField {...props} />;
    case "multiline":
      return (
        <Textarea
          {...common}
          autosize
          minRows={2}
          maxRows={12}
          label={label}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          label={label}
          type={kind === "date" ? "date" : "text"}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
};

const kindChoices = [
  { value: "text", label: "Text" },
  { value: "hidden", label: "Hidden" },
  { value: "multiline", label: "Long text" },
  { value: "url", label: "Website" },
  { value: "date", label: "Date" },
  { value: "username", label: "User name" },
  { value: "password", label: "Password" },
];

const OwnFieldHead = ({ draft, field, onChange }: FieldEditorProps): ReactElement => (
  <Group gap="xs" align="flex-end" wrap="nowrap">
    <TextInput
      flex={1}
      size="xs"
      label="Name of the field"
      maxLength={200}
      value={field.label}
      onChange={(event) => onChange(withField(draft, field.fieldId, { label: event.currentTarget.value }))}
    />
    <Select
      w={120}
      size="xs"
      label="Holds"
      allowDeselect={false}
      data={kindChoices}
      value={field.kind}
      onChange={(kind) => onChange(withField(draft, field.fieldId, { kind: fieldKindSchema.parse(kind) }))}
    />
    <ActionIcon
      variant="subtle"
      color="gray"
      size={30}
      aria-label={`Remove the field ${field.label}`}
      onClick={() => onChange(withoutField(draft, field.fieldId))}
    >
      <Trash2 size={16} aria-hidden />
    </ActionIcon>
  </Group>
);

/** The editor. */
export const FieldEditor = ({ draft, field, onChange }: FieldEditorProps): ReactElement => {
  const isOwn = !isPreset(draft.type, field.fieldId);
  const setValue = (value: string): void => onChange(withField(draft, field.fieldId, { value }));
  const label = isOwn ? field.label || "Value" : field.label;
  const input =
    field.value === null ? (
      <Kept label={label} onReplace={() => setValue("")} />
    ) : (
      <Input kind={field.kind} label={label} value={field.value} onChange={setValue} />
    );
  if (!isOwn) return input;
  return (
    <div className={classes["own"]}>
      <OwnFieldHead draft={draft} field={field} onChange={onChange} />
      {input}
    </div>
  );
};
