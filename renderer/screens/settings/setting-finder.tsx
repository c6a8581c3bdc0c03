/** A field that finds a setting in any section and goes there. */
import { Select } from "@mantine/core";
import { Search } from "lucide-react";
import type { ReactElement } from "react";
import { focusSoon } from "#renderer/commands/focus-soon.ts";
import { settingId } from "#renderer/components/setting-choices.tsx";
import { useSetUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { settingsSections } from "#contract/views-shell.ts";
import { sectionNames } from "./section-names.ts";
import { settingIndex } from "./setting-index.ts";

/** The field. */
export const SettingFinder = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const data = settingsSections
    .map((section) => ({
      group: t(sectionNames[section]),
      items: settingIndex
        .filter((each) => each.section === section)
        .map(({ name, text }) => ({ value: name, label: t(text) })),
    }))
    .filter(({ items }) => items.length > 0);
  const go = (value: string | null): void => {
    const found = settingIndex.find(({ name }) => name === value);
    if (found === undefined) return;
    setUi({ section: found.section });
    focusSoon(settingId(found.name));
  };
  return (
    <Select
      searchable
      aria-label={t("Find a setting")}
      placeholder={t("Find a setting")}
      leftSection={<Search size={16} aria-hidden />}
      nothingFoundMessage={t("Nothing is called that.")}
      comboboxProps={{ width: 320, position: "bottom-start" }}
      data={data}
      value={null}
      onChange={go}
    />
  );
};
