/** The settings one changes now and then, each as one field: in the small sheet and on the settings page alike. */
import { Input, SegmentedControl, Select } from "@mantine/core";
import { type ReactElement, useId } from "react";
import type { CommandInput } from "#contract/ipc.ts";
import type { AppView } from "#contract/views.ts";
import { useApp, useClient } from "#renderer/context.ts";
import { tellProblem } from "./notices.tsx";

const minutes = [1, 2, 5, 10, 30, 60, 240] as const;
const seconds = [10, 15, 30, 60, 120] as const;
const themes = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const satisfies readonly { readonly value: AppView["settings"]["theme"]; readonly label: string }[];

const minuteText = (count: number): string => `${count} ${count === 1 ? "minute" : "minutes"}`;

/** The choices with the present one among them. */
export const withCurrent = (known: readonly number[], current: number): readonly number[] =>
  known.includes(current) ? known : [...known, current].sort((a, b) => a - b);

/** Changes settings; a failure shows as a notice. */
export const useChangeSettings = (): ((change: CommandInput<"settings.set">) => void) => {
  const client = useClient();
  return (change) => void client.call("settings.set", change).then(tellProblem);
};

/** The colours. */
export const ThemeChoice = (): ReactElement => {
  const { settings } = useApp();
  const change = useChangeSettings();
  const label = useId();
  return (
    <Input.Wrapper label="Colours" labelElement="div" labelProps={{ id: label }}>
      <SegmentedControl
        fullWidth
        aria-labelledby={label}
        data={[...themes]}
        value={settings.theme}
        onChange={(theme) => change({ theme })}
      />
    </Input.Wrapper>
  );
};

/** After how long the vault locks by itself. */
export const AutoLockChoice = (): ReactElement => {
  const { settings } = useApp();
  const change = useChangeSettings();
  const current = settings.autoLockMs / 60_000;
  return (
    <Select
      label="Lock by itself after"
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
      data={withCurrent(minutes, current).map((count) => ({
        value: String(count),
        label: minuteText(count),
      }))}
      value={String(current)}
      onChange={(value) => value !== null && change({ autoLockMs: Number(value) * 60_000 })}
    />
  );
};

/** After how long a copied value leaves the clipboard. */
export const ClipboardChoice = (): ReactElement => {
  const { settings } = useApp();
  const change = useChangeSettings();
  const current = settings.clipboardClearMs / 1000;
  return (
    <Select
      label="Clear the clipboard after"
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
      data={withCurrent(seconds, current).map((count) => ({
        value: String(count),
        label: `${count} seconds`,
      }))}
      value={String(current)}
      onChange={(value) => value !== null && change({ clipboardClearMs: Number(value) * 1000 })}
    />
  );
};
