/** The API key and how the tap is proven. The key goes to main once and is never shown again. */
import { Button, Collapse, Group, PasswordInput, Radio, Stack, Text, TextInput } from "@mantine/core";
import { ChevronDown, ChevronRight } from "lucide-react";
import { type ReactElement, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { CommandInput } from "#contract/ipc.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import { TextForm } from "#renderer/components/text-form.tsx";
import { useText } from "#renderer/language/use-text.ts";

/** The first choice as main hears it: sandbox or real chip. */
export type Choice = CommandInput<"setup.choose">;
type Presence = Choice["presence"];

/** The choice that needs nothing of the person. */
export const sandboxChoice: Choice = { kind: "sandbox", presence: "scan" };

/** What the form needs. */
export interface ServiceFormProps {
  readonly error: AppError | null;
  readonly isBusy: boolean;
  /** A key may have been given before; left empty, it stays. */
  readonly mayHaveKey: boolean;
  readonly onSubmit: (choice: Choice) => void;
  readonly onBack: () => void;
}

const PresenceChoice = (props: {
  readonly value: Presence;
  readonly onChange: (value: Presence) => void;
}): ReactElement => {
  const t = useText();
  return (
    <Radio.Group
      label={t("What the key is for")}
      value={props.value}
      onChange={(value) => props.onChange(value === "verify" ? "verify" : "scan")}
    >
      <Stack gap="xs" mt={6}>
        <Radio
          value="scan"
          label={t("Scan API (recommended)")}
          description={t(
            "The tap also fetches a secret that VivoKey gives only to your chip. Without the chip, this computer alone cannot open the vault.",
          )}
        />
        <Radio
          value="verify"
          label={t("Verify API")}
          description={t(
            "The tap proves that you are there, but no secret depends on the chip: whoever has this computer and its keychain could open the vault without it.",
          )}
        />
      </Stack>
    </Radio.Group>
  );
};

interface AddressesProps {
  readonly presence: Presence;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hasError: boolean;
}

const Advanced = ({ presence, value, onChange, hasError }: AddressesProps): ReactElement => {
  const t = useText();
  const [isOpen, setIsOpen] = useState(false);
  const isShown = isOpen || hasError;
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={isShown}
        onClick={() => setIsOpen(!isOpen)}
        leftSection={isShown ? <ChevronDown size={16} aria-hidden /> : <ChevronRight size={16} aria-hidden />}
      >
        {t("Advanced")}
      </Button>
      <Collapse expanded={isShown}>
        <TextInput
          mt="xs"
          type="url"
          label={presence === "scan" ? t("Address of the Scan API") : t("Address of the Verify API")}
          description={t("Leave empty for VivoKey’s own")}
          placeholder="https://"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          maxLength={500}
        />
      </Collapse>
    </div>
  );
};

const choiceOf = (presence: Presence, apiKey: string, address: string): Choice => ({
  kind: "real",
  presence,
  ...(apiKey.trim() === "" ? {} : { apiKey: apiKey.trim() }),
  ...(address.trim() === ""
    ? {}
    : { [presence === "scan" ? "scanBaseUrl" : "verifyBaseUrl"]: address.trim() }),
});

const Fields = ({ error }: Pick<ServiceFormProps, "error">): ReactElement => {
  const [presence, setPresence] = useState<Presence>("scan");
  const [address, setAddress] = useState("");
  return (
    <>
      <PresenceChoice value={presence} onChange={setPresence} />
      <input type="hidden" name="presence" value={presence} />
      <input type="hidden" name="address" value={address} />
      <Advanced
        presence={presence}
        value={address}
        onChange={setAddress}
        hasError={error?.code === "settings.address-malformed"}
      />
    </>
  );
};

const KeyField = ({ mayHaveKey }: Pick<ServiceFormProps, "mayHaveKey">): ReactElement => {
  const t = useText();
  return (
    <PasswordInput
      label={t("API key")}
      description={
        mayHaveKey
          ? t("Kept in this computer’s keychain, sent only to VivoKey. Leave empty to keep one given before.")
          : t("Kept in this computer’s keychain, sent only to VivoKey")
      }
      name="apiKey"
      required={!mayHaveKey}
      withAsterisk={false}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      visibilityToggleButtonProps={{ "aria-label": t("Show the API key"), tabIndex: 0 }}
    />
  );
};

/** The form. The key lives in the input alone, never in a state. */
export const ServiceForm = (props: ServiceFormProps): ReactElement => {
  const { error, isBusy, mayHaveKey, onSubmit, onBack } = props;
  const t = useText();
  return (
    <TextForm
      maw={600}
      onSend={(read) =>
        onSubmit(choiceOf(read("presence") === "verify" ? "verify" : "scan", read("apiKey"), read("address")))
      }
    >
      <div>
        <ScreenTitle>{t("Connect to VivoKey")}</ScreenTitle>
        <Text c="dimmed" mt={4}>
          {t(
            "The key lets Tapvault ask VivoKey whether a tap is real. Get one from VivoKey: sign in as a developer, then create an API key.",
          )}
        </Text>
      </div>
      <KeyField mayHaveKey={mayHaveKey} />
      <Fields error={error} />
      {error !== null && <Problem error={error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onBack}>
          {t("Back")}
        </Button>
        <Button type="submit" loading={isBusy}>
          {t("Continue")}
        </Button>
      </Group>
    </TextForm>
  );
};
