/** The few settings one changes now and then, in a small sheet under a button. */
import { ActionIcon, Popover, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { Settings } from "lucide-react";
import { type ReactElement, useId } from "react";
import type { CommandInput } from "#contract/ipc.ts";
import type { AppView } from "#contract/views.ts";
import { useApp, useClient } from "#renderer/context.ts";
import { tellProblem } from "./notices.tsx";

type Change = CommandInput<"settings.set">;

const minutes = [1, 2, 5, 10, 30, 60, 240] as const;
const seconds = [10, 15, 30, 60, 120] as const;
const themes = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const satisfies readonly { readonly value: AppView["settings"]["theme"]; readonly label: string }[];

const minuteText = (count: number): string => `${count} ${count === 1 ? "minute" : "minutes"}`;

const withCurrent = (known: readonly number[], current: number): readonly number[] =>
  known.includes(current) ? known : [...known, current].sort((a, b) => a - b);

const Choices = ({ onChange }: { readonly onChange: (change: Change) => void }): ReactElement => {
  const { settings, version } = useApp();
  const label = useId();
  const autoLock = settings.autoLockMs / 60_000;
  const clipboard = settings.clipboardClearMs / 1000;
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={500} mb={4} id={label}>
          Appearance
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby={label}
          data={[...themes]}
          value={settings.theme}
          onChange={(theme) => onChange({ theme })}
        />
      </div>
      <Select
        label="Lock by itself after"
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data={withCurrent(minutes, autoLock).map((count) => ({
          value: String(count),
          label: minuteText(count),
        }))}
        value={String(autoLock)}
        onChange={(value) => value !== null && onChange({ autoLockMs: Number(value) * 60_000 })}
      />
      <Select
        label="Clear the clipboard after"
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data={withCurrent(seconds, clipboard).map((count) => ({
          value: String(count),
          label: `${count} seconds`,
        }))}
        value={String(clipboard)}
        onChange={(value) => value !== null && onChange({ clipboardClearMs: Number(value) * 1000 })}
      />
      <Text size="xs" c="dimmed">
        Tapvault {version}
      </Text>
    </Stack>
  );
};

/** The button and its sheet. */
export const SettingsMenu = (): ReactElement => {
  const client = useClient();
  const change = (input: Change): void => void client.call("settings.set", input).then(tellProblem);
  return (
    <Popover position="bottom-end" width={280} trapFocus returnFocus withinPortal shadow="md">
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Settings">
          <Settings size={20} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="Settings">
        <Choices onChange={change} />
      </Popover.Dropdown>
    </Popover>
  );
};
