/** Three of the words are asked back, to be sure that the paper is right. */
import { Button, Group, Loader, Stack, Text, TextInput } from "@mantine/core";
import { type ReactElement, useEffect, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import { type ReadField, TextForm } from "#renderer/components/text-form.tsx";
import { useClient } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";

const usePositions = (): {
  readonly positions: readonly number[] | null;
  readonly error: AppError | null;
} => {
  const client = useClient();
  const [positions, setPositions] = useState<readonly number[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    void client.call("recovery.ask", {}).then((reply) => {
      if (reply.ok) setPositions(reply.value.positions);
      else setError(reply.error);
    });
  }, [client]);
  return { positions, error };
};

const Form = (props: {
  readonly positions: readonly number[];
  readonly onDone: (() => void) | undefined;
}): ReactElement => {
  const { positions, onDone } = props;
  const t = useText();
  const client = useClient();
  const [error, setError] = useState<AppError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const send = (read: ReadField): void => {
    setIsBusy(true);
    const answers = positions.map((position) => ({
      position,
      word: read(`word-${position}`).trim().toLowerCase(),
    }));
    void client.call("recovery.confirm", { answers }).then((reply) => {
      setIsBusy(false);
      setError(reply.ok ? null : reply.error);
      if (reply.ok) onDone?.();
    });
  };
  return (
    <TextForm onSend={send}>
      {positions.map((position) => (
        <TextInput
          key={position}
          name={`word-${position}`}
          label={t("Word {{position}}", { position })}
          required
          withAsterisk={false}
          maxLength={40}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          error={error?.detail?.["position"] === position ? t("Look at this one again") : undefined}
        />
      ))}
      {error !== null && <Problem error={error} />}
      <Group justify="flex-end">
        <Button type="submit" loading={isBusy}>
          {t("Finish")}
        </Button>
      </Group>
    </TextForm>
  );
};

/** The page. In the first run main's snapshot goes on by itself; elsewhere `onDone` does. */
export const WordsAsked = ({ onDone }: { readonly onDone?: () => void }): ReactElement => {
  const t = useText();
  const { positions, error } = usePositions();
  return (
    <Stack gap="md" maw={420} w="100%" mx="auto">
      <div>
        <ScreenTitle>{t("Now from your paper")}</ScreenTitle>
        <Text c="dimmed" mt={4}>
          {t("Enter these three words, to be sure that they can be read.")}
        </Text>
      </div>
      {error !== null && <Problem error={error} />}
      {positions === null && error === null && <Loader aria-label={t("Loading")} />}
      {positions !== null && <Form positions={positions} onDone={onDone} />}
    </Stack>
  );
};
