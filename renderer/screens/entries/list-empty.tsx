/** What the list says when there is nothing in it, by where one is: why, and what to do next. */
import { Button, EmptyState } from "@mantine/core";
import { FileUp, Filter, Plus, SearchX, Send, Star, Store, Tag, Trash2, Vault } from "lucide-react";
import type { ReactElement } from "react";
import { useUi } from "#renderer/context.ts";
import type { Text } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { type Place, allEntries, isNarrowed, noNarrowing } from "#renderer/stores/list-query.ts";
import type { UiState } from "#renderer/stores/ui.ts";
import { TypeIcon, typeNames } from "./entry-words.tsx";
import { useLeave } from "./use-leave.ts";

interface Way {
  readonly label: Text;
  readonly change: Partial<UiState>;
  readonly icon?: typeof Plus;
  readonly isMain?: boolean;
}

interface Words {
  readonly icon: ReactElement;
  readonly title: Text;
  readonly description: Text;
  readonly ways: readonly Way[];
}

const showAll: Way = {
  label: "Show all entries",
  change: { text: "", place: allEntries, narrowing: noNarrowing },
};

const add = (label: Text): Way => ({ label, change: { pane: "create" }, icon: Plus, isMain: true });

const nothingFound: Words = {
  icon: <SearchX aria-hidden />,
  title: "Nothing found",
  description: "Try fewer letters, or look in all entries.",
  ways: [{ label: "Clear the search", change: { text: "" } }, showAll],
};

const nothingLeft: Words = {
  icon: <Filter aria-hidden />,
  title: "Nothing fits these filters",
  description: "Take one of them off to see more.",
  ways: [{ label: "Remove all filters", change: { narrowing: noNarrowing } }],
};

const fixedWords = {
  all: {
    icon: <Vault aria-hidden />,
    title: "Your vault is empty",
    description:
      "Add a login, a note, a card, an identity, a key or a file, or bring what another program has.",
    ways: [add("Add the first entry"), { label: "Import a file", change: { page: "import" }, icon: FileUp }],
  },
  favourites: {
    icon: <Star aria-hidden />,
    title: "No favourites yet",
    description: "Open an entry and press its star, or drag it here.",
    ways: [showAll],
  },
  trash: {
    icon: <Trash2 aria-hidden />,
    title: "The trash is empty",
    description: "What you delete stays here for 30 days and can be restored.",
    ways: [],
  },
  tag: {
    icon: <Tag aria-hidden />,
    title: "No entry has this tag",
    description: "Its last entry was changed or deleted.",
    ways: [showAll],
  },
  store: {
    icon: <Store aria-hidden />,
    title: "Nothing is kept here yet",
    description: "Entries are sent here by themselves as soon as the place can be reached.",
    ways: [{ label: "Open settings", change: { page: "settings", section: "stores" } }, showAll],
  },
  copies: {
    icon: <Send aria-hidden />,
    title: "Nothing to look after",
    description: "No copy is in this state any more.",
    ways: [showAll],
  },
} as const satisfies Record<Exclude<Place["kind"], "type">, Words>;

const wordsOf = (place: Place): Words =>
  place.kind === "type"
    ? {
        icon: <TypeIcon type={place.type} size={24} />,
        title: typeNames[place.type].none,
        description: "Add the first one here.",
        ways: [add(typeNames[place.type].add)],
      }
    : fixedWords[place.kind];

const WayOut = ({ way }: { readonly way: Way }): ReactElement => {
  const t = useText();
  const leave = useLeave();
  const Icon = way.icon;
  return (
    <Button
      variant={way.isMain === true ? "filled" : "default"}
      leftSection={Icon === undefined ? undefined : <Icon size={16} aria-hidden />}
      onClick={() => leave(way.change)}
    >
      {t(way.label)}
    </Button>
  );
};

/** The empty list. */
export const ListEmpty = (): ReactElement => {
  const t = useText();
  const place = useUi((ui) => ui.place);
  const isSearch = useUi((ui) => ui.text.trim() !== "");
  const isNarrow = useUi((ui) => isNarrowed(ui.narrowing));
  const { icon, title, description, ways } = isSearch
    ? nothingFound
    : isNarrow
      ? nothingLeft
      : wordsOf(place);
  return (
    <EmptyState icon={icon} title={t(title)} description={t(description)} p="xl">
      {ways.map((way) => (
        <WayOut key={way.label} way={way} />
      ))}
    </EmptyState>
  );
};
