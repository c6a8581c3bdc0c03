/** Other addresses for VivoKey's two APIs, for those who were given their own. Saving opens the services anew, which locks. */
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { type ReactElement, useState } from "react";
import type { NetworkView } from "#contract/views-network.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { settingId } from "#renderer/components/setting-choices.tsx";
import { TextForm } from "#renderer/components/text-form.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useText } from "#renderer/language/use-text.ts";
import { isService } from "./addresses.ts";
import { SectionPart } from "./section-part.tsx";

const Address = (props: {
  readonly id: string | undefined;
  /** A name of VivoKey's, the same in every language. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactElement => {
  const t = useText();
  return (
    <TextInput
      {...(props.id === undefined ? {} : { id: props.id })}
      label={props.label}
      value={props.value}
      error={isService(props.value) ? undefined : t("Enter an address that begins with https://.")}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      maxLength={500}
      autoComplete="off"
      spellCheck={false}
      dir="ltr"
    />
  );
};

/** The part. */
export const AddressesPart = ({ view }: { readonly view: NetworkView }): ReactElement => {
  const t = useText();
  const [scan, setScan] = useState(view.scanBaseUrl);
  const [verify, setVerify] = useState(view.verifyBaseUrl);
  const save = useCall("network.set");
  const isChanged = scan.trim() !== view.scanBaseUrl || verify.trim() !== view.verifyBaseUrl;
  const isUsable = isService(scan) && isService(verify);
  const send = (): void => {
    if (isUsable) save.run({ scanBaseUrl: scan.trim(), verifyBaseUrl: verify.trim() });
  };
  return (
    <SectionPart
      title={t("Addresses of VivoKey’s services")}
      about={t("Change these only when you were given others. The vault is locked and opens with a new tap.")}
    >
      <TextForm onSend={send}>
        <Stack gap="md" maw={520}>
          <Address id={settingId("addresses")} label="Scan API" value={scan} onChange={setScan} />
          <Address id={undefined} label="Verify API" value={verify} onChange={setVerify} />
          {isChanged && (
            <Group>
              <Button type="submit" disabled={!isUsable} loading={save.isBusy}>
                {t("Save and lock")}
              </Button>
            </Group>
          )}
          {save.error !== null && <Problem error={save.error} />}
        </Stack>
      </TextForm>
    </SectionPart>
  );
};
