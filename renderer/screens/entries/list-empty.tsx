/** What the list says when there is nothing in it, by where one is: why, and what to do next. */
import { Button, EmptyState } from "@mantine/core";
import { Plus, SearchX, Star, Tag, Trash2, Vault } from "lucide-react";
import type { ReactElement } from "react";
import { useUi } from "#renderer/context.ts";
import type { Place } from "#renderer/stores/list-query.ts";
import { TypeIcon, typeNames } from "./entry-words.tsx";
import { useLeave } from "./use-leave.ts";

const ShowAll = ({ label }: { readonly label: string }): ReactElement => {
  const leave = useLeave();
  return (
    <Button variant="default" onClick={() => leave({ text: "", place: { kind: "all" } })}>
      {label}
    </Button>
  );
};

const Add = ({ label }: { readonly label: string }): ReactElement => {
  const leave = useLeave();
  return (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => leave({ pane: "create" })}>
      {label}
    </Button>
  );
};

interface Words {
  readonly icon: ReactElement;
  readonly title: string;
  readonly description: string;
  readonly way?: ReactElement;
}

const nothingFound: Words = {
  icon: <SearchX aria-hidden />,
  title: "Nothing found",
  description: "Try fewer letters, or look in all entries.",
  way: <ShowAll label="Show all entries" />,
};

const wordsOf = (place: Place): Words => {
  switch (place.kind) {
    case "all":
      return {
        icon: <Vault aria-hidden />,
        title: "Your vault is empty",
        description: "Add a login, a note, a card, an identity, a key or a file.",
        way: <Add label="Add the first entry" />,
      };
    case "favourites":
      return {
        icon: <Star aria-hidden />,
        title: "No favourites yet",
        description: "Open an entry and press its star to find it here.",
        way: <ShowAll label="Show all entries" />,
      };
    case "trash":
      return {
        icon: <Trash2 aria-hidden />,
        title: "The trash is empty",
        description: "What you delete stays here for 30 days and can be restored.",
      };
    case "type":
      return {
        icon: <TypeIcon type={place.type} size={24} />,
        title: `No ${typeNames[place.type].many.toLowerCase()} yet`,
        description: "Add the first one here.",
        way: <Add label={`Add ${typeNames[place.type].a}`} />,
      };
    case "tag":
      return {
        icon: <Tag aria-hidden />,
        title: "No entry has this tag",
        description: "Its last entry was changed or deleted.",
        way: <ShowAll label="Show all entries" />,
      };
  }
};

/** The empty list. */
export const ListEmpty = (): ReactElement => {
  const place = useUi((ui) => ui.place);
  const isSearch = useUi((ui) => ui.text.trim() !== "");
  const { icon, title, description, way } = isSearch ? nothingFound : wordsOf(place);
  return (
    <EmptyState icon={icon} title={title} description={description} p="xl">
      {way}
    </EmptyState>
  );
};
