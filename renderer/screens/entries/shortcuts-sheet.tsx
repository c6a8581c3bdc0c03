/** The sheet that shows every shortcut. */
import { Group, Kbd, Modal, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { useSetUi, useUi } from "#renderer/context.ts";
import { modKeyName } from "#renderer/platform.ts";
import { type Shortcut, movements, shortcuts } from "./shortcuts.ts";

const keyText = ({ mod, key }: Shortcut["keys"][number]): string => {
  const name = key.length === 1 ? key.toUpperCase() : key;
  return mod ? `${modKeyName()} ${name}` : name;
};

const Line = ({
  label,
  keys,
}: {
  readonly label: string;
  readonly keys: readonly string[];
}): ReactElement => (
  <Group justify="space-between" wrap="nowrap">
    <Text size="sm">{label}</Text>
    <Group gap={6} wrap="nowrap">
      {keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </Group>
  </Group>
);

/** The sheet. */
export const ShortcutsSheet = (): ReactElement => {
  const isOpen = useUi((ui) => ui.isShortcutSheetOpen);
  const setUi = useSetUi();
  return (
    <Modal
      opened={isOpen}
      onClose={() => setUi({ isShortcutSheetOpen: false })}
      title="Keyboard shortcuts"
      closeButtonProps={{ "aria-label": "Close" }}
      centered
    >
      <Stack gap="sm">
        {shortcuts.map(({ id, label, keys }) => (
          <Line key={id} label={label} keys={keys.map(keyText)} />
        ))}
        {movements.map(({ label, keys }) => (
          <Line key={label} label={label} keys={keys.map(keyText)} />
        ))}
      </Stack>
    </Modal>
  );
};
