/** The places of the vault: everything, favourites, kinds, tags; and the readers at the foot. */
import { NativeSelect, NavLink, ScrollArea, Text } from "@mantine/core";
import { Layers, Star, Tag } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { entryTypes } from "#contract/views.ts";
import { ReaderLine } from "#renderer/components/reader-line.tsx";
import { useEntries, useReaders, useSetUi, useUi } from "#renderer/context.ts";
import { type Place, allEntries, placeKey } from "#renderer/stores/list-query.ts";
import { TypeIcon, typeNames } from "./entry-words.tsx";
import classes from "./sidebar.module.css";

interface PlaceLine {
  readonly place: Place;
  readonly label: string;
  readonly icon: ReactNode;
}

const fixedPlaces: readonly PlaceLine[] = [
  { place: allEntries, label: "All entries", icon: <Layers size={18} aria-hidden /> },
  { place: { kind: "favourites" }, label: "Favourites", icon: <Star size={18} aria-hidden /> },
];

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
  const setUi = useSetUi();
  return { current, go: (place) => setUi({ place, pane: "show" }) };
};

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
      {lines.map(({ place, label, icon }) => (
        <NavLink
          key={placeKey(place)}
          component="button"
          label={label}
          leftSection={icon}
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

/** The sidebar. */
export const Sidebar = (): ReactElement => {
  const tags = useTagPlaces();
  return (
    <nav className={classes["sidebar"]} aria-label="Places">
      <ScrollArea className={classes["places"] ?? ""} type="auto">
        <Places name="Everything" lines={fixedPlaces} />
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
      <div className={classes["foot"]}>
        <ReaderLine readers={useReaders()} />
      </div>
    </nav>
  );
};

/** The same places as one choice, where there is no room for a sidebar. */
export const PlaceSelect = (): ReactElement => {
  const lines = [...fixedPlaces, ...typePlaces, ...useTagPlaces()];
  const { current, go } = usePlace();
  return (
    <NativeSelect
      aria-label="Place"
      size="sm"
      value={current}
      onChange={(event) => {
        const chosen = lines.find(({ place }) => placeKey(place) === event.currentTarget.value);
        if (chosen !== undefined) go(chosen.place);
      }}
      data={lines.map(({ place, label }) => ({ value: placeKey(place), label }))}
    />
  );
};
