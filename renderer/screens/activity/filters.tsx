/** Which lines are looked at: groups of kinds, only failures, a span of time. */
import { Chip, Group, Input, SegmentedControl, Stack, Switch } from "@mantine/core";
import { type ReactElement, useId } from "react";
import { useText } from "#renderer/language/use-text.ts";
import {
  type EventGroup,
  type Looking,
  type Span,
  beginningOf,
  eventGroups,
  groupNames,
  spans,
} from "./event-groups.ts";

/** What is chosen and how to choose. */
export interface FiltersProps {
  readonly looking: Looking;
  readonly onChange: (looking: Looking) => void;
}

const isGroup = (name: string): name is EventGroup => Object.hasOwn(eventGroups, name);

/** The span, which the chart follows too. */
export const SpanChoice = ({ looking, onChange }: FiltersProps): ReactElement => {
  const t = useText();
  return (
    <SegmentedControl
      aria-label={t("Span of time")}
      data={Object.entries(spans).map(([value, { label }]) => ({ value, label: t(label) }))}
      value={looking.span}
      onChange={(value) => {
        const span = value as Span;
        onChange({ ...looking, span, from: beginningOf(span, Date.now()) });
      }}
    />
  );
};

/** Kinds and failures. */
export const Filters = ({ looking, onChange }: FiltersProps): ReactElement => {
  const t = useText();
  const label = useId();
  return (
    <Stack gap="sm">
      <Input.Wrapper label={t("Only lines about")} labelElement="div" labelProps={{ id: label }}>
        <Chip.Group
          multiple
          value={[...looking.groups]}
          onChange={(groups) => onChange({ ...looking, groups: groups.filter(isGroup) })}
        >
          <Group gap="xs" mt={4} role="group" aria-labelledby={label}>
            {groupNames.map((name) => (
              <Chip key={name} value={name} size="sm" variant="outline">
                {t(eventGroups[name].label)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <Switch
        label={t("Only what failed")}
        checked={looking.onlyFailed}
        onChange={(event) => onChange({ ...looking, onlyFailed: event.currentTarget.checked })}
      />
    </Stack>
  );
};
