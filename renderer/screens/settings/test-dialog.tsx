/** Tries a passphrase or the recovery words without changing anything, to be sure of them before they are needed. */
import {
  Alert,
  Button,
  Group,
  Modal,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
} from "@mantine/core";
import { CircleCheck } from "lucide-react";
import { type ReactElement, type SubmitEvent, useState } from "react";
import type { SlotView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { slotName } from "./slot-words.ts";
import { useText } from "#renderer/language/use-text.ts";

type Kind = "passphrase" | "recovery";

const kinds = [
  { value: "recovery", label: "Recovery words" },
  { value: "passphrase", label: "Passphrase" },
] as const satisfies readonly { readonly value: Kind; readonly label: KnownText }[];

const hidden = { autoComplete: "off", autoCapitalize: "off", spellCheck: false, maxLength: 1000 } as const;

const Field = (props: {
  readonly kind: Kind;
  readonly text: string;
  readonly onText: (text: string) => void;
}): ReactElement => {
  const t = useText();
  return props.kind === "passphrase" ? (
    <PasswordInput
      {...hidden}
      label={t("Passphrase")}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ "aria-label": t("Show or hide what is typed") }}
      value={props.text}
      onChange={(event) => props.onText(event.currentTarget.value)}
    />
  ) : (
    <Textarea
      {...hidden}
      label={t("Recovery words")}
      description={t("The 24 words, separated by spaces or new lines")}
      rows={4}
      value={props.text}
      onChange={(event) => props.onText(event.currentTarget.value)}
    />
  );
};

const Opened = ({ slot }: { readonly slot: SlotView | undefined }): ReactElement => {
  const t = useText();
  return (
    <Alert color="teal" icon={<CircleCheck aria-hidden />} title={t("This opens your vault")} role="status">
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {slot !== undefined && `${t("It is the way in called “{{name}}”.", { name: slotName(slot, t) })} `}
        {t("Nothing was changed.")}
      </Text>
    </Alert>
  );
};

const Form = (props: {
  readonly slots: readonly SlotView[];
  readonly hasPassphrase: boolean;
}): ReactElement => {
  const t = useText();
  const [kind, setKind] = useState<Kind>("recovery");
  const [text, setText] = useState("");
  const [opened, setOpened] = useState<string | null>(null);
  const test = useCall("slots.test");
  const reset = (next: Partial<{ kind: Kind; text: string }>): void => {
    setKind(next.kind ?? kind);
    setText(next.text ?? "");
    setOpened(null);
    test.clear();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed = text.trim() === "" ? null : text;
    if (typed === null) return;
    // A wrong word can be put right; a passphrase is typed anew.
    if (kind === "passphrase") setText("");
    const input = kind === "passphrase" ? { kind, passphrase: typed } : { kind, words: typed.trim() };
    test.run(input, ({ slotId }) => {
      setText("");
      setOpened(slotId);
    });
  };
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack gap="md">
        {props.hasPassphrase && (
          <SegmentedControl
            aria-label={t("What to test")}
            data={kinds.map((each) => ({ ...each, label: t(each.label) }))}
            value={kind}
            onChange={(next) => reset({ kind: next })}
          />
        )}
        <Field kind={kind} text={text} onText={(next) => reset({ text: next })} />
        {test.error !== null && <Problem error={test.error} />}
        {opened !== null && <Opened slot={props.slots.find((each) => each.slotId === opened)} />}
        <Group justify="flex-end">
          <Button type="submit" loading={test.isBusy} disabled={text.trim() === ""}>
            {t("Test")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** The dialog. */
export const TestDialog = (props: {
  readonly isOpen: boolean;
  readonly slots: readonly SlotView[];
  readonly hasPassphrase: boolean;
  readonly onClose: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={t("Test what you have")}
      closeButtonProps={{ "aria-label": t("Close") }}
      centered
    >
      <Form slots={props.slots} hasPassphrase={props.hasPassphrase} />
    </Modal>
  );
};
