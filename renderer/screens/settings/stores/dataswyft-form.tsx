/** Whose personal data account, and as which app of the developer portal; the rest behind "Advanced". */
import { Button, Group, Stack, Switch, Text } from "@mantine/core";
import { Code } from "lucide-react";
import { type ReactElement, useState } from "react";
import type { CommandRequest } from "#contract/ipc.ts";
import type { DataswyftSettings } from "#contract/views.ts";
import { Advanced } from "#renderer/components/advanced.tsx";
import type { ReadField } from "#renderer/components/text-form.tsx";
import { useText } from "#renderer/language/use-text.ts";
import {
  CheckedField,
  LimitField,
  NameField,
  RedirectWay,
  type StoreFormProps,
  Ways,
  readChoice,
  readNumber,
  readRedirect,
} from "./form-parts.tsx";
import { namespaceProblem, pdaProblem } from "./setup-checks.ts";
import { WayBack } from "./way-back.tsx";

/** What the form says, as the call that saves it; without whose account it is where that is fixed. */
export const dataswyftChange = (
  read: ReadField,
  former: DataswyftSettings,
  isFixed: boolean,
): CommandRequest<"stores.configure"> => {
  const free = {
    store: "dataswyft",
    signInPage: readChoice(read, "signInPage", ["hatlogin", "auth"]),
    redirect: readRedirect(read),
    hasStateInRedirect: read("hasStateInRedirect") !== "",
    fileFromBytes: readNumber(read, "fileFromBytes", former.fileFromBytes),
  } as const;
  if (isFixed) return { settings: free };
  return {
    settings: {
      ...free,
      pdaUrl: read("pdaUrl").trim(),
      applicationId: read("applicationId").trim(),
      namespace: read("namespace").trim(),
    },
  };
};

const pages = [
  { value: "hatlogin", label: "The documented page", about: "hatlogin; works with every account today." },
  { value: "auth", label: "The newer screens", about: "auth; only if your account has them." },
] as const;

const Developer = ({
  onOwner,
}: {
  readonly onOwner: (form: HTMLFormElement | null) => void;
}): ReactElement => {
  const t = useText();
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        {t(
          "Developers only: in Dataswyft’s sandbox, an account’s own name and password can stand in for its consent. Never do this with an account that a person uses.",
        )}
      </Text>
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Code size={16} aria-hidden />}
          onClick={(event) => onOwner(event.currentTarget.form)}
        >
          {t("Use developer credentials instead")}
        </Button>
      </Group>
    </Stack>
  );
};

const Identity = ({
  settings,
  isFixed,
}: Omit<StoreFormProps<DataswyftSettings>, "errorCode">): ReactElement => (
  <>
    <CheckedField
      name="pdaUrl"
      label="Address of the personal data account"
      hint="As the service shows it"
      placeholder="ada.hubat.net"
      value={settings.pdaUrl}
      maxLength={500}
      isDisabled={isFixed}
      isRequired
      problemOf={pdaProblem}
    />
    <NameField
      name="applicationId"
      label="Application ID"
      hint="Of your app in Dataswyft’s developer portal"
      value={settings.applicationId}
      isDisabled={isFixed}
      isRequired
    />
    <CheckedField
      name="namespace"
      label="Namespace"
      hint="Leave empty if it is the same as the application ID"
      value={settings.namespace}
      maxLength={200}
      isDisabled={isFixed}
      problemOf={namespaceProblem}
    />
  </>
);

/** The fields. `onOwner` goes on to the developer's sign-in; null while an account is connected. */
export const DataswyftForm = (
  props: StoreFormProps<DataswyftSettings> & {
    readonly onOwner: ((form: HTMLFormElement | null) => void) | null;
  },
): ReactElement => {
  const t = useText();
  const { settings, isFixed, errorCode, onOwner } = props;
  const [way, setWay] = useState(settings.redirect);
  return (
    <>
      <Identity settings={settings} isFixed={isFixed} />
      {!isFixed && <WayBack store="dataswyft" way={way} />}
      <Advanced isForced={errorCode === "settings.address-malformed"}>
        <Ways name="signInPage" label="Page that asks for consent" value={settings.signInPage} ways={pages} />
        <RedirectWay value={way} onChange={setWay} />
        <Switch
          name="hasStateInRedirect"
          label={t("Bind the answer to the question")}
          description={t(
            "Adds a value to the way back. Off only if the portal wants the way back exactly as registered.",
          )}
          defaultChecked={settings.hasStateInRedirect}
        />
        <LimitField
          name="fileFromBytes"
          label="Kept as a file from, in bytes"
          hint="Smaller ones are kept as records."
          value={settings.fileFromBytes}
          min={1_024}
          max={9_000_000}
        />
        {onOwner !== null && <Developer onOwner={onOwner} />}
      </Advanced>
    </>
  );
};
