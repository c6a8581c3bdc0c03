/** The vault is ready: what opens it from now on. */
import { Button, List, Stack, Text, ThemeIcon } from "@mantine/core";
import { CircleCheck, KeyRound, Nfc, ScrollText } from "lucide-react";
import type { ReactElement } from "react";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import { useApp, useSetUi } from "#renderer/context.ts";

/** The step. */
export const DoneStep = (): ReactElement => {
  const setUi = useSetUi();
  const { profile } = useApp();
  return (
    <Stack gap="lg" maw={520} mx="auto" align="center" ta="center">
      <ThemeIcon size={64} radius="xl" variant="light" color="petrol">
        <CircleCheck size={36} aria-hidden />
      </ThemeIcon>
      <div>
        <ScreenTitle>Your vault is ready</ScreenTitle>
        <Text c="dimmed" mt={4}>
          This is how you get in from now on:
        </Text>
      </div>
      <List spacing="sm" ta="start" center size="sm">
        <List.Item icon={<Nfc size={20} aria-hidden />}>Tap your chip, on this computer.</List.Item>
        <List.Item icon={<ScrollText size={20} aria-hidden />}>
          With the 24 words, wherever you are.
        </List.Item>
        <List.Item icon={<KeyRound size={20} aria-hidden />}>
          {profile.presence === "verify"
            ? "The tap proves presence; the key lies in this computer’s keychain."
            : "Neither VivoKey nor this computer can open it without the chip."}
        </List.Item>
      </List>
      <Button size="md" onClick={() => setUi({ isFirstRun: false })}>
        Open my vault
      </Button>
    </Stack>
  );
};
