/** The order of the list, remembered for the session. */
import { ActionIcon, Menu } from "@mantine/core";
import { ArrowDownWideNarrow } from "lucide-react";
import type { ReactElement } from "react";
import { type ListSort, listSorts } from "#contract/views.ts";
import { useSetUi, useUi } from "#renderer/context.ts";
import type { Text } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";

const names: Readonly<Record<ListSort, Text>> = {
  best: "Best match first",
  title: "By title",
  changed: "Last changed first",
  created: "Newest first",
};

const sortOf = (value: string): ListSort => listSorts.find((each) => each === value) ?? "best";

/** The button and its menu. */
export const ListSortMenu = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const sort = useUi((ui) => ui.sort);
  const label = t("Order: {{order}}", { order: t(names[sort]) });
  return (
    <Menu position="bottom-end" shadow="md" withInitialFocusPlaceholder={false} returnFocus>
      <Menu.Target>
        <ActionIcon
          variant={sort === "best" ? "subtle" : "light"}
          color={sort === "best" ? "gray" : ""}
          size="md"
          aria-label={label}
          title={label}
        >
          <ArrowDownWideNarrow size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("Order of the list")}>
        <Menu.RadioGroup value={sort} onChange={(value) => setUi({ sort: sortOf(value) })}>
          {listSorts.map((each) => (
            <Menu.RadioItem key={each} value={each} closeMenuOnClick>
              {t(names[each])}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
};
