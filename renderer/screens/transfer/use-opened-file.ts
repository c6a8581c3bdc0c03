/** Reads the file that was opened from outside, as soon as no import is under way; main has it by a token that holds once. */
import { useEffect } from "react";
import type { AppError } from "#contract/errors.ts";
import type { ImportPreview } from "#contract/views.ts";
import { useCall } from "#renderer/components/use-call.ts";
import { useRunningTask } from "#renderer/components/use-running-task.ts";
import { useSetUi, useUi } from "#renderer/context.ts";

/** How it stands. The error is of the last one, until another is read. */
export interface OpenedFile {
  readonly isReading: boolean;
  readonly error: AppError | null;
}

/** What to do as a file comes. Each must be the same function at every drawing. */
export interface OpenedFileUse {
  /** Another file may have been looked at until now. */
  readonly onBegin: () => void;
  readonly onRead: (preview: ImportPreview) => void;
}

/** The file, while it is read and if that failed. */
export const useOpenedFile = ({ onBegin, onRead }: OpenedFileUse): OpenedFile => {
  const setUi = useSetUi();
  const token = useUi((ui) => ui.openedFile);
  const isImporting = useRunningTask("import") !== null;
  const { isBusy, error, run } = useCall("import.read");
  useEffect(() => {
    if (token === null || isImporting) return;
    setUi({ openedFile: null });
    onBegin();
    run({ opened: token }, ({ preview }) => preview !== null && onRead(preview));
  }, [isImporting, onBegin, onRead, run, setUi, token]);
  return { isReading: isBusy, error };
};
