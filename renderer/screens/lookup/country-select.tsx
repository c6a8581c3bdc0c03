/** One of the countries, found by typing. */
import { Select } from "@mantine/core";
import { type ReactElement, useMemo } from "react";
import { useLanguage, useText } from "#renderer/language/use-text.ts";
import { countryChoices } from "./countries.ts";

/** What it is called, and the country chosen: two letters, empty for none. */
export interface CountrySelectProps {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly onChange: (country: string) => void;
}

/** The field. */
export const CountrySelect = ({ label, description, value, onChange }: CountrySelectProps): ReactElement => {
  const t = useText();
  const language = useLanguage();
  const choices = useMemo(() => [...countryChoices(language)], [language]);
  return (
    <Select
      label={label}
      description={description}
      placeholder={t("None")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("No country") }}
      nothingFoundMessage={t("No such country")}
      maw={340}
      data={choices}
      value={value === "" ? null : value}
      onChange={(country) => onChange(country ?? "")}
    />
  );
};
