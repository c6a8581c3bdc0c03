/** The inputs of the form, one for each kind of field. A stored hidden value is not shown; it stays until it is replaced. */
import { Button, PasswordInput, Stack, TextInput, Textarea } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { StrengthMeter } from "#renderer/components/strength-meter.tsx";
import { useText } from "#renderer/language/use-text.ts";
import type { FieldDraft } from "./entry-presets.ts";
import classes from "./field-editor.module.css";
import { GeneratorButton } from "./generator-button.tsx";

/** What an input needs. `hints` are what a password should not be made of. */
export interface FieldInputProps {
  readonly label: string;
  readonly value: string;
  readonly hints: readonly string[];
  readonly onChange: (value: string) => void;
  /** It stands in the place of a value: it takes the focus, and what is edited can be seen. */
  readonly isInPlace?: boolean;
}

const common = { maxLength: 100_000, spellCheck: false, autoComplete: "off" } as const;

const PasswordField = ({
  label,
  value,
  hints,
  onChange,
  isInPlace = false,
}: FieldInputProps): ReactElement => {
  const t = useText();
  const [isShown, setIsShown] = useState(isInPlace);
  const take = (made: string): void => {
    onChange(made);
    setIsShown(true);
  };
  return (
    <Stack gap={6}>
      <div className={classes["input"]}>
        <PasswordInput
          {...common}
          autoFocus={isInPlace}
          label={label}
          value={value}
          visible={isShown}
          onVisibilityChange={setIsShown}
          onChange={(event) => onChange(event.currentTarget.value)}
          visibilityToggleButtonProps={{
            "aria-label": isShown ? t("Hide {{label}}", { label }) : t("Show {{label}}", { label }),
            tabIndex: 0,
          }}
        />
        <GeneratorButton onTake={take} />
      </div>
      {value !== "" && <StrengthMeter value={value} hints={hints} />}
    </Stack>
  );
};

interface MaskedProps extends Omit<FieldInputProps, "hints"> {
  readonly description?: string;
}

const MaskedField = ({
  label,
  value,
  onChange,
  description,
  isInPlace = false,
}: MaskedProps): ReactElement => {
  const t = useText();
  const [isShown, setIsShown] = useState(isInPlace);
  return (
    <div className={classes["input"]}>
      <Textarea
        {...common}
        autoFocus={isInPlace}
        autosize
        maxRows={8}
        label={label}
        description={description}
        value={value}
        classNames={isShown ? {} : { input: classes["masked"] ?? "" }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button
        variant="default"
        aria-pressed={isShown}
        aria-label={t("Show {{label}}", { label })}
        onClick={() => setIsShown(!isShown)}
      >
        {isShown ? t("Hide") : t("Show")}
      </Button>
    </div>
  );
};

/** In the place of a hidden value that is stored. */
export const KeptValue = (props: {
  readonly label: string;
  readonly onReplace: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <div className={classes["input"]}>
      <TextInput label={props.label} value="••••••••" readOnly description={t("Stays as it is")} />
      <Button
        variant="default"
        aria-label={t("Replace {{label}}", { label: props.label })}
        onClick={props.onReplace}
      >
        {t("Replace")}
      </Button>
    </div>
  );
};

// A date that came from elsewhere in other words would look empty in a date input.
const isDateText = (value: string): boolean => value === "" || /^\d{4}-\d{2}-\d{2}$/u.test(value);

/** The input of a kind. */
export const FieldInput = ({
  kind,
  ...props
}: FieldInputProps & { readonly kind: FieldDraft["kind"] }): ReactElement => {
  const { label, value, onChange, isInPlace = false } = props;
  const t = useText();
  switch (kind) {
    case "password":
      return <PasswordField {...props} />;
    case "hidden":
      return <MaskedField {...props} />;
    case "totp":
      return (
        <MaskedField
          {...props}
          description={t("The key that the website shows, or its otpauth:// address")}
        />
      );
    case "multiline":
      return (
        <Textarea
          {...common}
          autoFocus={isInPlace}
          autosize
          minRows={2}
          maxRows={12}
          label={label}
          value={value}
          dir="auto"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          autoFocus={isInPlace}
          label={label}
          type={kind === "date" && isDateText(value) ? "date" : "text"}
          value={value}
          dir="auto"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
};
