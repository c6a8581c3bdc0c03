/** The addresses that the browser comes back to, as the service's developer portal must know them. */
import { Code, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { AccountStore, HyperidSettings } from "#contract/views.ts";
import { CopyText } from "#renderer/components/copy-text.tsx";
import { useApp } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";

/** The addresses: one for each port, or the one of our own scheme. */
const addressesOf = (
  store: AccountStore,
  way: HyperidSettings["redirect"],
  ports: readonly number[],
): readonly string[] =>
  way === "scheme"
    ? [`tapvault://callback/${store}`]
    : ports.map((port) => `http://127.0.0.1:${port}/callback/${store}`);

/** The addresses, to be copied. */
export const WayBack = (props: {
  readonly store: AccountStore;
  readonly way: HyperidSettings["redirect"];
}): ReactElement => {
  const t = useText();
  const { loopbackPorts } = useApp().settings;
  const addresses = addressesOf(props.store, props.way, loopbackPorts);
  return (
    <Stack gap={6}>
      <div>
        <Text size="sm" fw={600}>
          {t("Way back")}
        </Text>
        <Text size="xs" c="dimmed">
          {addresses.length === 1
            ? t("Enter this address in the developer portal, exactly so")
            : t("Enter these addresses in the developer portal, exactly so")}
        </Text>
      </div>
      <Code block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {addresses.join("\n")}
      </Code>
      <CopyText text={addresses.join("\n")} label={t("Copy")} />
    </Stack>
  );
};
