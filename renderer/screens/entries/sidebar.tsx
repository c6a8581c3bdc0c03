/** The places of the vault: everything, kinds, where copies are kept, tags; at the foot the other pages and the readers. */
import { NavLink, ScrollArea, Text } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import type { ReactElement } from "react";
import { ReaderLine } from "#renderer/components/reader-line.tsx";
import { useReaders } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { placeKey } from "#renderer/stores/list-query.ts";
import { pageLinks } from "./page-links.ts";
import { type PlaceLine, useHere, usePlaceGroups } from "./place-lines.tsx";
import classes from "./sidebar.module.css";
import { usePlaceDrop } from "./use-place-drop.ts";
import { useGo } from "./use-go.ts";

const Right = ({ count, warning }: Pick<PlaceLine, "count" | "warning">): ReactElement => {
  const formats = useFormats();
  return (
    <span className={classes["right"]}>
      {warning !== undefined && (
        <CircleAlert size={14} className={classes["warning"]} role="img" aria-label={warning} />
      )}
      {count !== undefined && (
        <Text component="span" size="xs" c="dimmed">
          {formats.number(count)}
        </Text>
      )}
    </span>
  );
};

const PlaceLink = ({ line }: { readonly line: PlaceLine }): ReactElement => {
  const { place, label, icon, count, warning } = line;
  const go = useGo();
  const isHere = placeKey(place) === useHere();
  const drop = usePlaceDrop(place);
  return (
    <NavLink
      component="button"
      label={<bdi>{label}</bdi>}
      leftSection={icon}
      rightSection={<Right count={count} warning={warning} />}
      noWrap
      title={warning === undefined ? label : `${label} (${warning})`}
      active={isHere}
      aria-current={isHere ? "page" : undefined}
      className={classes["link"] ?? ""}
      data-target={drop.isTarget || undefined}
      data-over={drop.isOver || undefined}
      onClick={() => go.toPlace(place)}
      {...drop.events}
    />
  );
};

const Group = (props: {
  readonly name: string;
  readonly isNamed?: boolean;
  readonly lines: readonly PlaceLine[];
}): ReactElement | null =>
  props.lines.length === 0 ? null : (
    <>
      {props.isNamed !== false && (
        <Text size="xs" c="dimmed" fw={600} className={classes["caption"] ?? ""}>
          {props.name}
        </Text>
      )}
      <div role="group" aria-label={props.name}>
        {props.lines.map((line) => (
          <PlaceLink key={placeKey(line.place)} line={line} />
        ))}
      </div>
    </>
  );

const PageLinks = (): ReactElement => {
  const t = useText();
  const go = useGo();
  return (
    <div className={classes["tools"]} role="group" aria-label={t("Pages")}>
      {pageLinks.map(({ page, label, icon: Icon }) => (
        <NavLink
          key={page}
          component="button"
          label={t(label)}
          aria-label={t(label)}
          title={t(label)}
          leftSection={<Icon size={18} aria-hidden />}
          classNames={{
            root: classes["link"] ?? "",
            body: classes["word"] ?? "",
            section: classes["sign"] ?? "",
          }}
          onClick={() => go.toPage(page)}
        />
      ))}
    </div>
  );
};

/** The sidebar. */
export const Sidebar = (): ReactElement => {
  const t = useText();
  const groups = usePlaceGroups();
  return (
    <nav className={classes["sidebar"]} aria-label={t("Places")}>
      <ScrollArea className={classes["places"] ?? ""} type="auto">
        <Group name={t("Everything")} isNamed={false} lines={groups.everything} />
        <Group name={t("Kinds")} lines={groups.kinds} />
        <Group name={t("Kept in")} lines={groups.stores} />
        <Group name={t("Tags")} lines={groups.tags} />
      </ScrollArea>
      <PageLinks />
      <div className={classes["foot"]}>
        <ReaderLine readers={useReaders()} />
      </div>
    </nav>
  );
};
