/** Which way requests leave this computer. A fixed proxy counts only once its address is a usable one. */
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { type ReactElement, useState } from "react";
import type { Settings } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { ChoiceSetting, settingId, useChangeSettings } from "#renderer/components/setting-choices.tsx";
import { TextForm } from "#renderer/components/text-form.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useApp } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { isProxy } from "./addresses.ts";
import { SectionPart } from "./section-part.tsx";

const Fixed = (): ReactElement => {
  const t = useText();
  const { settings } = useApp();
  const [written, setWritten] = useState<string | null>(null);
  const typed = written ?? settings.proxyUrl;
  const save = useCall("settings.set");
  const isUsable = isProxy(typed);
  const isWrong = typed.trim() !== "" && !isUsable;
  const isSaved = settings.proxy === "fixed" && typed.trim() === settings.proxyUrl;
  return (
    <TextForm onSend={() => isUsable && save.run({ proxy: "fixed", proxyUrl: typed.trim() })}>
      <Stack gap="sm">
        <Group align="flex-start" gap="sm">
          <TextInput
            id={settingId("proxyUrl")}
            flex="1 1 240px"
            label={t("Address of the proxy")}
            placeholder="http://proxy.example:3128"
            value={typed}
            onChange={(event) => setWritten(event.currentTarget.value)}
            error={
              isWrong ? t("Enter it as http://host:port, without a user name or a password.") : undefined
            }
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            dir="ltr"
          />
          {!isSaved && (
            <Button type="submit" mt={25} disabled={!isUsable} loading={save.isBusy}>
              {t("Use it")}
            </Button>
          )}
        </Group>
        {save.error !== null && <Problem error={save.error} />}
      </Stack>
    </TextForm>
  );
};

/** The part. */
export const ProxyPart = (): ReactElement => {
  const t = useText();
  const { settings } = useApp();
  const change = useChangeSettings();
  // All else counts at once: what is shown is what was set, also when a change was refused or taken back.
  const [isEntering, setIsEntering] = useState(false);
  const chosen = isEntering ? "fixed" : settings.proxy;
  const choose = (proxy: Settings["proxy"]): void => {
    setIsEntering(proxy === "fixed");
    if (proxy !== "fixed") change({ proxy });
  };
  return (
    <SectionPart
      title={t("Way to the internet")}
      about={t("Every service is asked this way. What runs on this computer never goes through a proxy.")}
    >
      <Stack gap="md" maw={520}>
        <ChoiceSetting
          name="proxy"
          label="Proxy"
          choices={{ system: "As the system", none: "No proxy", fixed: "This one" }}
          value={chosen}
          onChoose={choose}
        />
        {chosen === "fixed" && <Fixed />}
      </Stack>
    </SectionPart>
  );
};
