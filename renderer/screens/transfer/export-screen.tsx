/** Export: a format, a password or an agreement to plain text, and what was written. */
import { type ReactElement, useCallback, useState } from "react";
import type { CommandOutput } from "#contract/ipc.ts";
import { PageFrame } from "#renderer/components/page-frame.tsx";
import { useEscape } from "#renderer/components/use-escape.ts";
import { useSetUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { type Written, ExportResult } from "./export-result.tsx";
import { ExportForm } from "./export-form.tsx";

const writtenOf = (value: CommandOutput<"export.write">): Written | null =>
  value.fileName === null ? null : { ...value, fileName: value.fileName };

/** The screen. */
export const ExportScreen = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const [written, setWritten] = useState<Written | null>(null);
  const back = useCallback(() => setUi({ page: "settings", section: "transfer" }), [setUi]);
  useEscape(back);
  return (
    <PageFrame
      title={written === null ? "Export everything" : "Export done"}
      backLabel={t("Settings")}
      onBack={back}
    >
      {written === null ? (
        <ExportForm onWritten={(value) => setWritten(writtenOf(value))} />
      ) : (
        <ExportResult written={written} onClose={back} />
      )}
    </PageFrame>
  );
};
