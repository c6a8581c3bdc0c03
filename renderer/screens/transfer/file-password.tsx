/** The password of an encrypted file. The field is emptied when it is sent. */
import { Button, Group, PasswordInput, Text } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import type { ImportPreview } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { TextForm } from "#renderer/components/text-form.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useLate } from "#renderer/components/use-late.ts";
import { useText } from "#renderer/language/use-text.ts";
import { importFormatNames } from "./format-words.ts";

/** The step. */
export const FilePassword = (props: {
  readonly preview: ImportPreview;
  readonly onOpened: (preview: ImportPreview) => void;
  readonly onOther: () => void;
}): ReactElement => {
  const t = useText();
  const { preview, onOpened, onOther } = props;
  const field = useRef<HTMLInputElement>(null);
  const unlock = useCall("import.unlock");
  const isLate = useLate(unlock.isBusy);
  useEffect(() => field.current?.focus(), [unlock.error]);
  const send = (password: string): void => {
    if (field.current !== null) field.current.value = "";
    unlock.run({ importId: preview.importId, password }, (opened) => onOpened(opened.preview));
  };
  return (
    <TextForm onSend={(read) => send(read("password"))}>
      <Text style={{ overflowWrap: "anywhere" }}>
        {t("“{{fileName}}” is encrypted ({{format}}). Its password was set when it was made.", {
          fileName: preview.fileName,
          format: t(importFormatNames[preview.format]),
        })}
      </Text>
      <PasswordInput
        ref={field}
        name="password"
        label={t("Password of the file")}
        maw={400}
        maxLength={1000}
        autoComplete="off"
        spellCheck={false}
        visibilityToggleFocusable
        visibilityToggleButtonProps={{ "aria-label": t("Show or hide what is typed") }}
        aria-invalid={unlock.error !== null}
      />
      {unlock.error !== null && <Problem error={unlock.error} />}
      <Group gap="sm">
        <Button type="submit" loading={unlock.isBusy}>
          {t("Open the file")}
        </Button>
        <Button variant="default" onClick={onOther}>
          {t("Choose another file")}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {isLate ? t("Working on the password…") : ""}
        </Text>
      </Group>
    </TextForm>
  );
};
