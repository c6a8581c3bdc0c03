/** The ports on this computer that the browser comes back to after a sign-in; the first free one is used. */
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { Problem } from "#renderer/components/problem.tsx";
import { TextForm } from "#renderer/components/text-form.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useApp } from "#renderer/context.ts";
import type { Text } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { SectionPart } from "#renderer/screens/settings/section-part.tsx";
import { portsIn } from "./setup-checks.ts";

const wrong: Text = "Enter one to ten numbers from 1024 to 65535, separated by commas.";

/** The part. */
export const PortsPart = (): ReactElement => {
  const t = useText();
  const { loopbackPorts } = useApp().settings;
  const current = loopbackPorts.join(", ");
  const [typed, setTyped] = useState(current);
  const save = useCall("settings.set");
  const ports = portsIn(typed);
  const isChanged = ports !== null && ports.join(", ") !== current;
  return (
    <SectionPart
      title={t("Way back from the browser")}
      about={t(
        "After a sign-in the browser comes back to a port on this computer. The services must know these ports, so change them only when another program needs them.",
      )}
    >
      <TextForm onSend={() => ports !== null && save.run({ loopbackPorts: [...ports] })}>
        <Stack gap="sm" maw={420}>
          <Group align="flex-start" gap="sm">
            <TextInput
              flex="1 1 220px"
              label={t("Ports")}
              description={t("Tried in this order; the first free one is used")}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              error={ports === null ? t(wrong) : undefined}
              maxLength={100}
              autoComplete="off"
              dir="ltr"
            />
            {isChanged && (
              <Button type="submit" mt={42} loading={save.isBusy}>
                {t("Save")}
              </Button>
            )}
          </Group>
          {save.error !== null && <Problem error={save.error} />}
        </Stack>
      </TextForm>
    </SectionPart>
  );
};
