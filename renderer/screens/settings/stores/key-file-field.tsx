/** The private key of a contract: chosen as a file or pasted, masked, sent once and never shown again. */
import { Button, FileButton, Group, Stack, Textarea } from "@mantine/core";
import { FileKey2 } from "lucide-react";
import { type ReactElement, useRef, useState } from "react";
import { ForgetSecret } from "#renderer/components/secret-field.tsx";
import type { Text } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import classes from "./stores.module.css";

const maxLength = 20_000;

const FileChoice = (props: {
  readonly label: string;
  readonly isDisabled: boolean;
  readonly onChange: (file: File | null) => void;
}): ReactElement => {
  const t = useText();
  const { label, isDisabled, onChange } = props;
  return (
    <FileButton onChange={onChange} disabled={isDisabled}>
      {(button) => (
        <Button
          {...button}
          size="compact-sm"
          variant="default"
          disabled={isDisabled}
          leftSection={<FileKey2 size={16} aria-hidden />}
          aria-label={t("Choose the file: {{label}}", { label })}
        >
          {t("Choose the file…")}
        </Button>
      )}
    </FileButton>
  );
};

/** The field. */
export const KeyFileField = (props: {
  readonly name: string;
  readonly label: Text;
  readonly isKept: boolean;
}): ReactElement => {
  const t = useText();
  const { name, isKept } = props;
  const label = t(props.label);
  const field = useRef<HTMLTextAreaElement>(null);
  const [isForgotten, setIsForgotten] = useState(false);
  const take = (file: File | null): void => {
    if (file === null) return;
    void file
      .slice(0, maxLength)
      .text()
      .then((text) => {
        if (field.current !== null) field.current.value = text;
      });
  };
  return (
    <Stack gap={6}>
      <Textarea
        ref={field}
        name={name}
        label={label}
        description={
          isKept
            ? t("Kept in the keychain; leave empty to keep it")
            : t("The file that digi.me gave you; it begins with “-----BEGIN”")
        }
        rows={2}
        disabled={isForgotten}
        maxLength={maxLength}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        classNames={{ input: classes["masked"] ?? "" }}
      />
      <Group gap="md">
        <FileChoice label={label} isDisabled={isForgotten} onChange={take} />
        {isKept && (
          <ForgetSecret name={name} label={label} isChecked={isForgotten} onChange={setIsForgotten} />
        )}
      </Group>
    </Stack>
  );
};
