/** The sections of the settings: a list beside them, or one field above them where there is little room. */
import { NavLink, Select } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import {
  ArrowLeftRight,
  Cloud,
  DatabaseBackup,
  KeyRound,
  Languages,
  Lock,
  Network,
  Nfc,
  Palette,
  RefreshCw,
  Wrench,
} from "lucide-react";
import type { ReactElement } from "react";
import { useSetUi, useUi } from "#renderer/context.ts";
import { settingsSections } from "#contract/views-shell.ts";
import { useText } from "#renderer/language/use-text.ts";
import type { SettingsSection } from "#renderer/stores/ui.ts";
import { sectionNames } from "./section-names.ts";
import { SettingFinder } from "./setting-finder.tsx";
import classes from "./settings.module.css";

const icons = {
  "ways-in": KeyRound,
  stores: Cloud,
  locking: Lock,
  backups: DatabaseBackup,
  transfer: ArrowLeftRight,
  readers: Nfc,
  appearance: Palette,
  language: Languages,
  network: Network,
  updates: RefreshCw,
  advanced: Wrench,
} as const satisfies Record<SettingsSection, unknown>;

const isSection = (value: string | null): value is SettingsSection =>
  value !== null && (settingsSections as readonly string[]).includes(value);

/** The list of sections. */
export const SettingsNav = (): ReactElement => {
  const section = useUi((ui) => ui.section);
  const setUi = useSetUi();
  const isNarrow = useMediaQuery("(max-width: 719px)", false, { getInitialValueInEffect: false });
  const t = useText();
  const data = settingsSections.map((value) => ({ value, label: t(sectionNames[value]) }));
  return (
    <nav className={classes["nav"]} aria-label={t("Settings")} data-no-print>
      <div className={classes["finder"]}>
        <SettingFinder />
      </div>
      {isNarrow ? (
        <Select
          aria-label={t("Section")}
          allowDeselect={false}
          data={data}
          value={section}
          onChange={(value) => isSection(value) && setUi({ section: value })}
        />
      ) : (
        data.map(({ value, label }) => {
          const Icon = icons[value];
          return (
            <NavLink
              key={value}
              component="button"
              label={label}
              leftSection={<Icon size={18} aria-hidden />}
              active={value === section}
              aria-current={value === section ? "page" : undefined}
              onClick={() => setUi({ section: value })}
            />
          );
        })
      )}
    </nav>
  );
};
