/**
 * Import step by step: a file, its password if it has one, what would come, what came. What was read
 * is dropped in main when this page goes without it, and from here when the vault is locked.
 */
import { type ReactElement, useCallback, useEffect, useState } from "react";
import type { ImportPreview, ImportResult } from "#contract/views.ts";
import { PageFrame } from "#renderer/components/page-frame.tsx";
import { useEscape } from "#renderer/components/use-escape.ts";
import { useClient, useSetUi } from "#renderer/context.ts";
import type { Text } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { ChooseFile } from "./choose-file.tsx";
import { FilePassword } from "./file-password.tsx";
import { ImportPreviewStep } from "./import-preview.tsx";
import { ImportResultStep } from "./import-result.tsx";
import { useOpenedFile } from "./use-opened-file.ts";

const titleOf = (preview: ImportPreview | null, result: ImportResult | null): Text => {
  if (result !== null) return "Import done";
  if (preview === null) return "Import a file";
  return preview.needsPassword ? "Password of the file" : "What would be imported";
};

/** Drops what was read when another file takes its place or the page goes. */
const useDiscard = (importId: string | null): void => {
  const client = useClient();
  useEffect(() => {
    if (importId === null) return undefined;
    return () => void client.call("import.discard", { importId });
  }, [client, importId]);
};

/** The screen. */
export const ImportScreen = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [result, setResult] = useState<ImportResult | null>(null);
  const back = useCallback(() => setUi({ page: "settings", section: "transfer" }), [setUi]);
  useEscape(back);
  useDiscard(result === null ? (preview?.importId ?? null) : null);
  const again = (): void => setPreview(null);
  const forget = useCallback((): void => {
    setResult(null);
    setPreview(null);
  }, []);
  const opened = useOpenedFile({ onBegin: forget, onRead: setPreview });
  const finish = (done: ImportResult): void => {
    setResult(done);
    setPreview(null);
  };
  return (
    <PageFrame title={titleOf(preview, result)} backLabel={t("Settings")} onBack={back}>
      {result !== null ? (
        <ImportResultStep result={result} onClose={() => setUi({ page: "entries" })} />
      ) : preview === null ? (
        <ChooseFile opened={opened} onRead={setPreview} />
      ) : preview.needsPassword ? (
        <FilePassword preview={preview} onOpened={setPreview} onOther={again} />
      ) : (
        <ImportPreviewStep preview={preview} onDone={finish} onOther={again} />
      )}
    </PageFrame>
  );
};
