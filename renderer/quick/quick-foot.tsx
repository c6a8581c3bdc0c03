/** The foot of the quick search: what was just done, else which keys do what. */
import { Group, Kbd, Text } from "@mantine/core";
import { CircleCheck, Info } from "lucide-react";
import type { ReactElement } from "react";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { modKeyName } from "#renderer/platform.ts";
import type { Copied } from "./quick-copy.ts";
import classes from "./quick.module.css";
import type { Outcome } from "./use-quick-actions.ts";

const doneTexts = {
  password: "Password copied",
  user: "User name copied",
  code: "One-time code copied",
} as const satisfies Record<Copied, KnownText>;

const missingTexts = {
  password: "This entry has no password",
  user: "This entry has no user name",
  code: "This entry has no one-time code",
} as const satisfies Record<Copied, KnownText>;

const keys = [
  { hasMod: false, key: "Enter", text: "Copy the password" },
  { hasMod: true, key: "B", text: "Copy the user name" },
  { hasMod: true, key: "T", text: "Copy the one-time code" },
  { hasMod: true, key: "Enter", text: "Show in the main window" },
] as const satisfies readonly { hasMod: boolean; key: string; text: KnownText }[];

const Keys = (): ReactElement => {
  const t = useText();
  return (
    <Group gap="md" style={{ rowGap: 4 }} aria-label={t("What the keys do")} role="group">
      {keys.map(({ hasMod, key, text }) => (
        <Group key={text} gap={4} wrap="nowrap">
          {hasMod && <Kbd size="xs">{modKeyName()}</Kbd>}
          <Kbd size="xs">{key === "Enter" ? "↵" : key}</Kbd>
          <Text size="xs" c="dimmed">
            {t(text)}
          </Text>
        </Group>
      ))}
    </Group>
  );
};

const Done = ({ outcome }: { readonly outcome: Outcome }): ReactElement | null => {
  const t = useText();
  if (outcome.kind !== "copied" && outcome.kind !== "missing") return null;
  const isDone = outcome.kind === "copied";
  return (
    <Group gap={6} wrap="nowrap">
      {isDone ? <CircleCheck size={16} aria-hidden /> : <Info size={16} aria-hidden />}
      <Text size="sm">{t(isDone ? doneTexts[outcome.what] : missingTexts[outcome.what])}</Text>
    </Group>
  );
};

/** The foot. */
export const QuickFoot = ({ outcome }: { readonly outcome: Outcome }): ReactElement => (
  <footer className={classes["foot"]}>
    <div role="status">
      <Done outcome={outcome} />
    </div>
    {(outcome.kind === "none" || outcome.kind === "failed") && <Keys />}
  </footer>
);
