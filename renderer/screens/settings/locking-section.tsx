/** When the vault locks, and how long a copied value may stay on the clipboard. */
import { List, Stack, Switch } from "@mantine/core";
import type { ReactElement } from "react";
import { AutoLockChoice, ClipboardChoice, useChangeSettings } from "#renderer/components/setting-choices.tsx";
import { useApp } from "#renderer/context.ts";
import { SectionPart } from "./section-part.tsx";

/** The section. */
export const LockingSection = (): ReactElement => {
  const { settings } = useApp();
  const change = useChangeSettings();
  return (
    <Stack gap="xl">
      <SectionPart
        title="Locking"
        about="Locking wipes the keys from memory; this window forgets everything."
      >
        <Stack gap="md" maw={360}>
          <AutoLockChoice />
          <Switch
            label="Lock when the window is closed"
            checked={settings.lockOnWindowClose}
            onChange={(event) => change({ lockOnWindowClose: event.currentTarget.checked })}
          />
          <Switch
            label="Lock when the reader is unplugged"
            checked={settings.lockOnReaderRemoval}
            onChange={(event) => change({ lockOnReaderRemoval: event.currentTarget.checked })}
          />
        </Stack>
      </SectionPart>
      <SectionPart title="It always locks" about="These cannot be switched off.">
        <List size="sm" spacing={4}>
          <List.Item>when the computer goes to sleep</List.Item>
          <List.Item>when the screen is locked</List.Item>
          <List.Item>when somebody else’s session comes to the front</List.Item>
        </List>
      </SectionPart>
      <SectionPart title="Clipboard" about="Only if it still holds what Tapvault put there.">
        <Stack maw={360}>
          <ClipboardChoice />
        </Stack>
      </SectionPart>
    </Stack>
  );
};
