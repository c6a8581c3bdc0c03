/**
 * A new recovery kit: made, shown, saved, three words asked back. Until then the former kit counts.
 * A kit that waits from before is gone on with. The words leave the page's memory with this page.
 */
import { Anchor, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { type ReactElement, useEffect, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import { showDone } from "#renderer/components/done-notice.ts";
import { tellProblem } from "#renderer/components/notices.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { useAppContext, useClient } from "#renderer/context.ts";
import { WordsAsked } from "#renderer/screens/first-run/words-asked.tsx";
import { WordsShown } from "#renderer/screens/first-run/words-shown.tsx";
import { useText } from "#renderer/language/use-text.ts";

type Words = { readonly words: readonly string[] } | { readonly error: AppError } | null;

const useNewWords = (): Words => {
  const { client, snapshots } = useAppContext();
  const [words, setWords] = useState<Words>(null);
  useEffect(() => {
    let isHere = true;
    const make = async (): Promise<void> => {
      const isPending = snapshots.store.getState().app?.isKitPending ?? false;
      const made = isPending ? null : await client.call("recovery.renew", {});
      const shown = made?.ok === false ? made : await client.call("recovery.show", {});
      if (isHere) setWords(shown.ok ? shown.value : { error: shown.error });
    };
    void make();
    return () => {
      isHere = false;
      setWords(null);
    };
  }, [client, snapshots]);
  return words;
};

const Steps = (props: { readonly words: readonly string[]; readonly onEnd: () => void }): ReactElement => {
  const t = useText();
  const [isWritten, setIsWritten] = useState(false);
  const done = (): void => {
    showDone(
      t("The new recovery kit counts from now on"),
      t("The former one opens nothing any more. Destroy it."),
    );
    props.onEnd();
  };
  if (!isWritten) return <WordsShown words={props.words} onWritten={() => setIsWritten(true)} />;
  return (
    <Stack gap="lg">
      <WordsAsked onDone={done} />
      <Anchor component="button" size="sm" mx="auto" onClick={() => setIsWritten(false)}>
        {t("Show the words again")}
      </Anchor>
    </Stack>
  );
};

/** The page. `onEnd` is called when it is done or dropped. */
export const KitRenewal = ({ onEnd }: { readonly onEnd: () => void }): ReactElement => {
  const t = useText();
  const client = useClient();
  const words = useNewWords();
  const drop = (): void => {
    void client.call("recovery.cancelRenewal", {}).then(tellProblem);
    onEnd();
  };
  if (words === null) return <Loader mx="auto" display="block" role="status" aria-label={t("Loading")} />;
  return (
    <Stack gap="lg">
      {"error" in words ? <Problem error={words.error} /> : <Steps words={words.words} onEnd={onEnd} />}
      <Group justify="space-between" data-no-print>
        <Text size="sm" c="dimmed" flex="1 1 240px">
          {t("The former kit works until these words were asked back.")}
        </Text>
        <Button variant="subtle" color="gray" onClick={drop}>
          {t("Keep the former kit")}
        </Button>
      </Group>
    </Stack>
  );
};
