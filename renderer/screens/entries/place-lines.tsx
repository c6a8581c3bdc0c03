/** The places of the vault with their names, icons and counts: for the sidebar, and for the one choice where there is no room for it. */
import { CircleAlert, Clock, FileWarning, Laptop, Layers, Star, Store, Tag, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { StoreView } from "#contract/views.ts";
import { copyTroubles, entryTypes } from "#contract/views.ts";
import { useApp, useEntries, useStores, useUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { type CopyTrouble, type Place, allEntries, placeKey } from "#renderer/stores/list-query.ts";
import { TypeIcon, copyWords, storeNames, storeShortNames, typeNames } from "./entry-words.tsx";

/** One place. `warning`: what is wrong there, in words. */
export interface PlaceLine {
  readonly place: Place;
  readonly label: string;
  readonly icon: ReactNode;
  readonly count?: number | undefined;
  readonly warning?: string | undefined;
}

/** The places by group. */
export interface PlaceGroups {
  readonly everything: readonly PlaceLine[];
  readonly kinds: readonly PlaceLine[];
  readonly stores: readonly PlaceLine[];
  readonly tags: readonly PlaceLine[];
}

const useEverything = (): readonly PlaceLine[] => {
  const t = useText();
  const entries = useEntries();
  return [
    {
      place: allEntries,
      label: t("All entries"),
      icon: <Layers size={18} aria-hidden />,
      count: entries?.total,
    },
    {
      place: { kind: "favourites" },
      label: t("Favourites"),
      icon: <Star size={18} aria-hidden />,
      count: entries?.favourites,
    },
    {
      place: { kind: "trash" },
      label: t("Trash"),
      icon: <Trash2 size={18} aria-hidden />,
      count: entries?.trash,
    },
  ];
};

const useKinds = (): readonly PlaceLine[] => {
  const t = useText();
  const types = useEntries()?.types;
  return entryTypes.map((type) => ({
    place: { kind: "type", type },
    label: t(typeNames[type].many),
    icon: <TypeIcon type={type} />,
    count: types?.[type],
  }));
};

const useTags = (): readonly PlaceLine[] => {
  const entries = useEntries();
  return (entries?.tags ?? []).map((tag, at) => ({
    place: { kind: "tag", tag },
    label: tag,
    icon: <Tag size={18} aria-hidden />,
    count: entries?.tagCounts[at],
  }));
};

const troubleIcons = { waiting: Clock, failed: CircleAlert, damaged: FileWarning } as const;

const hasCopies = ({ state, copies }: StoreView): boolean =>
  state === "connected" || state === "needs-tap" || state === "needs-sign-in" || copies.kept > 0;

const useWarning = (): ((copies: StoreView["copies"]) => string | undefined) => {
  const t = useText();
  return (copies) => {
    const wrong = copyTroubles.filter((state) => state !== "waiting" && copies[state] > 0);
    return wrong.length === 0
      ? undefined
      : wrong.map((state) => `${t(copyWords[state].label)}: ${copies[state]}`).join(", ");
  };
};

const useStorePlaces = (stores: readonly StoreView[]): readonly PlaceLine[] => {
  const t = useText();
  const entries = useEntries();
  const { damagedEntries } = useApp();
  const warningOf = useWarning();
  const local: PlaceLine = {
    place: { kind: "store", store: "local" },
    label: t(storeNames.local),
    icon: <Laptop size={18} aria-hidden />,
    count: entries?.total,
    warning: warningOf({ kept: 0, waiting: 0, failed: 0, damaged: damagedEntries }),
  };
  const remote = stores.filter(hasCopies).map(({ store, copies }) => ({
    place: { kind: "store" as const, store },
    label: t(storeShortNames[store]),
    icon: <Store size={18} aria-hidden />,
    count: copies.kept + copies.waiting + copies.failed + copies.damaged,
    warning: warningOf(copies),
  }));
  return [local, ...remote];
};

const useTroubles = (stores: readonly StoreView[]): readonly PlaceLine[] => {
  const t = useText();
  const { damagedEntries } = useApp();
  const place = useUi((ui) => ui.place);
  const countOf = (state: CopyTrouble): number =>
    stores.reduce((sum, { copies }) => sum + copies[state], state === "damaged" ? damagedEntries : 0);
  const isHere = (state: CopyTrouble): boolean => place.kind === "copies" && place.copies === state;
  return copyTroubles
    .filter((state) => countOf(state) > 0 || isHere(state))
    .map((state) => {
      const Icon = troubleIcons[state];
      return {
        place: { kind: "copies", copies: state },
        label: t(copyWords[state].label),
        icon: <Icon size={18} aria-hidden />,
        count: countOf(state),
      };
    });
};

const noStores: readonly StoreView[] = [];

/** All of them. */
export const usePlaceGroups = (): PlaceGroups => {
  const stores = useStores()?.stores ?? noStores;
  const places = useStorePlaces(stores);
  const troubles = useTroubles(stores);
  return {
    everything: useEverything(),
    kinds: useKinds(),
    stores: [...places, ...troubles],
    tags: useTags(),
  };
};

/** The key of the place one is in. */
export const useHere = (): string => placeKey(useUi((ui) => ui.place));
