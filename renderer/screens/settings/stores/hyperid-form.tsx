/** What HyperID's developer portal gave: the client, perhaps its secret; limits and addresses behind "Advanced". */
import { type ReactElement, useState } from "react";
import type { CommandRequest } from "#contract/ipc.ts";
import type { HyperidSettings } from "#contract/views.ts";
import { Advanced } from "#renderer/components/advanced.tsx";
import { SecretField, secretMember } from "#renderer/components/secret-field.tsx";
import type { ReadField } from "#renderer/components/text-form.tsx";
import { useText } from "#renderer/language/use-text.ts";
import {
  AddressField,
  LimitField,
  NameField,
  RedirectWay,
  type StoreFormProps,
  readNumber,
  readRedirect,
} from "./form-parts.tsx";
import { WayBack } from "./way-back.tsx";

/** What the form says, as the call that saves it; without whose account it is where that is fixed. */
export const hyperidChange = (
  read: ReadField,
  former: HyperidSettings,
  isFixed: boolean,
): CommandRequest<"stores.configure"> => {
  const free = {
    store: "hyperid",
    redirect: readRedirect(read),
    maxValueBytes: readNumber(read, "maxValueBytes", former.maxValueBytes),
    keysPerRequest: readNumber(read, "keysPerRequest", former.keysPerRequest),
  } as const;
  return {
    settings: isFixed ? free : { ...free, issuer: read("issuer").trim(), clientId: read("clientId").trim() },
    ...secretMember(read, "clientSecret"),
  };
};

const Limits = ({ settings }: { readonly settings: HyperidSettings }): ReactElement => (
  <>
    <LimitField
      name="maxValueBytes"
      label="Longest value, in bytes"
      hint="HyperID names no limit. Longer entries are cut into several values."
      value={settings.maxValueBytes}
      min={256}
      max={1_048_576}
    />
    <LimitField
      name="keysPerRequest"
      label="Keys in one request"
      hint="Fewer, if HyperID refuses long requests."
      value={settings.keysPerRequest}
      min={1}
      max={1_000}
    />
  </>
);

/** The fields. */
export const HyperidForm = (props: StoreFormProps<HyperidSettings>): ReactElement => {
  const t = useText();
  const { settings, isFixed, errorCode } = props;
  const [way, setWay] = useState(settings.redirect);
  return (
    <>
      <NameField
        name="clientId"
        label="Client ID"
        hint="From your project in HyperID’s developer portal"
        value={settings.clientId}
        isDisabled={isFixed}
        isRequired
      />
      <SecretField
        name="clientSecret"
        label={t("Client secret")}
        hint={t("Leave empty if your client has none")}
        isKept={settings.hasSecret}
      />
      {!isFixed && <WayBack store="hyperid" way={way} />}
      <Advanced isForced={errorCode === "settings.address-malformed"}>
        <RedirectWay value={way} onChange={setWay} />
        <AddressField
          name="issuer"
          label="Address of the sign-in"
          hint="Leave empty for HyperID’s own"
          value={settings.issuer}
          isDisabled={isFixed}
        />
        <Limits settings={settings} />
      </Advanced>
    </>
  );
};
