/** The recovery words: shown once, written down, three asked back. They leave the page's memory with this step. */
import { Anchor, Loader, Stack, Text } from "@mantine/core";
import { type ReactElement, useEffect, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { ReaderLine } from "#renderer/components/reader-line.tsx";
import { TapPanel } from "#renderer/components/tap-panel.tsx";
import { useSelfStarter } from "#renderer/components/use-scan-starter.ts";
import { useApp, useClient, useReaders, useScan } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { WordsAsked } from "./words-asked.tsx";
import { WordsShown } from "./words-shown.tsx";

type Words = { readonly words: readonly string[] } | { readonly error: AppError } | null;

/** After a restart the vault's key is gone from memory: a tap brings it back, then the words can be shown. */
const TapFirst = ({ onStartOver }: { readonly onStartOver: () => void }): ReactElement => {
  const t = useText();
  const scan = useScan();
  const readers = useReaders();
  const { start, startError } = useSelfStarter("unlock");
  return (
    <TapPanel scan={scan} startError={startError} onStart={start} startLabel="Tap to go on">
      <Text size="sm" c="dimmed">
        {t(
          "The vault is made; only its recovery words are still to be written down. The same chip shows them.",
        )}
      </Text>
      <ReaderLine readers={readers} />
      <Anchor component="button" size="sm" ta="start" w="fit-content" onClick={onStartOver}>
        {t("Start over with another chip")}
      </Anchor>
    </TapPanel>
  );
};

/** The step. An empty vault whose chip is lost can be made anew. */
export const RecoveryStep = ({ onStartOver }: { readonly onStartOver: () => void }): ReactElement => {
  const t = useText();
  const client = useClient();
  const { vault } = useApp();
  const [words, setWords] = useState<Words>(null);
  const [isWritten, setIsWritten] = useState(false);
  useEffect(() => {
    void client
      .call("recovery.show", {})
      .then((reply) => setWords(reply.ok ? reply.value : { error: reply.error }));
    return () => setWords(null);
  }, [client, vault]);
  if (words === null) return <Loader mx="auto" display="block" aria-label={t("Loading")} />;
  if ("error" in words) {
    if (words.error.code === "vault.locked") return <TapFirst onStartOver={onStartOver} />;
    return (
      <Stack maw={560} mx="auto">
        <Problem error={words.error} />
      </Stack>
    );
  }
  if (!isWritten) return <WordsShown words={words.words} onWritten={() => setIsWritten(true)} />;
  return (
    <Stack gap="lg">
      <WordsAsked />
      <Anchor component="button" size="sm" mx="auto" onClick={() => setIsWritten(false)}>
        {t("Show the words again")}
      </Anchor>
    </Stack>
  );
};
