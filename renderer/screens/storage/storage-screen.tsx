/** How much is kept where, and how many good copies there are of it. */
import { Center, Loader, Stack, Text } from "@mantine/core";
import { type ReactElement, useCallback } from "react";
import { PageFrame } from "#renderer/components/page-frame.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { useEscape } from "#renderer/components/use-escape.ts";
import { useSetUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { ComputerPart } from "./computer-part.tsx";
import { CopiesPart } from "./copies-part.tsx";
import { LargestPart } from "./largest-part.tsx";
import { PlacesPart } from "./places-part.tsx";
import { type Storage, useStorage } from "./use-storage.ts";

const Figures = ({ view, error, reload }: Storage): ReactElement => {
  const t = useText();
  if (error !== null) return <Problem error={error} onRetry={reload} />;
  if (view === null)
    return (
      <Center py="xl" role="status" aria-label={t("Loading")}>
        <Loader />
      </Center>
    );
  return (
    <Stack gap="xl">
      {view.computer.entries === 0 && (
        <Text>{t("There are no entries yet. What they take, and where, will be shown here.")}</Text>
      )}
      <CopiesPart copies={view.copies} />
      <PlacesPart places={view.places} onChanged={reload} />
      <ComputerPart computer={view.computer} onChanged={reload} />
      <LargestPart largest={view.largest} />
    </Stack>
  );
};

/** The screen. */
export const StorageScreen = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const back = useCallback(() => setUi({ page: "entries" }), [setUi]);
  useEscape(back);
  const storage = useStorage();
  return (
    <PageFrame title="Storage" backLabel={t("Back to the list")} onBack={back}>
      <Figures {...storage} />
    </PageFrame>
  );
};
