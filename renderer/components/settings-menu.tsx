/** The few settings one changes now and then, in a small sheet under a button, and the way to all of them. */
import { ActionIcon, Button, Kbd, Popover, Stack, Text } from "@mantine/core";
import { Settings } from "lucide-react";
import { type ReactElement, useState } from "react";
import { useApp, useSetUi, useUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { modKeyName } from "#renderer/platform.ts";
import { AutoLockChoice, ClipboardChoice, ThemeChoice } from "./setting-choices.tsx";

/** To the settings page; not while an entry is being edited, as leaving would drop what was typed. */
const AllSettings = ({ onOpen }: { readonly onOpen: () => void }): ReactElement | null => {
  const { vault } = useApp();
  const isFirstRun = useUi((ui) => ui.isFirstRun);
  const isEditing = useUi((ui) => ui.pane !== "show");
  const t = useText();
  if (vault !== "unlocked" || isFirstRun) return null;
  return (
    <>
      <Button
        variant="light"
        fullWidth
        disabled={isEditing}
        rightSection={<Kbd size="xs">{modKeyName()} ,</Kbd>}
        onClick={onOpen}
      >
        {t("All settings")}
      </Button>
      {isEditing && (
        <Text size="xs" c="dimmed">
          {t("Save or cancel what you are editing first.")}
        </Text>
      )}
    </>
  );
};

/** The button and its sheet. */
export const SettingsMenu = (): ReactElement => {
  const t = useText();
  const { version } = useApp();
  const setUi = useSetUi();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      width={280}
      trapFocus
      returnFocus
      withinPortal
      shadow="md"
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("Settings")}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Settings size={20} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("Settings")}>
        <Stack gap="sm">
          <ThemeChoice />
          <AutoLockChoice />
          <ClipboardChoice />
          <AllSettings onOpen={() => setUi({ page: "settings" })} />
          <Text size="xs" c="dimmed">
            Tapvault {version}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
};
