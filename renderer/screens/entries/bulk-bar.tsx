/** What can be done with the marked rows, in place of their count. */
import { ActionIcon, Autocomplete, Button, Group, Popover, Stack, Text } from "@mantine/core";
import { RotateCcw, Star, StarOff, Tag, Trash2, X } from "lucide-react";
import { type SyntheticEvent, type ReactElement, type ReactNode, useState } from "react";
import { useEntries, useSetUi, useUi } from "#renderer/context.ts";
import type { Text as TextKey } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { noPicks } from "#renderer/stores/picks.ts";
import { listElementId } from "./list-element.ts";
import classes from "./list-pane.module.css";
import type { Bulk } from "./use-bulk.ts";

/** The keyboard goes on in the list, not at the top of the page. */
const focusList = (): void => document.getElementById(listElementId)?.focus();

const Act = (props: {
  readonly label: TextKey;
  readonly isBusy?: boolean;
  readonly children: ReactNode;
  readonly onClick: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <ActionIcon
      variant="subtle"
      size="md"
      aria-label={t(props.label)}
      title={t(props.label)}
      disabled={props.isBusy ?? false}
      onClick={props.onClick}
    >
      {props.children}
    </ActionIcon>
  );
};

const TagForm = ({ bulk, onDone }: { readonly bulk: Bulk; readonly onDone: () => void }): ReactElement => {
  const t = useText();
  const tags = useEntries()?.tags ?? [];
  const [tag, setTag] = useState("");
  const name = tag.trim();
  const run = (kind: "add-tag" | "remove-tag"): void => {
    if (name === "") return;
    void bulk.run({ kind, tag: name }).then((isDone) => isDone && onDone());
  };
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault();
    run("add-tag");
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="sm">
        <Autocomplete
          label={t("Tag")}
          data={[...tags]}
          limit={50}
          maxLength={200}
          comboboxProps={{ withinPortal: false }}
          data-autofocus
          value={tag}
          onChange={setTag}
        />
        <Group gap="xs" justify="flex-end">
          <Button
            size="xs"
            variant="default"
            disabled={!tags.includes(name) || bulk.isBusy}
            onClick={() => run("remove-tag")}
          >
            {t("Take it off")}
          </Button>
          <Button size="xs" type="submit" disabled={name === "" || bulk.isBusy}>
            {t("Add the tag")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

const Tags = ({ bulk }: { readonly bulk: Bulk }): ReactElement => {
  const t = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} width={260} trapFocus returnFocus shadow="md">
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          size="md"
          aria-label={t("Add or remove a tag")}
          title={t("Add or remove a tag")}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Tag size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("Tags")}>
        <TagForm bulk={bulk} onDone={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
};

const HereActions = ({ bulk }: { readonly bulk: Bulk }): ReactElement => (
  <>
    <Tags bulk={bulk} />
    <Act
      label="Add to the favourites"
      isBusy={bulk.isBusy}
      onClick={() => void bulk.run({ kind: "favourite", isOn: true })}
    >
      <Star size={16} aria-hidden />
    </Act>
    <Act
      label="Remove from the favourites"
      isBusy={bulk.isBusy}
      onClick={() => void bulk.run({ kind: "favourite", isOn: false })}
    >
      <StarOff size={16} aria-hidden />
    </Act>
    <Act
      label="Move to the trash"
      isBusy={bulk.isBusy}
      onClick={() => void bulk.run({ kind: "trash" }).then(focusList)}
    >
      <Trash2 size={16} aria-hidden />
    </Act>
  </>
);

const TrashActions = ({ bulk }: { readonly bulk: Bulk }): ReactElement => {
  const setUi = useSetUi();
  return (
    <>
      <Act
        label="Restore"
        isBusy={bulk.isBusy}
        onClick={() => void bulk.run({ kind: "restore" }).then(focusList)}
      >
        <RotateCcw size={16} aria-hidden />
      </Act>
      <Act
        label="Delete for good…"
        isBusy={bulk.isBusy}
        onClick={() => setUi({ entryDialog: "purge-picks" })}
      >
        <Trash2 size={16} aria-hidden />
      </Act>
    </>
  );
};

/** The bar. */
export const BulkBar = ({ bulk }: { readonly bulk: Bulk }): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const count = useUi(({ picks }) => picks.ids.size);
  const isTrash = useUi((ui) => ui.place.kind === "trash");
  const clear = (): void => {
    setUi({ picks: noPicks });
    focusList();
  };
  return (
    <div className={classes["bulk"]} role="toolbar" aria-label={t("Marked entries")}>
      <Text size="sm" fw={600} role="status" truncate>
        {t("{{count, number}} marked", { count })}
      </Text>
      <Group gap={2} wrap="nowrap">
        {isTrash ? <TrashActions bulk={bulk} /> : <HereActions bulk={bulk} />}
        <Act label="Take all marks off" onClick={clear}>
          <X size={16} aria-hidden />
        </Act>
      </Group>
    </div>
  );
};
