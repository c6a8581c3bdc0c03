/** Sets the keys that open the quick search from anywhere: press them, and they are set. */
import { Button, Group, Input, Kbd, Text } from "@mantine/core";
import { type KeyboardEvent, type ReactElement, useState } from "react";
import { settingId, useChangeSettings } from "#renderer/components/setting-choices.tsx";
import { useApp, useSnapshot } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { platform } from "#renderer/platform.ts";
import { acceleratorOf } from "./quick-keys.ts";

const Shown = ({ keys }: { readonly keys: string }): ReactElement => {
  const t = useText();
  return keys === "" ? (
    <Text size="sm" c="dimmed">
      {t("No keys are set")}
    </Text>
  ) : (
    <Group gap={4}>
      {keys.split("+").map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </Group>
  );
};

const Trouble = (): ReactElement | null => {
  const t = useText();
  const state = useSnapshot(({ shell }) => shell?.quickKeys ?? "off");
  if (state !== "taken" && state !== "unusable") return null;
  return (
    <Text size="sm" c="red">
      {state === "taken"
        ? t("Another program has these keys. Choose others.")
        : t("The system does not know these keys. Choose others.")}
    </Text>
  );
};

/** The field. While it listens, Tab leaves it and Esc stops it, as everywhere. */
export const QuickKeysField = (): ReactElement => {
  const t = useText();
  const { quickKeys } = useApp().settings;
  const change = useChangeSettings();
  const [isListening, setIsListening] = useState(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isListening || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    const found = acceleratorOf(event.nativeEvent, platform());
    if (event.key === "Escape" || found !== null) setIsListening(false);
    if (found !== null) change({ quickKeys: found });
  };
  return (
    <Input.Wrapper
      label={t("Quick search from anywhere")}
      labelElement="div"
      description={t("Opens a small search over all other windows.")}
    >
      <Group gap="sm" mt={6}>
        <Shown keys={quickKeys} />
        <Button
          id={settingId("quickKeys")}
          size="compact-sm"
          variant={isListening ? "filled" : "default"}
          onKeyDown={onKeyDown}
          onBlur={() => setIsListening(false)}
          onClick={() => setIsListening(true)}
        >
          <span aria-live="polite">{isListening ? t("Press the keys now") : t("Record keys")}</span>
        </Button>
        {quickKeys !== "" && (
          <Button size="compact-sm" variant="subtle" onClick={() => change({ quickKeys: "" })}>
            {t("Set none")}
          </Button>
        )}
      </Group>
      <div role="status">
        <Trouble />
      </div>
    </Input.Wrapper>
  );
};
