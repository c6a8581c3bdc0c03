/** One of the countries, found by typing. */
import { Select } from "@mantine/core";
import type { ReactElement } from "react";
import { countryChoices } from "./countries.ts";

/** What it is called, and the country chosen: two letters, empty for none. */
export interface CountrySelectProps {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly onChange: (country: string) => void;
}

/** The field. */
export const CountrySelect = ({ label, description, value, onChange }: CountrySelectProps): ReactElement => (
  <Select
    label={label}
    description={description}
    placeholder="None"
    searchable
    clearable
    clearButtonProps={{ "aria-label": "No country" }}
    nothingFoundMessage="No such country"
    maw={340}
    data={[...countryChoices]}
    value={value === "" ? null : value}
    onChange={(country) => onChange(country ?? "")}
  />
);
