/** Dataswyft as the account's owner: name and password instead of consent. For the developer sandbox only, and said so. */
import { Alert, Badge, PasswordInput, Text, TextInput } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { type ReactElement, useRef } from "react";
import { FormButtons } from "#renderer/components/form-buttons.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { type ReadField, TextForm } from "#renderer/components/text-form.tsx";
import { useCall } from "#renderer/components/use-call.ts";

const Warning = (): ReactElement => (
  <Alert
    color="yellow"
    variant="light"
    role="note"
    icon={<TriangleAlert aria-hidden />}
    title="For the developer sandbox only"
  >
    <Text size="sm">
      The name and password of an account open everything in it, to every program that has them. The
      connection is marked{" "}
      <Badge component="span" variant="light" color="orange" tt="none">
        Developer access
      </Badge>{" "}
      as long as it lasts.
    </Text>
  </Alert>
);

/** The form. */
export const OwnerForm = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
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
        label="Name of the account"
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
        label="Password of the account"
        description="Used once for signing in; it is not kept"
        required
        withAsterisk={false}
        maxLength={1_000}
        autoComplete="off"
        spellCheck={false}
        visibilityToggleFocusable
        visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
      />
      {connect.error !== null && <Problem error={connect.error} />}
      <FormButtons label="Sign in as the owner" isBusy={connect.isBusy} onCancel={onClose} />
    </TextForm>
  );
};
