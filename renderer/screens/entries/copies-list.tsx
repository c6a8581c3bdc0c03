/** Where an entry is kept and how each copy stands, with the reason where one is not in order. */
import { Badge, Group, Stack, Text } from "@mantine/core";
import { Cloud, HardDrive } from "lucide-react";
import type { ReactElement } from "react";
import { describeError } from "#contract/messages.ts";
import type { CopyView } from "#contract/views.ts";
import { platform } from "#renderer/platform.ts";
import { dateText } from "#renderer/time.ts";
import classes from "./field-line.module.css";
import { copyWords, storeNames } from "./entry-words.tsx";

const reasonOf = (copy: CopyView): string => {
  if (copy.error !== null) {
    const { title, next } = describeError(copy.error, platform());
    return `${title}. ${next}`;
  }
  // Only VivoKey's service needs a person for it.
  const isForTap = copy.store === "kvs" && copy.state === "waiting";
  const meaning = isForTap ? "goes out with the next tap" : copyWords[copy.state].meaning;
  return copy.at === null ? meaning : `${dateText(copy.at)}, ${meaning}`;
};

const Copy = ({ copy }: { readonly copy: CopyView }): ReactElement => (
  <div className={classes["field"]} role="listitem">
    {copy.store === "local" ? <HardDrive size={18} aria-hidden /> : <Cloud size={18} aria-hidden />}
    <div className={classes["main"]}>
      <Text size="sm">{storeNames[copy.store]}</Text>
      <Text size="xs" c="dimmed">
        {reasonOf(copy)}
      </Text>
    </div>
    <Badge variant="light" color={copyWords[copy.state].color} tt="none" mr={6} flex="none">
      {copyWords[copy.state].label}
    </Badge>
  </div>
);

/** The list. */
export const CopiesList = ({ copies }: { readonly copies: readonly CopyView[] }): ReactElement => (
  <Stack gap={6} component="section">
    <Group gap={8}>
      <Text component="h3" size="sm" fw={600} m={0}>
        Where it is kept
      </Text>
    </Group>
    <div className={classes["card"]} role="list">
      {copies.map((copy) => (
        <Copy key={copy.store} copy={copy} />
      ))}
    </div>
  </Stack>
);
