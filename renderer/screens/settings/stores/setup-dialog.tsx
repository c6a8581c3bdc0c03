/** What a service gave the person, asked for in one dialog and saved; then perhaps straight on to the sign-in. */
import { Alert, Button, Group, Loader, Modal, Text } from "@mantine/core";
import { Info } from "lucide-react";
import { type ReactElement, useEffect, useRef, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { CommandRequest } from "#contract/ipc.ts";
import type { AccountStore, StoreSettings, StoreView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { type ReadField, TextForm } from "#renderer/components/text-form.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useClient } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { storeNames } from "#renderer/screens/entries/entry-words.tsx";
import { DataswyftForm, dataswyftChange } from "./dataswyft-form.tsx";
import { DigimeForm, digimeChange } from "./digime-form.tsx";
import { HyperidForm, hyperidChange } from "./hyperid-form.tsx";
import { OwnerForm } from "./owner-form.tsx";

type After = "close" | "connect" | "owner";

interface BodyProps {
  readonly view: StoreView & { readonly store: AccountStore };
  readonly onClose: () => void;
  readonly onConnect: () => void;
}

interface FormProps extends BodyProps {
  readonly settings: StoreSettings;
  readonly onOwner: () => void;
}

const changeOf = (
  read: ReadField,
  settings: StoreSettings,
  isFixed: boolean,
): CommandRequest<"stores.configure"> => {
  switch (settings.store) {
    case "hyperid":
      return hyperidChange(read, settings, isFixed);
    case "dataswyft":
      return dataswyftChange(read, settings, isFixed);
    case "digime":
      return digimeChange(read, isFixed);
  }
};

const Fields = (props: {
  readonly settings: StoreSettings;
  readonly isFixed: boolean;
  readonly errorCode: string | null;
  readonly onOwner: ((form: HTMLFormElement | null) => void) | null;
}): ReactElement => {
  const { settings, onOwner, ...rest } = props;
  switch (settings.store) {
    case "hyperid":
      return <HyperidForm settings={settings} {...rest} />;
    case "dataswyft":
      return <DataswyftForm settings={settings} {...rest} onOwner={onOwner} />;
    case "digime":
      return <DigimeForm settings={settings} {...rest} />;
  }
};

const Notice = ({ view }: { readonly view: StoreView }): ReactElement => {
  const t = useText();
  if (view.state === "connected")
    return (
      <Alert color="yellow" variant="light" role="note" icon={<Info aria-hidden />}>
        <Text size="sm">
          {t(
            "While it is connected, what says whose account it is cannot be changed. Disconnect first for that.",
          )}
        </Text>
      </Alert>
    );
  return (
    <Text size="sm" c="dimmed">
      {view.isSimulated
        ? t("This is a stand-in on this computer. It is set up already; there is nothing to enter.")
        : t(
            "Enter what the service’s developer portal gave you. Secrets go into this computer’s keychain and are never shown again.",
          )}
    </Text>
  );
};

const Buttons = (props: {
  readonly isFixed: boolean;
  readonly isBusy: boolean;
  readonly onCancel: () => void;
  readonly onSaveOnly: (form: HTMLFormElement | null) => void;
  readonly onSave: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <Group justify="flex-end" gap="sm">
      <Button variant="default" onClick={props.onCancel}>
        {t("Cancel")}
      </Button>
      {!props.isFixed && (
        <Button
          variant="default"
          disabled={props.isBusy}
          onClick={(event) => props.onSaveOnly(event.currentTarget.form)}
        >
          {t("Save")}
        </Button>
      )}
      <Button type="submit" loading={props.isBusy} onClick={props.onSave}>
        {props.isFixed ? t("Save") : t("Save and connect")}
      </Button>
    </Group>
  );
};

const SettingsForm = (props: FormProps): ReactElement => {
  const { view, settings, onClose, onConnect, onOwner } = props;
  const isConnected = view.state === "connected";
  const isFixed = isConnected || view.isSimulated;
  const configure = useCall("stores.configure");
  const after = useRef<After>("connect");
  const submitFor = (next: After, form: HTMLFormElement | null): void => {
    after.current = next;
    form?.requestSubmit();
  };
  const goOn = (next: After): void => {
    if (next === "owner") return onOwner();
    onClose();
    if (next === "connect" && !isFixed) onConnect();
  };
  const send = (read: ReadField): void => {
    const next = after.current;
    configure.run(changeOf(read, settings, isFixed), () => goOn(next));
  };
  return (
    <TextForm onSend={send}>
      <Notice view={view} />
      <Fields
        settings={settings}
        isFixed={isFixed}
        errorCode={configure.error?.code ?? null}
        onOwner={isConnected ? null : (form) => (isFixed ? onOwner() : submitFor("owner", form))}
      />
      {configure.error !== null && <Problem error={configure.error} />}
      <Buttons
        isFixed={isFixed}
        isBusy={configure.isBusy}
        onCancel={onClose}
        onSaveOnly={(form) => submitFor("close", form)}
        onSave={() => (after.current = "connect")}
      />
    </TextForm>
  );
};

interface Read {
  readonly settings: StoreSettings | null;
  readonly error: AppError | null;
  readonly reload: () => void;
}

const useSettings = (store: AccountStore): Read => {
  const client = useClient();
  const [round, setRound] = useState(0);
  const [settings, setSettings] = useState<StoreSettings | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    let isGone = false;
    void client.call("stores.settings", { store }).then((reply) => {
      if (isGone) return;
      setError(reply.ok ? null : reply.error);
      if (reply.ok) setSettings(reply.value.settings);
    });
    return () => {
      isGone = true;
    };
  }, [client, store, round]);
  return { settings, error, reload: () => setRound(round + 1) };
};

const Body = (props: BodyProps): ReactElement => {
  const t = useText();
  const { settings, error, reload } = useSettings(props.view.store);
  const [isOwner, setIsOwner] = useState(false);
  if (error !== null) return <Problem error={error} onRetry={reload} />;
  if (settings === null) return <Loader size="sm" role="status" aria-label={t("Loading the settings")} />;
  return isOwner ? (
    <OwnerForm onClose={props.onClose} />
  ) : (
    <SettingsForm {...props} settings={settings} onOwner={() => setIsOwner(true)} />
  );
};

/** The dialog; closed while `view` is null. */
export const SetupDialog = (
  props: Omit<BodyProps, "view"> & { readonly view: BodyProps["view"] | null },
): ReactElement => {
  const t = useText();
  const name = props.view === null ? "" : t(storeNames[props.view.store]);
  return (
    <Modal
      opened={props.view !== null}
      onClose={props.onClose}
      size="lg"
      title={
        <Text fw={600}>
          {props.view?.state === "off"
            ? t("Set up {{store}}", { store: name })
            : t("Settings of {{store}}", { store: name })}
        </Text>
      }
      closeButtonProps={{ "aria-label": t("Close") }}
      centered
    >
      {props.view !== null && <Body {...props} view={props.view} />}
    </Modal>
  );
};
