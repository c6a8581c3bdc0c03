/** The name that others see, with how long it is in the unit that the service counts. */
import { Text, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import { appError } from "#contract/errors.ts";
import { useErrorText } from "#renderer/language/use-error-text.ts";
import { useText } from "#renderer/language/use-text.ts";
import type { ShareWords } from "./share-words.ts";

const utf8 = new TextEncoder();
const maxLength = 200;

const bytesOf = (name: string): number => utf8.encode(name.trim()).length;

/** Whether a name can be sent: not empty, and within the service's bytes. */
export const isUsableName = (name: string, maxBytes: number): boolean =>
  name.trim() !== "" && bytesOf(name) <= maxBytes;

/** The field. */
export const ShareName = (props: {
  readonly words: ShareWords;
  readonly name: string;
  readonly onChange: (name: string) => void;
}): ReactElement => {
  const { words, name, onChange } = props;
  const t = useText();
  const limit = words.maxNameBytes;
  const bytes = bytesOf(name);
  const tooLong = useErrorText(appError("store.name-too-long", { limit }));
  return (
    <div>
      <TextInput
        label={t(words.nameLabel)}
        description={t(words.nameHint)}
        value={name}
        maxLength={maxLength}
        error={bytes > limit ? `${tooLong.title}. ${tooLong.next}` : undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Text size="xs" c="dimmed" mt={4} role="status">
        {t("{{bytes}} of {{limit}} bytes", { bytes, limit })}
      </Text>
    </div>
  );
};
