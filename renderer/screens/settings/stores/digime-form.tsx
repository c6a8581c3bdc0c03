/** The contract that digi.me gave, with its key; reading back, protocols and addresses behind "Advanced". */
import { Stack } from "@mantine/core";
import { type ReactElement, useState } from "react";
import type { CommandRequest } from "#contract/ipc.ts";
import type { DigimeSettings } from "#contract/views.ts";
import { Advanced } from "#renderer/components/advanced.tsx";
import { secretMember } from "#renderer/components/secret-field.tsx";
import type { ReadField } from "#renderer/components/text-form.tsx";
import type { Text as TextName } from "#renderer/language/texts.ts";
import {
  AddressField,
  NameField,
  RedirectWay,
  type StoreFormProps,
  Ways,
  readChoice,
  readRedirect,
} from "./form-parts.tsx";
import { KeyFileField } from "./key-file-field.tsx";
import { WayBack } from "./way-back.tsx";

/** What the form says, as the call that saves it; without whose account it is where that is fixed. */
export const digimeChange = (read: ReadField, isFixed: boolean): CommandRequest<"stores.configure"> => {
  const free = {
    store: "digime",
    readContractId: read("readContractId").trim(),
    writeProtocol: readChoice(read, "writeProtocol", ["library", "postbox"]),
    legacyBaseUrl: read("legacyBaseUrl").trim(),
    redirect: readRedirect(read),
  } as const;
  const own = {
    applicationId: read("applicationId").trim(),
    contractId: read("contractId").trim(),
    baseUrl: read("baseUrl").trim(),
    onboardUrl: read("onboardUrl").trim(),
    cloudBaseUrl: read("cloudBaseUrl").trim(),
  };
  return {
    settings: isFixed ? free : { ...free, ...own },
    ...secretMember(read, "contractKey"),
    ...secretMember(read, "readContractKey"),
  };
};

const protocols = [
  { value: "library", label: "Into the library", about: "The present API (1.7)." },
  { value: "postbox", label: "Through a postbox", about: "The older API (1.6), for contracts made for it." },
] as const;

type PartProps = Pick<StoreFormProps<DigimeSettings>, "settings">;

const ReadContract = ({ settings }: PartProps): ReactElement => (
  <Stack gap="xs">
    <NameField
      name="readContractId"
      label="Contract ID for reading back"
      hint="A second contract that may read what was written; empty if there is none"
      value={settings.readContractId}
    />
    <KeyFileField
      name="readContractKey"
      label="Private key for reading back"
      isKept={settings.hasReadContractKey}
    />
  </Stack>
);

const Writing = ({ settings }: PartProps): ReactElement => {
  const [protocol, setProtocol] = useState<string>(settings.writeProtocol);
  return (
    <>
      <Ways
        name="writeProtocol"
        label="How “write to my digi.me” writes"
        value={settings.writeProtocol}
        ways={protocols}
        onChange={setProtocol}
      />
      {protocol === "postbox" ? (
        <AddressField
          name="legacyBaseUrl"
          label="Address of the older API"
          hint="Leave empty for digi.me’s own"
          value={settings.legacyBaseUrl}
        />
      ) : (
        <input type="hidden" name="legacyBaseUrl" value={settings.legacyBaseUrl} />
      )}
    </>
  );
};

const addresses = [
  { name: "baseUrl", label: "Address of the API" },
  { name: "onboardUrl", label: "Address of the sign-in" },
  { name: "cloudBaseUrl", label: "Address of the storage" },
] as const satisfies readonly { readonly name: string; readonly label: TextName }[];

/** The fields. */
export const DigimeForm = (props: StoreFormProps<DigimeSettings>): ReactElement => {
  const { settings, isFixed, errorCode } = props;
  const [way, setWay] = useState(settings.redirect);
  return (
    <>
      <NameField
        name="applicationId"
        label="Application ID"
        hint="From your agreement with digi.me"
        value={settings.applicationId}
        isDisabled={isFixed}
        isRequired
      />
      <NameField
        name="contractId"
        label="Contract ID"
        hint="The contract that lets Tapvault keep and write files"
        value={settings.contractId}
        isDisabled={isFixed}
        isRequired
      />
      <KeyFileField name="contractKey" label="Contract’s private key" isKept={settings.hasContractKey} />
      {!isFixed && <WayBack store="digime" way={way} />}
      <Advanced isForced={errorCode === "settings.address-malformed"}>
        <ReadContract settings={settings} />
        <Writing settings={settings} />
        <RedirectWay value={way} onChange={setWay} />
        {addresses.map(({ name, label }) => (
          <AddressField
            key={name}
            name={name}
            label={label}
            hint="Leave empty for digi.me’s own"
            value={settings[name]}
            isDisabled={isFixed}
          />
        ))}
      </Advanced>
    </>
  );
};
