/** A secret of a service: typed once, never shown again. What is kept stays while the field is left empty. */
import { Checkbox, PasswordInput, Stack } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { useText } from "#renderer/language/use-text.ts";
import type { ReadField } from "./text-form.tsx";

/** What it is called, and whether one is kept already. */
export interface SecretFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly isKept: boolean;
  readonly maxLength?: number;
}

/** What a form says of a secret: the new one, null to forget the kept one, undefined to leave it. */
export const readSecret = (read: ReadField, name: string): string | null | undefined => {
  if (read(`${name}-forget`) !== "") return null;
  const typed = read(name).trim();
  return typed === "" ? undefined : typed;
};

/** A secret as a member of a call; absent where it is left as it is. */
export const secretMember = <N extends string>(
  read: ReadField,
  name: N,
): Partial<Record<N, string | null>> => {
  const secret = readSecret(read, name);
  return secret === undefined ? {} : ({ [name]: secret } as Record<N, string | null>);
};

/** The way to forget what is kept. */
export const ForgetSecret = (props: {
  readonly name: string;
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}): ReactElement => {
  const t = useText();
  return (
    <Checkbox
      size="xs"
      name={`${props.name}-forget`}
      label={t("Forget the kept {{what, lowercase}}", { what: props.label })}
      checked={props.isChecked}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
};

/** The field. */
export const SecretField = ({ name, label, hint, isKept, maxLength }: SecretFieldProps): ReactElement => {
  const t = useText();
  const [isForgotten, setIsForgotten] = useState(false);
  return (
    <Stack gap={6}>
      <PasswordInput
        name={name}
        label={label}
        description={isKept ? t("Kept in the keychain; leave empty to keep it") : hint}
        disabled={isForgotten}
        maxLength={maxLength ?? 2_000}
        autoComplete="off"
        spellCheck={false}
        visibilityToggleFocusable
        visibilityToggleButtonProps={{
          "aria-label": t("Show or hide the {{what, lowercase}}", { what: label }),
        }}
      />
      {isKept && <ForgetSecret name={name} label={label} isChecked={isForgotten} onChange={setIsForgotten} />}
    </Stack>
  );
};
