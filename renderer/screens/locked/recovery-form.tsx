/** Opens the vault with the 24 recovery words. A wrong word is named; the words leave memory with the form. */
import { Button, Group, Text, Textarea } from "@mantine/core";
import { type ReactElement, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import { TextForm } from "#renderer/components/text-form.tsx";
import { useClient } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";

const countWords = (text: string): number => text.split(/\s+/u).filter((word) => word !== "").length;

const useUnlock = (): {
  readonly error: AppError | null;
  readonly isBusy: boolean;
  readonly unlock: (words: string) => void;
} => {
  const client = useClient();
  const [error, setError] = useState<AppError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const unlock = (words: string): void => {
    setIsBusy(true);
    void client.call("vault.unlockWithWords", { words: words.trim() }).then((reply) => {
      setIsBusy(false);
      setError(reply.ok ? null : reply.error);
    });
  };
  return { error, isBusy, unlock };
};

/** The form. */
export const RecoveryForm = ({ onBack }: { readonly onBack: () => void }): ReactElement => {
  const t = useText();
  const [words, setWords] = useState("");
  const { error, isBusy, unlock } = useUnlock();
  return (
    <TextForm maw={560} onSend={() => unlock(words)}>
      <div>
        <ScreenTitle>{t("Open with your recovery words")}</ScreenTitle>
        <Text c="dimmed" mt={4}>
          {t("The 24 words from your recovery kit, in order. No chip and no internet needed.")}
        </Text>
      </div>
      <Textarea
        label={t("Recovery words")}
        description={t("Separated by spaces or new lines")}
        rows={5}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        maxLength={1000}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        aria-invalid={error !== null}
        inputWrapperOrder={["label", "description", "input", "error"]}
      />
      {error !== null && <Problem error={error} />}
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t("{{number}} of 24 words", { number: countWords(words) })}
        </Text>
        <Group gap="sm">
          <Button variant="default" onClick={onBack}>
            {t("Back to the tap")}
          </Button>
          <Button type="submit" loading={isBusy}>
            {t("Open vault")}
          </Button>
        </Group>
      </Group>
    </TextForm>
  );
};
