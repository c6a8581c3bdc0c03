/** The language of the window. Each is named in itself, so that it is found by those who need it. */
import { Radio, Stack } from "@mantine/core";
import type { ReactElement } from "react";
import { type Language, languages } from "#contract/views.ts";
import { settingId, useChangeSettings } from "#renderer/components/setting-choices.tsx";
import { useApp } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { SectionPart } from "./section-part.tsx";

const ownNames: Readonly<Record<Language, string>> = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  ja: "日本語",
};

/** The section. */
export const LanguageSection = (): ReactElement => {
  const t = useText();
  const { settings } = useApp();
  const change = useChangeSettings();
  return (
    <SectionPart title={t("Language")} about={t("Takes effect at once, in the whole window.")}>
      <Radio.Group
        id={settingId("language")}
        aria-label={t("Language")}
        value={settings.language}
        onChange={(value) => change({ language: value })}
      >
        <Stack gap="sm">
          <Radio value="system" label={t("As the system speaks")} />
          {languages.map((language) => (
            <Radio
              key={language}
              value={language}
              label={<span lang={language}>{ownNames[language]}</span>}
            />
          ))}
        </Stack>
      </Radio.Group>
    </SectionPart>
  );
};
