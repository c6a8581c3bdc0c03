/** Further conditions on the list, and the words that do the same in the search. */
import { ActionIcon, Button, Code, Group, Modal, NativeSelect, Popover, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { ListFilter } from "lucide-react";
import { type ReactElement, type Ref, useState } from "react";
import { copyPlaces, copyTroubles, entryTypes } from "#contract/views.ts";
import { useEntries, useSetUi, useUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { type Narrowing, isNarrowed, noNarrowing } from "#renderer/stores/list-query.ts";
import { copyWords, storeNames, typeNames } from "./entry-words.tsx";

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Of everything that may be chosen, what a select answers: none, or one of the values. */
const pick = <T extends string>(values: readonly T[], value: string): T | null =>
  values.find((each) => each === value) ?? null;

const hints = ["tag:work", "type:card", "is:favourite", "in:kvs", "is:failed"] as const;

const Hints = (): ReactElement => {
  const t = useText();
  return (
    <Stack gap={6}>
      <Text size="xs" c="dimmed">
        {t("The search understands these words too:")}
      </Text>
      <Group gap={6}>
        {hints.map((hint) => (
          <Code key={hint} fz="xs">
            {hint}
          </Code>
        ))}
      </Group>
    </Stack>
  );
};

const Select = (props: {
  readonly label: string;
  readonly value: string | null;
  readonly choices: readonly Choice[];
  readonly onChange: (value: string) => void;
}): ReactElement => {
  const t = useText();
  return (
    <NativeSelect
      label={props.label}
      size="sm"
      value={props.value ?? ""}
      data={[{ value: "", label: t("Any") }, ...props.choices]}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
};

const Form = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const narrowing = useUi((ui) => ui.narrowing);
  const tags = useEntries()?.tags ?? [];
  const set = (change: Partial<Narrowing>): void => setUi({ narrowing: { ...narrowing, ...change } });
  return (
    <Stack gap="sm">
      <Select
        label={t("Kind")}
        value={narrowing.type}
        choices={entryTypes.map((value) => ({ value, label: t(typeNames[value].many) }))}
        onChange={(value) => set({ type: pick(entryTypes, value) })}
      />
      <Select
        label={t("Tag")}
        value={narrowing.tag}
        choices={tags.map((value) => ({ value, label: value }))}
        onChange={(value) => set({ tag: pick(tags, value) })}
      />
      <Select
        label={t("Kept in")}
        value={narrowing.store}
        choices={copyPlaces.map((value) => ({ value, label: t(storeNames[value]) }))}
        onChange={(value) => set({ store: pick(copyPlaces, value) })}
      />
      <Select
        label={t("State of a copy")}
        value={narrowing.copies}
        choices={copyTroubles.map((value) => ({ value, label: t(copyWords[value].label) }))}
        onChange={(value) => set({ copies: pick(copyTroubles, value) })}
      />
      <Button
        size="xs"
        variant="default"
        disabled={!isNarrowed(narrowing)}
        onClick={() => setUi({ narrowing: noNarrowing })}
      >
        {t("Remove all filters")}
      </Button>
      <Hints />
    </Stack>
  );
};

const FilterButton = (props: {
  readonly ref?: Ref<HTMLButtonElement>;
  readonly onClick: () => void;
}): ReactElement => {
  const t = useText();
  const isOn = useUi((ui) => isNarrowed(ui.narrowing));
  return (
    <ActionIcon
      {...props}
      variant={isOn ? "light" : "subtle"}
      color={isOn ? "" : "gray"}
      size="md"
      aria-label={t("Filter")}
      title={t("Filter")}
    >
      <ListFilter size={16} aria-hidden />
    </ActionIcon>
  );
};

/** The button and its sheet: under the button, or over the page where that has no room for it. */
export const ListFilterMenu = (): ReactElement => {
  const t = useText();
  const [isOpen, setIsOpen] = useState(false);
  const isLow = useMediaQuery("(max-height: 639px)", false, { getInitialValueInEffect: false });
  const toggle = (): void => setIsOpen(!isOpen);
  const close = (): void => setIsOpen(false);
  if (isLow)
    return (
      <>
        <FilterButton onClick={toggle} />
        <Modal
          opened={isOpen}
          onClose={close}
          title={t("Filter")}
          closeButtonProps={{ "aria-label": t("Close") }}
        >
          <Form />
        </Modal>
      </>
    );
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      width={280}
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <FilterButton onClick={toggle} />
      </Popover.Target>
      <Popover.Dropdown aria-label={t("Filter")}>
        <Form />
      </Popover.Dropdown>
    </Popover>
  );
};
