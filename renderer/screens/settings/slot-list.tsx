/** The ways in as lines: what each is, who vouches for it, its name to change, and the way to remove it. */
import { ActionIcon, Badge, Group, Text, TextInput, Tooltip } from "@mantine/core";
import { Check, Pencil, Trash2, X } from "lucide-react";
import { type KeyboardEvent, type ReactElement, useState } from "react";
import type { SlotView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { dateText } from "#renderer/time.ts";
import classes from "./settings.module.css";
import { attestedWords, slotKindWords, slotName } from "./slot-words.ts";

interface LineProps {
  readonly slot: SlotView;
  readonly onChanged: () => void;
  readonly onRemove: () => void;
}

const placeText = (slot: SlotView): string => {
  if (slot.isThisComputer === null) return "";
  return slot.isThisComputer ? " · this computer" : " · another computer";
};

const Renaming = (props: {
  readonly slot: SlotView;
  readonly onEnd: () => void;
  readonly onChanged: () => void;
}): ReactElement => {
  const { slot, onEnd, onChanged } = props;
  const [label, setLabel] = useState(slot.label);
  const rename = useCall("slots.rename");
  const save = (): void =>
    rename.run({ slotId: slot.slotId, label: label.trim() }, () => {
      onChanged();
      onEnd();
    });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") save();
    else onEnd();
  };
  return (
    <div className={classes["main"]} onKeyDown={onKeyDown}>
      <Group gap={6} wrap="nowrap">
        <TextInput
          flex={1}
          aria-label={`Name of ${slotName(slot)}`}
          placeholder={slotKindWords[slot.kind].name}
          maxLength={100}
          autoFocus
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <ActionIcon
          size="lg"
          variant="light"
          aria-label="Save the name"
          loading={rename.isBusy}
          onClick={save}
        >
          <Check size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon size="lg" variant="subtle" color="gray" aria-label="Keep the former name" onClick={onEnd}>
          <X size={18} aria-hidden />
        </ActionIcon>
      </Group>
      {rename.error !== null && <Problem error={rename.error} />}
    </div>
  );
};

const Shown = ({ slot }: { readonly slot: SlotView }): ReactElement => (
  <div className={classes["main"]}>
    <Text fw={600} lineClamp={2} title={slotName(slot)} dir="auto">
      {slotName(slot)}
    </Text>
    <Text size="sm" c="dimmed">
      {slotKindWords[slot.kind].needs}
    </Text>
    <Text size="xs" c="dimmed">
      Added {dateText(slot.createdAt)}
      {placeText(slot)}
    </Text>
  </div>
);

const Attested = ({ slot }: { readonly slot: SlotView }): ReactElement => {
  const { badge, hint } = attestedWords[slot.attestedBy];
  return (
    <Tooltip label={hint} multiline w={260} events={{ hover: true, focus: true, touch: true }}>
      <Badge
        variant="light"
        color={slot.attestedBy === "own" ? "teal" : "orange"}
        tt="none"
        fw={600}
        tabIndex={0}
        role="note"
        aria-label={`${badge}. ${hint}`}
      >
        {badge}
      </Badge>
    </Tooltip>
  );
};

const Line = ({ slot, onChanged, onRemove }: LineProps): ReactElement => {
  const [isRenaming, setIsRenaming] = useState(false);
  const Icon = slotKindWords[slot.kind].icon;
  const name = slotName(slot);
  return (
    <li className={classes["line"]}>
      <Icon size={22} aria-hidden style={{ flex: "none" }} />
      {isRenaming ? (
        <Renaming slot={slot} onEnd={() => setIsRenaming(false)} onChanged={onChanged} />
      ) : (
        <>
          <Shown slot={slot} />
          <Attested slot={slot} />
          <Group gap={2} wrap="nowrap">
            <ActionIcon
              size="lg"
              variant="subtle"
              color="gray"
              aria-label={`Rename ${name}`}
              onClick={() => setIsRenaming(true)}
            >
              <Pencil size={18} aria-hidden />
            </ActionIcon>
            <ActionIcon
              size="lg"
              variant="subtle"
              color="gray"
              aria-label={`Remove ${name}`}
              onClick={onRemove}
            >
              <Trash2 size={18} aria-hidden />
            </ActionIcon>
          </Group>
        </>
      )}
    </li>
  );
};

/** The lines. */
export const SlotList = (props: {
  readonly slots: readonly SlotView[];
  readonly onChanged: () => void;
  readonly onRemove: (slot: SlotView) => void;
}): ReactElement => (
  <ul className={classes["card"]} aria-label="Ways in">
    {props.slots.map((slot) => (
      <Line key={slot.slotId} slot={slot} onChanged={props.onChanged} onRemove={() => props.onRemove(slot)} />
    ))}
  </ul>
);
