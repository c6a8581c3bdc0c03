/** Whether the log is as it was written. What was changed from outside is said plainly; all well is said quietly. */
import { Alert, Group, Text } from "@mantine/core";
import { Info, ShieldCheck, TriangleAlert } from "lucide-react";
import type { ReactElement } from "react";
import type { ActivityChain } from "#contract/views.ts";
import { useText } from "#renderer/language/use-text.ts";

/** The notice. */
export const ChainNotice = ({ chain }: { readonly chain: ActivityChain }): ReactElement | null => {
  const t = useText();
  switch (chain.state) {
    case "broken":
      return (
        <Alert
          color="red"
          role="alert"
          icon={<TriangleAlert aria-hidden />}
          title={t("The log was changed from outside")}
          data-chain="broken"
        >
          <Text size="sm">
            {t(
              "Each line is bound to the one before it, and this no longer fits. The place is marked in the list. Clearing the log begins a new one.",
            )}
          </Text>
        </Alert>
      );
    case "repaired":
      return (
        <Alert
          color="blue"
          role="note"
          icon={<Info aria-hidden />}
          title={t("A crash cut a line off")}
          data-chain="repaired"
        >
          <Text size="sm">
            {t("The unfinished line was taken away. All others are as they were written.")}
          </Text>
        </Alert>
      );
    case "ok":
      return (
        <Group gap="xs" c="dimmed" data-chain="ok">
          <ShieldCheck size={16} aria-hidden />
          <Text size="sm">{t("Every line fits the one before it.")}</Text>
        </Group>
      );
    case "unchecked":
      return null;
  }
};
