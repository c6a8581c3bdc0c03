/** How the window looks, moves and sounds. */
import { Stack } from "@mantine/core";
import type { ReactElement } from "react";
import { ChoiceSetting, SwitchSetting, ThemeChoice } from "#renderer/components/setting-choices.tsx";
import { useText } from "#renderer/language/use-text.ts";
import { SectionPart } from "./section-part.tsx";

/** The section. */
export const AppearanceSection = (): ReactElement => {
  const t = useText();
  return (
    <Stack gap="xl">
      <SectionPart title={t("Appearance")} about={t("“System” follows the computer, by day and by night.")}>
        <Stack gap="md" maw={440}>
          <ThemeChoice />
          <ChoiceSetting
            name="density"
            label="Lines"
            choices={{ comfortable: "With more room", compact: "Close together" }}
          />
          <ChoiceSetting name="contrast" label="Contrast" choices={{ system: "System", more: "More" }} />
          <ChoiceSetting name="motion" label="Motion" choices={{ system: "System", reduced: "Less" }} />
        </Stack>
      </SectionPart>
      <SectionPart title={t("Tap")} about={t("Told to ear and hand as well, when a tap was read or failed.")}>
        <Stack gap="md" maw={440}>
          <SwitchSetting name="hasSounds" label="Sounds" />
          <SwitchSetting
            name="hasHaptics"
            label="Vibration"
            about="Where the computer has something that vibrates."
          />
        </Stack>
      </SectionPart>
    </Stack>
  );
};
