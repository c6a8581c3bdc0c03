/** Opens the vault with the passphrase. The field is emptied when it is sent, whatever comes of it. */
import { Button, Group, PasswordInput, Text } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import { Problem } from "#renderer/components/problem.tsx";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import { TextForm } from "#renderer/components/text-form.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useLate } from "#renderer/components/use-late.ts";

/** The form. */
export const PassphraseForm = ({ onBack }: { readonly onBack: () => void }): ReactElement => {
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
      <div>
        <ScreenTitle>Open with your passphrase</ScreenTitle>
        <Text c="dimmed" mt={4}>
          No chip and no internet needed. It takes about half a second, so that guessing takes for ever.
        </Text>
      </div>
      <PasswordInput
        ref={field}
        name="passphrase"
        label="Passphrase"
        maxLength={1000}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        visibilityToggleFocusable
        visibilityToggleButtonProps={{ "aria-label": "Show or hide what is typed" }}
        aria-invalid={error !== null}
      />
      {error !== null && <Problem error={error} />}
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {isLate ? "Opening the vault…" : ""}
        </Text>
        <Group gap="sm">
          <Button variant="default" onClick={onBack}>
            Back to the tap
          </Button>
          <Button type="submit" loading={unlock.isBusy}>
            Open vault
          </Button>
        </Group>
      </Group>
    </TextForm>
  );
};
