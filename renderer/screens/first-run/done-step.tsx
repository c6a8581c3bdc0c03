/** The vault is ready: what opens it from now on. */
import { Button, List, Stack, Text, ThemeIcon } from "@mantine/core";
import { CircleCheck, Compass, KeyRound, Nfc, ScrollText } from "lucide-react";
import type { ReactElement } from "react";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import { useApp, useSetUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";

/** The step. */
export const DoneStep = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const { profile, settings } = useApp();
  return (
    <Stack gap="lg" maw={520} mx="auto" align="center" ta="center">
      <ThemeIcon size={64} radius="xl" variant="light" color="petrol">
        <CircleCheck size={36} aria-hidden />
      </ThemeIcon>
      <div>
        <ScreenTitle>{t("Your vault is ready")}</ScreenTitle>
        <Text c="dimmed" mt={4}>
          {t("This is how you get in from now on:")}
        </Text>
      </div>
      <List spacing="sm" ta="start" center size="sm">
        <List.Item icon={<Nfc size={20} aria-hidden />}>{t("Tap your chip, on this computer.")}</List.Item>
        <List.Item icon={<ScrollText size={20} aria-hidden />}>
          {t("With the 24 words, wherever you are.")}
        </List.Item>
        <List.Item icon={<KeyRound size={20} aria-hidden />}>
          {profile.presence === "verify"
            ? t("The tap proves presence; the key lies in this computer’s keychain.")
            : t("Neither VivoKey nor this computer can open it without the chip.")}
        </List.Item>
      </List>
      <Button size="md" onClick={() => setUi({ isFirstRun: false })}>
        {t("Open my vault")}
      </Button>
      <Button
        variant={settings.hasSeenTour ? "subtle" : "light"}
        leftSection={<Compass size={18} aria-hidden />}
        onClick={() => setUi({ isTourOpen: true })}
      >
        {settings.hasSeenTour ? t("See the tour again") : t("Look around first: five cards, one minute")}
      </Button>
    </Stack>
  );
};
