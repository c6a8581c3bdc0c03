/** The entry as a place to drop files on: drawn while files hover over it; folders and files that are too large are told apart before anything is read. */
import { Alert, CloseButton, Group, Text } from "@mantine/core";
import { FileUp } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import type { EntryDetail } from "#contract/views.ts";
import { useText } from "#renderer/language/use-text.ts";
import classes from "./drop-target.module.css";
import { useDrop } from "./use-drop.ts";

/** Around the entry. */
export const DropTarget = (props: {
  readonly detail: EntryDetail;
  readonly children: ReactNode;
}): ReactElement => {
  const { detail, children } = props;
  const t = useText();
  const { isOver, refused, dismiss, events } = useDrop(detail);
  return (
    <div className={classes["target"]} data-drop-target {...events}>
      {children}
      {refused.length > 0 && (
        <Alert color="yellow" variant="light" role="alert" mt="md" title={t("Not added")} maw={720}>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <div>
              {refused.map(({ name, reason }) => (
                <Text key={`${name}/${reason}`} size="sm" style={{ overflowWrap: "anywhere" }}>
                  <bdi>{name}</bdi>: {t(reason)}
                </Text>
              ))}
            </div>
            <CloseButton aria-label={t("Dismiss")} onClick={dismiss} />
          </Group>
        </Alert>
      )}
      {isOver && (
        <div className={classes["over"]} role="status">
          <FileUp size={32} aria-hidden />
          <Text fw={600} ta="center" style={{ overflowWrap: "anywhere" }}>
            {t("Drop to keep with this entry")}
          </Text>
          <Text size="sm" c="dimmed">
            {t("Up to 50 MB each.")}
          </Text>
        </div>
      )}
    </div>
  );
};
