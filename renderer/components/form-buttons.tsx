/** The foot of a form in a dialog: the way out, and the one button that sends. */
import { Button, Group } from "@mantine/core";
import type { ReactElement } from "react";
import { useText } from "#renderer/language/use-text.ts";

/** The buttons. */
export const FormButtons = (props: {
  readonly label: string;
  readonly isBusy: boolean;
  readonly isReady?: boolean;
  readonly onCancel: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <Group justify="flex-end" gap="sm">
      <Button variant="default" onClick={props.onCancel}>
        {t("Cancel")}
      </Button>
      <Button type="submit" loading={props.isBusy} disabled={!(props.isReady ?? true)}>
        {props.label}
      </Button>
    </Group>
  );
};
