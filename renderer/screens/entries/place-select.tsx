/** The places and pages as one choice, where there is no room for a sidebar. */
import { NativeSelect } from "@mantine/core";
import type { ReactElement } from "react";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { placeKey } from "#renderer/stores/list-query.ts";
import { pageLinks } from "./page-links.ts";
import { type PlaceLine, useHere, usePlaceGroups } from "./place-lines.tsx";
import { useGo } from "./use-go.ts";

/** No place is called so: its key has no page in it. */
const pageKey = (page: string): string => `page:${page}`;

/** The choice. */
export const PlaceSelect = (): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const groups = usePlaceGroups();
  const go = useGo();
  const here = useHere();
  const all = Object.values(groups).flat() as readonly PlaceLine[];
  const items = (lines: readonly PlaceLine[]): { value: string; label: string }[] =>
    lines.map(({ place, label, count }) => ({
      value: placeKey(place),
      label: count === undefined ? label : `${label} (${formats.number(count)})`,
    }));
  const data = [
    ...items(groups.everything),
    { group: t("Kinds"), items: items(groups.kinds) },
    { group: t("Kept in"), items: items(groups.stores) },
    ...(groups.tags.length === 0 ? [] : [{ group: t("Tags"), items: items(groups.tags) }]),
    {
      group: t("Pages"),
      items: pageLinks.map(({ page, label }) => ({ value: pageKey(page), label: `${t(label)}…` })),
    },
  ];
  const onChange = (value: string): void => {
    const page = pageLinks.find((link) => pageKey(link.page) === value);
    if (page !== undefined) return go.toPage(page.page);
    const line = all.find(({ place }) => placeKey(place) === value);
    if (line !== undefined) go.toPlace(line.place);
  };
  return (
    <NativeSelect
      aria-label={t("Place")}
      size="sm"
      value={here}
      data={data}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
};
