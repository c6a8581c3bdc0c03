/** The places of the vault: everything, favourites, the trash, kinds, tags; and the readers at the foot. */
import { NativeSelect, NavLink, ScrollArea, Text } from "@mantine/core";
import { Layers, Star, Tag, Trash2, UserSearch } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { entryTypes } from "#contract/views.ts";
import { ReaderLine } from "#renderer/components/reader-line.tsx";
import { useEntries, useReaders, useUi } from "#renderer/context.ts";
import { type Place, allEntries, placeKey } from "#renderer/stores/list-query.ts";
import { TypeIcon, typeNames } from "./entry-words.tsx";
import classes from "./sidebar.module.css";
import { useLeave } from "./use-leave.ts";

interface PlaceLine {
  readonly place: Place;
  readonly label: string;
  readonly icon: ReactNode;
  readonly count?: number | undefined;
}

const useFixedPlaces = (): readonly PlaceLine[] => {
  const entries = useEntries();
  return [
    {
      place: allEntries,
      label: "All entries",
      icon: <Layers size={18} aria-hidden />,
      count: entries?.total,
    },
    {
      place: { kind: "favourites" },
      label: "Favourites",
      icon: <Star size={18} aria-hidden />,
      count: entries?.favourites,
    },
    {
      place: { kind: "trash" },
      label: "Trash",
      icon: <Trash2 size={18} aria-hidden />,
      count: entries?.trash,
    },
  ];
};

const typePlaces: readonly PlaceLine[] = entryTypes.map((type) => ({
  place: { kind: "type", type },
  label: typeNames[type].many,
  icon: <TypeIcon type={type} />,
}));

const noTags: readonly string[] = [];

const useTagPlaces = (): readonly PlaceLine[] =>
  (useEntries()?.tags ?? noTags).map((tag) => ({
    place: { kind: "tag", tag },
    label: tag,
    icon: <Tag size={18} aria-hidden />,
  }));

const usePlace = (): { readonly current: string; readonly go: (place: Place) => void } => {
  const current = placeKey(useUi((ui) => ui.place));
  const leave = useLeave();
  const isTrash = useUi((ui) => ui.place.kind === "trash");
  const go = (place: Place): void => {
    // An entry of the trash is not in the other places, nor the other way round.
    const isOtherSide = isTrash !== (place.kind === "trash");
    leave({ place, pane: "show", ...(isOtherSide ? { selectedId: null } : {}) });
  };
  return { current, go };
};

const Count = ({ count }: { readonly count: number }): ReactElement => (
  <Text component="span" size="xs" c="dimmed">
    {count.toLocaleString("en")}
  </Text>
);

const Places = ({
  name,
  lines,
}: {
  readonly name: string;
  readonly lines: readonly PlaceLine[];
}): ReactElement => {
  const { current, go } = usePlace();
  return (
    <div role="group" aria-label={name}>
      {lines.map(({ place, label, icon, count }) => (
        <NavLink
          key={placeKey(place)}
          component="button"
          label={<bdi>{label}</bdi>}
          leftSection={icon}
          rightSection={count === undefined ? undefined : <Count count={count} />}
          noWrap
          title={label}
          active={placeKey(place) === current}
          aria-current={placeKey(place) === current ? "page" : undefined}
          className={classes["link"] ?? ""}
          onClick={() => go(place)}
        />
      ))}
    </div>
  );
};

/** The way to the lookup: a page of its own, no place of the list. */
const LookupLink = (): ReactElement => {
  const leave = useLeave();
  return (
    <NavLink
      component="button"
      label="Age lookup"
      leftSection={<UserSearch size={18} aria-hidden />}
      className={classes["link"] ?? ""}
      onClick={() => leave({ page: "lookup", pane: "show" })}
    />
  );
};

/** The sidebar. */
export const Sidebar = (): ReactElement => {
  const tags = useTagPlaces();
  const fixed = useFixedPlaces();
  return (
    <nav className={classes["sidebar"]} aria-label="Places">
      <ScrollArea className={classes["places"] ?? ""} type="auto">
        <Places name="Everything" lines={fixed} />
        <Text size="xs" c="dimmed" fw={600} className={classes["caption"] ?? ""}>
          Kinds
        </Text>
        <Places name="Kinds" lines={typePlaces} />
        {tags.length > 0 && (
          <Text size="xs" c="dimmed" fw={600} className={classes["caption"] ?? ""}>
            Tags
          </Text>
        )}
        <Places name="Tags" lines={tags} />
      </ScrollArea>
      <div className={classes["tools"]}>
        <LookupLink />
      </div>
      <div className={classes["foot"]}>
        <ReaderLine readers={useReaders()} />
      </div>
    </nav>
  );
};

/** No place is called so: kinds and tags have a colon in their keys. */
const lookupKey = "lookup";

/** The same places as one choice, where there is no room for a sidebar. */
export const PlaceSelect = (): ReactElement => {
  const lines = [...useFixedPlaces(), ...typePlaces, ...useTagPlaces()];
  const { current, go } = usePlace();
  const leave = useLeave();
  return (
    <NativeSelect
      aria-label="Place"
      size="sm"
      value={current}
      onChange={(event) => {
        if (event.currentTarget.value === lookupKey) return leave({ page: "lookup", pane: "show" });
        const chosen = lines.find(({ place }) => placeKey(place) === event.currentTarget.value);
        if (chosen !== undefined) go(chosen.place);
      }}
      data={[
        ...lines.map(({ place, label, count }) => ({
          value: placeKey(place),
          label: count === undefined ? label : `${label} (${count.toLocaleString("en")})`,
        })),
        { value: lookupKey, label: "Age lookup…" },
      ]}
    />
  );
};
