/** Opens the vault with the passphrase. The field is emptied when it is sent, whatever comes of it. */
import { Button, Group, PasswordInput, Text } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import { Problem } from "#renderer/components/problem.tsx";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import { TextForm } from "#renderer/components/text-form.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useLate } from "#renderer/components/use-late.ts";
import { useText } from "#renderer/language/use-text.ts";

const Heading = (): ReactElement => {
  const t = useText();
  return (
    <div>
      <ScreenTitle>{t("Open with your passphrase")}</ScreenTitle>
      <Text c="dimmed" mt={4}>
        {t("No chip and no internet needed. It takes about half a second, so that guessing takes for ever.")}
      </Text>
    </div>
  );
};

/** The form. */
export const PassphraseForm = ({ onBack }: { readonly onBack: () => void }): ReactElement => {
  const t = useText();
  const field = useRef<HTMLInputElement>(null);
  const unlock = useCall("vault.unlockWithPassphrase");
  const isLate = useLate(unlock.isBusy);
  const { error } = unlock;
  useEffect(() => field.current?.focus(), [error]);
  const send = (passphrase: string): void => {
    if (field.current !== null) field.current.value = "";
    if (passphrase !== "" && !unlock.isBusy) unlock.run({ passphrase });
    else field.current?.focus();
  };
  return (
    <TextForm maw={480} onSend={(read) => send(read("passphrase"))}>
      <Heading />
      <PasswordInput
        ref={field}
        name="passphrase"
        label={t("Passphrase")}
        maxLength={1000}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        visibilityToggleFocusable
        visibilityToggleButtonProps={{ "aria-label": t("Show or hide what is typed") }}
        aria-invalid={error !== null}
      />
      {error !== null && <Problem error={error} />}
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {isLate ? t("Opening the vault…") : ""}
        </Text>
        <Group gap="sm">
          <Button variant="default" onClick={onBack}>
            {t("Back to the tap")}
          </Button>
          <Button type="submit" loading={unlock.isBusy}>
            {t("Open vault")}
          </Button>
        </Group>
      </Group>
    </TextForm>
  );
};
