/** Says once, in the corner, that a newer version is ready. Nothing happens by itself but that it goes; the settings go on saying it. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { ReactElement } from "react";
import type { Text as KnownText, TextValues } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";

const id = "update-ready";

const Said = (props: { readonly text: KnownText; readonly values?: TextValues }): ReactElement => (
  <>{useText()(props.text, props.values)}</>
);

/** What it says and does. */
export interface UpdateNotice {
  readonly version: string;
  readonly when: KnownText;
  /** Answers whether the restart was begun. */
  readonly onRestart: () => Promise<boolean>;
}

/** Shows it. */
export const showUpdateReady = ({ version, when, onRestart }: UpdateNotice): void => {
  const hide = (): void => {
    notifications.hide(id);
  };
  const restart = async (): Promise<void> => {
    if (await onRestart()) hide();
  };
  notifications.show({
    id,
    title: <Said text="Version {{version}} is ready" values={{ version }} />,
    message: (
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          <Said text={when} />
        </Text>
        <Group gap="xs">
          <Button size="compact-sm" variant="light" onClick={() => void restart()}>
            <Said text="Restart now" />
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={hide}>
            <Said text="Later" />
          </Button>
        </Group>
      </Stack>
    ),
    role: "status",
    // It would lie over what is below it for hours; the settings go on saying it.
    autoClose: 30_000,
  });
};

/** Takes it away: it is being put in place, or was taken back. */
export const hideUpdateReady = (): void => {
  notifications.hide(id);
};
