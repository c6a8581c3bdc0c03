/** Which version this is, and whether newer ones are looked for. */
import { Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { SwitchSetting } from "#renderer/components/setting-choices.tsx";
import { useApp } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { SectionPart } from "./section-part.tsx";

/** The section. */
export const UpdatesSection = (): ReactElement => {
  const t = useText();
  const { version } = useApp();
  return (
    <SectionPart title={t("Updates")} about={t("This is Tapvault {{version}}.", { version })}>
      <Stack gap="md" maw={520}>
        <SwitchSetting
          name="checksForUpdates"
          label="Look for newer versions"
          about="Asks for the list of versions only; nothing about you or your vault is sent."
        />
        <Text size="sm" c="dimmed">
          {t(
            "This copy was not put here by an installer, so it does not update itself: replace it by a newer one yourself. The setting counts once an installer is used.",
          )}
        </Text>
      </Stack>
    </SectionPart>
  );
};
