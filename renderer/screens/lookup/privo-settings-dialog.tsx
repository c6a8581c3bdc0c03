/** What PRIVO gave the person: identifiers and credentials; addresses and the ways of asking behind "Advanced". */
import { Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { type ReactElement, useState } from "react";
import type { CommandRequest } from "#contract/ipc.ts";
import type { LookupSettings } from "#contract/views.ts";
import { Advanced } from "#renderer/components/advanced.tsx";
import { FormButtons } from "#renderer/components/form-buttons.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { SecretField, secretMember } from "#renderer/components/secret-field.tsx";
import { type ReadField, TextForm } from "#renderer/components/text-form.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useText } from "#renderer/language/use-text.ts";
import { CountrySelect } from "./country-select.tsx";
import type { LookupSetup } from "./use-lookup-settings.ts";

type Auth = LookupSettings["auth"];

const texts = [
  "baseUrl",
  "tokenUrl",
  "serviceIdentifier",
  "jurisdictionIdentifier",
  "clientId",
  "scope",
  "keyPath",
  "tokenPath",
  "defaultCountry",
] as const satisfies readonly (keyof LookupSettings)[];

/** What a stand-in brings along itself. */
const ofStandIn: readonly string[] = [
  "baseUrl",
  "tokenUrl",
  "serviceIdentifier",
  "jurisdictionIdentifier",
  "clientId",
];

const changeOf = (read: ReadField, isSimulated: boolean): CommandRequest<"lookup.configure"> => ({
  settings: {
    ...Object.fromEntries(
      texts
        .filter((name) => !isSimulated || !ofStandIn.includes(name))
        .map((name) => [name, read(name).trim()]),
    ),
    auth: read("auth") === "token" ? "token" : "api-key",
    tokenStyle: read("tokenStyle") === "query" ? "query" : "form",
  },
  ...secretMember(read, "apiKey"),
  ...secretMember(read, "clientSecret"),
});

const PlainField = (props: {
  readonly name: (typeof texts)[number];
  readonly label: string;
  readonly hint: string;
  readonly setup: LookupSetup;
  readonly isRequired?: boolean;
  readonly placeholder?: string;
}): ReactElement => (
  <TextInput
    name={props.name}
    disabled={props.setup.isSimulated && ofStandIn.includes(props.name)}
    label={props.label}
    description={props.hint}
    defaultValue={props.setup.settings[props.name]}
    required={props.isRequired ?? false}
    withAsterisk={false}
    {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
    maxLength={props.name.endsWith("Url") ? 500 : 200}
    autoComplete="off"
    spellCheck={false}
    dir="ltr"
  />
);

const Credentials = ({ setup }: { readonly setup: LookupSetup }): ReactElement => {
  const t = useText();
  const { settings, isSimulated } = setup;
  const [auth, setAuth] = useState<Auth>(settings.auth);
  const isToken = auth === "token";
  return (
    <>
      <Radio.Group
        name="auth"
        label={t("What PRIVO gave you")}
        value={auth}
        onChange={(value) => setAuth(value === "token" ? "token" : "api-key")}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="api-key" label={t("An API key")} />
          <Radio value="token" label={t("A client ID and a client secret")} />
        </Stack>
      </Radio.Group>
      {isToken ? (
        <>
          <PlainField name="clientId" label={t("Client ID")} hint={t("As PRIVO gave it")} setup={setup} />
          {!isSimulated && (
            <SecretField
              name="clientSecret"
              label={t("Client secret")}
              hint={t("Kept in this computer’s keychain")}
              isKept={settings.hasClientSecret}
            />
          )}
        </>
      ) : (
        <>
          <input type="hidden" name="clientId" value={settings.clientId} />
          {!isSimulated && (
            <SecretField
              name="apiKey"
              label={t("API key")}
              hint={t("Kept in this computer’s keychain")}
              isKept={settings.hasApiKey}
            />
          )}
        </>
      )}
    </>
  );
};

const TokenStyle = ({ settings }: { readonly settings: LookupSettings }): ReactElement => {
  const t = useText();
  return (
    <Radio.Group name="tokenStyle" label={t("How a token is asked for")} defaultValue={settings.tokenStyle}>
      <Stack gap="xs" mt={6}>
        <Radio value="form" label={t("Credentials in a form")} description={t("As the standard has it.")} />
        <Radio
          value="query"
          label={t("Credentials in the address")}
          description={t("As some of PRIVO’s samples have it; addresses may be logged on their way.")}
        />
      </Stack>
    </Radio.Group>
  );
};

const Rest = ({ setup }: { readonly setup: LookupSetup }): ReactElement => {
  const t = useText();
  return (
    <>
      <PlainField
        name="baseUrl"
        label={t("Address of the registry")}
        hint={t("Leave empty for PRIVO’s testing environment, whose answers are about nobody")}
        placeholder="https://"
        setup={setup}
      />
      <PlainField
        name="tokenUrl"
        label={t("Address that gives tokens")}
        hint={t("Leave empty for the one that belongs to the registry")}
        placeholder="https://"
        setup={setup}
      />
      <PlainField
        name="scope"
        label={t("Scope")}
        hint={t("Leave empty if PRIVO gave you none")}
        setup={setup}
      />
      <PlainField
        name="keyPath"
        label={t("Path of lookups by API key")}
        hint={t("Below the address; leave empty for the documented one")}
        setup={setup}
      />
      <PlainField
        name="tokenPath"
        label={t("Path of lookups by token")}
        hint={t("Below the address; leave empty for the documented one")}
        setup={setup}
      />
      <TokenStyle settings={setup.settings} />
    </>
  );
};

const Identifiers = ({ setup }: { readonly setup: LookupSetup }): ReactElement => {
  const t = useText();
  return (
    <>
      <PlainField
        name="serviceIdentifier"
        label={t("Service identifier")}
        hint={t("Which service asks")}
        setup={setup}
        isRequired
      />
      <PlainField
        name="jurisdictionIdentifier"
        label={t("Jurisdiction identifier")}
        hint={t("Whose rules of age count")}
        setup={setup}
        isRequired
      />
    </>
  );
};

const UsualCountry = ({ settings }: { readonly settings: LookupSettings }): ReactElement => {
  const t = useText();
  const [country, setCountry] = useState(settings.defaultCountry);
  return (
    <>
      <input type="hidden" name="defaultCountry" value={country} />
      <CountrySelect
        label={t("Usual country of phone numbers")}
        description={t("For numbers that are typed without one")}
        value={country}
        onChange={setCountry}
      />
    </>
  );
};

const Body = (props: {
  readonly setup: LookupSetup;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}): ReactElement => {
  const t = useText();
  const { setup, onClose, onSaved } = props;
  const configure = useCall("lookup.configure");
  const save = (read: ReadField): void =>
    configure.run(changeOf(read, setup.isSimulated), () => {
      onSaved();
      onClose();
    });
  return (
    <TextForm onSend={save}>
      <Text size="sm" c="dimmed">
        {setup.isSimulated
          ? t("This is a stand-in on this computer. It brings its own identifiers and keys.")
          : t("Those for testing and those for real use differ. Secrets are never shown again.")}
      </Text>
      <Identifiers setup={setup} />
      <Credentials setup={setup} />
      <UsualCountry settings={setup.settings} />
      <Advanced isForced={configure.error?.code === "settings.address-malformed"}>
        <Rest setup={setup} />
      </Advanced>
      {configure.error !== null && <Problem error={configure.error} />}
      <FormButtons label={t("Save")} isBusy={configure.isBusy} onCancel={onClose} />
    </TextForm>
  );
};

/** The dialog. */
export const PrivoSettingsDialog = (props: {
  readonly isOpen: boolean;
  readonly setup: LookupSetup;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      size="lg"
      title={<Text fw={600}>PRIVO Protect</Text>}
      closeButtonProps={{ "aria-label": t("Close") }}
      centered
    >
      <Body {...props} />
    </Modal>
  );
};
