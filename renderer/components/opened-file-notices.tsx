/** Short notices about files that were opened from outside: which were left, and why. They name no file. */
import { Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { ReactElement } from "react";
import type { ShellRequest } from "#contract/views-shell.ts";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";

type Reason = Extract<ShellRequest, { readonly kind: "file-refused" }>["reason"];

const reasons = {
  "not-ours":
    "Only Tapvault’s own export files (.tapvault) open like this. Files of other programs are chosen under Settings, Import and export.",
  unreadable: "It is not there any more, may not be read, or is no ordinary file.",
  "too-large": "It is larger than a file to be imported may be.",
} as const satisfies Record<Reason, KnownText>;

const Said = ({ text }: { readonly text: KnownText }): ReactElement => <>{useText()(text)}</>;

const Why = ({ text }: { readonly text: KnownText }): ReactElement => (
  <Text size="sm" c="dimmed">
    <Said text={text} />
  </Text>
);

const OthersLeft = ({ count }: { readonly count: number }): ReactElement => (
  <>{useText()("{{count}} other files were left", { count })}</>
);

/** Says that a file was not opened. */
export const showFileRefused = (reason: Reason): void => {
  notifications.hide("opened-file");
  notifications.show({
    id: "opened-file",
    color: "yellow",
    title: <Said text="The file was not opened" />,
    message: <Why text={reasons[reason]} />,
    autoClose: 10_000,
  });
};

/** Says that of several files only the first is looked at; nothing when there was one. */
export const showOthersLeft = (count: number): void => {
  if (count === 0) return;
  notifications.hide("opened-file");
  notifications.show({
    id: "opened-file",
    color: "yellow",
    title: <OthersLeft count={count} />,
    message: <Why text="Files are shown one at a time. Open the next one when you are done with this one." />,
    autoClose: 10_000,
  });
};
