/** Dataswyft as the account's owner: name and password instead of consent. For the developer sandbox only, and said so. */
import { Alert, Badge, PasswordInput, Text, TextInput } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { type ReactElement, useRef } from "react";
import { FormButtons } from "#renderer/components/form-buttons.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { type ReadField, TextForm } from "#renderer/components/text-form.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useText } from "#renderer/language/use-text.ts";

const Warning = (): ReactElement => {
  const t = useText();
  return (
    <Alert
      color="yellow"
      variant="light"
      role="note"
      icon={<TriangleAlert aria-hidden />}
      title={t("For the developer sandbox only")}
    >
      <Text size="sm">
        {t(
          "The name and password of an account open everything in it, to every program that has them. As long as it lasts, the connection is marked:",
        )}{" "}
        <Badge component="span" variant="light" color="orange" tt="none">
          {t("Developer access")}
        </Badge>
      </Text>
    </Alert>
  );
};

/** The form. */
export const OwnerForm = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const t = useText();
  const password = useRef<HTMLInputElement>(null);
  const connect = useCall("stores.connectAsOwner");
  const send = (read: ReadField): void => {
    const typed = { username: read("username").trim(), password: read("password") };
    if (password.current !== null) password.current.value = "";
    connect.run(typed, onClose);
  };
  return (
    <TextForm onSend={send}>
      <Warning />
      <TextInput
        name="username"
        label={t("Name of the account")}
        required
        withAsterisk={false}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
      <PasswordInput
        ref={password}
        name="password"
        label={t("Password of the account")}
        description={t("Used once for signing in; it is not kept")}
        required
        withAsterisk={false}
        maxLength={1_000}
        autoComplete="off"
        spellCheck={false}
        visibilityToggleFocusable
        visibilityToggleButtonProps={{ "aria-label": t("Show or hide the password") }}
      />
      {connect.error !== null && <Problem error={connect.error} />}
      <FormButtons label={t("Sign in as the owner")} isBusy={connect.isBusy} onCancel={onClose} />
    </TextForm>
  );
};
