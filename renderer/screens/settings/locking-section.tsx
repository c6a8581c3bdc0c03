/** What keeps others out: when the vault locks, how long a copied value stays, who may see the window. */
import { List, Stack } from "@mantine/core";
import type { ReactElement } from "react";
import { AutoLockChoice, ClipboardChoice, SwitchSetting } from "#renderer/components/setting-choices.tsx";
import { useText } from "#renderer/language/use-text.ts";
import { SectionPart } from "./section-part.tsx";

const Locking = (): ReactElement => {
  const t = useText();
  return (
    <SectionPart
      title={t("Locking")}
      about={t("Locking wipes the keys from memory; this window forgets everything.")}
    >
      <Stack gap="md" maw={440}>
        <AutoLockChoice />
        <SwitchSetting name="lockOnWindowClose" label="Lock when the window is closed" />
        <SwitchSetting name="lockOnReaderRemoval" label="Lock when the reader is unplugged" />
      </Stack>
    </SectionPart>
  );
};

const Window = (): ReactElement => {
  const t = useText();
  return (
    <SectionPart title={t("Window")} about={t("Who may see it, and when it comes and goes.")}>
      <Stack gap="md" maw={440}>
        <SwitchSetting
          name="isCaptureBlocked"
          label="Keep it out of screenshots and screen sharing"
          about="Where the system can do that; on Linux it mostly cannot."
        />
        <SwitchSetting name="hidesOnBlur" label="Hide it when another window comes to the front" />
        <SwitchSetting
          name="staysInTray"
          label="Closing it leaves Tapvault in the tray"
          about="A tap still reaches it there."
        />
        <SwitchSetting name="comesForward" label="A tap brings it to the front while the vault is locked" />
      </Stack>
    </SectionPart>
  );
};

/** The section. */
export const LockingSection = (): ReactElement => {
  const t = useText();
  return (
    <Stack gap="xl">
      <Locking />
      <SectionPart title={t("It always locks")} about={t("These cannot be switched off.")}>
        <List size="sm" spacing={4}>
          <List.Item>{t("when the computer goes to sleep")}</List.Item>
          <List.Item>{t("when the screen is locked")}</List.Item>
          <List.Item>{t("when somebody else’s session comes to the front")}</List.Item>
        </List>
      </SectionPart>
      <SectionPart title={t("Clipboard")} about={t("Only if it still holds what Tapvault put there.")}>
        <Stack maw={440}>
          <ClipboardChoice />
        </Stack>
      </SectionPart>
      <Window />
    </Stack>
  );
};
