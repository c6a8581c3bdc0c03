/** What few people change: keys from anywhere, single keys, ports, folders, and everything as it was. */
import { Stack } from "@mantine/core";
import type { ReactElement } from "react";
import { SwitchSetting, settingId } from "#renderer/components/setting-choices.tsx";
import { useText } from "#renderer/language/use-text.ts";
import { FoldersPart } from "./folders-part.tsx";
import { QuickKeysField } from "./quick-keys-field.tsx";
import { ResetPart } from "./reset-part.tsx";
import { SectionPart } from "./section-part.tsx";
import { PortsPart } from "./stores/ports-part.tsx";

/** The section. */
export const AdvancedSection = (): ReactElement => {
  const t = useText();
  return (
    <Stack gap="xl">
      <SectionPart title={t("Keyboard")} about={t("Press ? on the list to see all shortcuts.")}>
        <Stack gap="md" maw={520}>
          <QuickKeysField />
          <SwitchSetting
            name="hasSingleKeys"
            label="Single letters are shortcuts"
            about="Off for speech input and other tools that type letters by themselves. Those with Ctrl or Command always work."
          />
        </Stack>
      </SectionPart>
      <div id={settingId("ports")}>
        <PortsPart />
      </div>
      <FoldersPart />
      <ResetPart />
    </Stack>
  );
};
