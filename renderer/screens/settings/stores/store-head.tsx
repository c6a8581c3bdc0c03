/** The first line of a place: picture, name, what it is, marks, and its state in words with a picture. */
import { Badge, Group, Text, Tooltip } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import type { CopyView } from "#contract/views.ts";
import { useText } from "#renderer/language/use-text.ts";
import { storeNames } from "#renderer/screens/entries/entry-words.tsx";
import { type StateWords, storeAbout, storeIcons } from "./store-words.ts";
import classes from "./stores.module.css";

/** The state as a badge. */
export const StateBadge = ({ words }: { readonly words: StateWords }): ReactElement => {
  const t = useText();
  const { label, color, icon: Icon } = words;
  return (
    <Badge
      {...(color === null ? { variant: "default" } : { variant: "light", color })}
      tt="none"
      fw={600}
      leftSection={<Icon size={13} aria-hidden />}
    >
      {t(label)}
    </Badge>
  );
};

const marks = {
  simulated: {
    label: "Simulated",
    hint: "A stand-in on this computer, not the service itself. Nothing leaves this computer.",
  },
  developer: {
    label: "Developer access",
    hint: "Signed in with a developer’s credentials, not by a person’s consent. For development only.",
  },
} as const;

/** A mark with what it means. */
export const Mark = ({ mark }: { readonly mark: keyof typeof marks }): ReactElement => {
  const t = useText();
  const label = t(marks[mark].label);
  const hint = t(marks[mark].hint);
  return (
    <Tooltip label={hint} multiline w={260} events={{ hover: true, focus: true, touch: true }}>
      <Badge
        variant="light"
        color="orange"
        tt="none"
        fw={600}
        tabIndex={0}
        role="note"
        aria-label={`${label}. ${hint}`}
      >
        {label}
      </Badge>
    </Tooltip>
  );
};

/** The line. `actions` stand at its end. */
export const StoreHead = (props: {
  readonly store: CopyView["store"];
  readonly state: StateWords;
  readonly isSimulated?: boolean;
  readonly isDeveloperAccess?: boolean;
  readonly actions: ReactNode;
  readonly children?: ReactNode;
}): ReactElement => {
  const { store, state, isSimulated = false, isDeveloperAccess = false, actions, children } = props;
  const t = useText();
  const Icon = storeIcons[store];
  return (
    <div className={classes["head"]}>
      <Icon size={22} aria-hidden style={{ flex: "none", marginTop: 2 }} />
      <div className={classes["main"]}>
        <Group gap={8}>
          <Text component="h3" fw={600} m={0} fz="md">
            {t(storeNames[store])}
          </Text>
          <StateBadge words={state} />
          {isSimulated && <Mark mark="simulated" />}
          {isDeveloperAccess && <Mark mark="developer" />}
        </Group>
        <Text size="sm" c="dimmed" mt={2}>
          {t(storeAbout[store])}
        </Text>
        {children}
      </div>
      <Group gap={4} wrap="nowrap">
        {actions}
      </Group>
    </div>
  );
};
