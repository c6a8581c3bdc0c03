/** How the window looks. */
import { Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { ThemeChoice } from "#renderer/components/setting-choices.tsx";
import { useApp } from "#renderer/context.ts";
import { SectionPart } from "./section-part.tsx";

/** The section. */
export const AppearanceSection = (): ReactElement => (
  <Stack gap="xl">
    <SectionPart title="Appearance" about="“System” follows the computer, by day and by night.">
      <div style={{ maxWidth: 360 }}>
        <ThemeChoice />
      </div>
    </SectionPart>
    <Text size="sm" c="dimmed">
      Tapvault {useApp().version}
    </Text>
  </Stack>
);
