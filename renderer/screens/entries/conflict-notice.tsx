/** Says that two computers changed the entry apart from one another, and opens both side by side. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { GitCompareArrows } from "lucide-react";
import type { ReactElement } from "react";
import { useSetUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";

/** The notice. */
export const ConflictNotice = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  return (
    <Alert
      color="yellow"
      variant="light"
      role="note"
      icon={<GitCompareArrows aria-hidden />}
      title={t("Two versions")}
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 200px">
          {t("This entry was changed on two computers. Both versions are kept until one is chosen.")}
        </Text>
        <Button size="compact-md" onClick={() => setUi({ entryDialog: "conflict" })}>
          {t("Compare and choose")}
        </Button>
      </Group>
    </Alert>
  );
};
