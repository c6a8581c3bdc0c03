/** The ways in as lines: what each is, who vouches for it, its name to change, and the way to remove it. */
import { ActionIcon, Badge, Group, Text, TextInput, Tooltip } from "@mantine/core";
import { Check, Pencil, Trash2, X } from "lucide-react";
import { type KeyboardEvent, type ReactElement, useState } from "react";
import type { SlotView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import type { Translate } from "#renderer/language/texts.ts";
import classes from "./settings.module.css";
import { attestedWords, slotKindWords, slotName } from "./slot-words.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";

interface LineProps {
  readonly slot: SlotView;
  readonly onChanged: () => void;
  readonly onRemove: () => void;
}

const placeText = (slot: SlotView, t: Translate): string => {
  if (slot.isThisComputer === null) return "";
  return ` · ${slot.isThisComputer ? t("this computer") : t("another computer")}`;
};

const NameButtons = (props: {
  readonly isBusy: boolean;
  readonly onSave: () => void;
  readonly onEnd: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <>
      <ActionIcon
        size="lg"
        variant="light"
        aria-label={t("Save the name")}
        loading={props.isBusy}
        onClick={props.onSave}
      >
        <Check size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        size="lg"
        variant="subtle"
        color="gray"
        aria-label={t("Keep the former name")}
        onClick={props.onEnd}
      >
        <X size={18} aria-hidden />
      </ActionIcon>
    </>
  );
};

const Renaming = (props: {
  readonly slot: SlotView;
  readonly onEnd: () => void;
  readonly onChanged: () => void;
}): ReactElement => {
  const t = useText();
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
          aria-label={t("Name of {{name}}", { name: slotName(slot, t) })}
          placeholder={t(slotKindWords[slot.kind].name)}
          maxLength={100}
          autoFocus
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <NameButtons isBusy={rename.isBusy} onSave={save} onEnd={onEnd} />
      </Group>
      {rename.error !== null && <Problem error={rename.error} />}
    </div>
  );
};

const Shown = ({ slot }: { readonly slot: SlotView }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  return (
    <div className={classes["main"]}>
      <Text fw={600} lineClamp={2} title={slotName(slot, t)} dir="auto">
        {slotName(slot, t)}
      </Text>
      <Text size="sm" c="dimmed">
        {t(slotKindWords[slot.kind].needs)}
      </Text>
      <Text size="xs" c="dimmed">
        {t("Added {{date}}", { date: formats.dateTime(slot.createdAt) })}
        {placeText(slot, t)}
      </Text>
    </div>
  );
};

const Attested = ({ slot }: { readonly slot: SlotView }): ReactElement => {
  const t = useText();
  const { badge, hint } = attestedWords[slot.attestedBy];
  return (
    <Tooltip label={t(hint)} multiline w={260} events={{ hover: true, focus: true, touch: true }}>
      <Badge
        variant="light"
        color={slot.attestedBy === "own" ? "teal" : "orange"}
        tt="none"
        fw={600}
        tabIndex={0}
        role="note"
        aria-label={`${t(badge)}. ${t(hint)}`}
      >
        {t(badge)}
      </Badge>
    </Tooltip>
  );
};

const Line = ({ slot, onChanged, onRemove }: LineProps): ReactElement => {
  const t = useText();
  const [isRenaming, setIsRenaming] = useState(false);
  const Icon = slotKindWords[slot.kind].icon;
  const name = slotName(slot, t);
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
              aria-label={t("Rename {{name}}", { name })}
              onClick={() => setIsRenaming(true)}
            >
              <Pencil size={18} aria-hidden />
            </ActionIcon>
            <ActionIcon
              size="lg"
              variant="subtle"
              color="gray"
              aria-label={t("Remove {{name}}", { name })}
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
}): ReactElement => {
  const t = useText();
  return (
    <ul className={classes["card"]} aria-label={t("Ways in")}>
      {props.slots.map((slot) => (
        <Line
          key={slot.slotId}
          slot={slot}
          onChanged={props.onChanged}
          onRemove={() => props.onRemove(slot)}
        />
      ))}
    </ul>
  );
};
