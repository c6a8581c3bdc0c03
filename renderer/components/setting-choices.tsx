/** Settings as fields: a switch, a choice side by side, a choice from a list; in the small sheet and on the settings page alike. */
import { Input, SegmentedControl, Select, Switch } from "@mantine/core";
import { type ReactElement, useId } from "react";
import type { CommandInput } from "#contract/ipc.ts";
import type { Settings } from "#contract/views.ts";
import { useApp, useClient } from "#renderer/context.ts";
import type { Text } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { tellProblem } from "./notices.tsx";

const minutes = [1, 2, 5, 10, 30, 60, 240] as const;
const seconds = [10, 15, 30, 60, 120] as const;

/** The settings of one kind of value by name. */
type NamesOf<V> = { [N in keyof Settings]: Settings[N] extends V ? N : never }[keyof Settings];

/** Where a setting is on the page. */
export const settingId = (name: keyof Settings | "addresses" | "ports" | "folders"): string =>
  `setting-${name}`;

/** The choices with the present one among them. */
export const withCurrent = (known: readonly number[], current: number): readonly number[] =>
  known.includes(current) ? known : [...known, current].sort((a, b) => a - b);

/** Changes settings; a failure shows as a notice. */
export const useChangeSettings = (): ((change: CommandInput<"settings.set">) => void) => {
  const client = useClient();
  return (change) => void client.call("settings.set", change).then(tellProblem);
};

/** Something that is on or off. */
export const SwitchSetting = (props: {
  readonly name: NamesOf<boolean>;
  readonly label: Text;
  readonly about?: Text;
}): ReactElement => {
  const t = useText();
  const { settings } = useApp();
  const change = useChangeSettings();
  return (
    <Switch
      id={settingId(props.name)}
      label={t(props.label)}
      description={props.about === undefined ? undefined : t(props.about)}
      checked={settings[props.name]}
      onChange={(event) => change({ [props.name]: event.currentTarget.checked })}
    />
  );
};

/** One of a few, side by side. */
export const ChoiceSetting = <N extends "theme" | "density" | "motion" | "contrast" | "proxy">(props: {
  readonly name: N;
  readonly label: Text;
  readonly choices: Readonly<Record<Settings[N], Text>>;
  readonly onChoose?: (value: Settings[N]) => void;
  readonly value?: Settings[N];
}): ReactElement => {
  const t = useText();
  const { settings } = useApp();
  const change = useChangeSettings();
  const label = useId();
  const { name, choices } = props;
  const values = Object.keys(choices) as Settings[N][];
  const choose = props.onChoose ?? ((value: Settings[N]) => change({ [name]: value }));
  return (
    <Input.Wrapper id={settingId(name)} label={t(props.label)} labelElement="div" labelProps={{ id: label }}>
      <SegmentedControl
        fullWidth
        aria-labelledby={label}
        data={values.map((value) => ({ value, label: t(choices[value]) }))}
        value={props.value ?? settings[name]}
        onChange={(value) => choose(value)}
      />
    </Input.Wrapper>
  );
};

/** The colours. */
export const ThemeChoice = (): ReactElement => (
  <ChoiceSetting name="theme" label="Colours" choices={{ system: "System", light: "Light", dark: "Dark" }} />
);

/** After how long the vault locks by itself. */
export const AutoLockChoice = (): ReactElement => {
  const t = useText();
  const { settings } = useApp();
  const change = useChangeSettings();
  const current = settings.autoLockMs / 60_000;
  return (
    <Select
      id={settingId("autoLockMs")}
      label={t("Lock by itself after")}
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
      data={withCurrent(minutes, current).map((count) => ({
        value: String(count),
        label: t("{{count}} minutes", { count }),
      }))}
      value={String(current)}
      onChange={(value) => value !== null && change({ autoLockMs: Number(value) * 60_000 })}
    />
  );
};

/** After how long a copied value leaves the clipboard. */
export const ClipboardChoice = (): ReactElement => {
  const t = useText();
  const { settings } = useApp();
  const change = useChangeSettings();
  const current = settings.clipboardClearMs / 1000;
  return (
    <Select
      id={settingId("clipboardClearMs")}
      label={t("Clear the clipboard after")}
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
      data={withCurrent(seconds, current).map((count) => ({
        value: String(count),
        label: t("{{count}} seconds", { count }),
      }))}
      value={String(current)}
      onChange={(value) => value !== null && change({ clipboardClearMs: Number(value) * 1000 })}
    />
  );
};
