/** The window's way to a file: the system's dialog. A path that comes from the page is refused. */
import type { BrowserWindow } from "electron";
import { dialog } from "electron";
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Language } from "#contract/views.ts";
import type { FileChooser, FileQuestion } from "./file-chooser.port.ts";
import { dialogText } from "./shell/dialog-texts.ts";

const filtersOf = (question: FileQuestion, language: Language): { name: string; extensions: string[] }[] =>
  [...(question.filters ?? []), { name: "All files", extensions: ["*"] }].map(({ name, extensions }) => ({
    name: dialogText(name, language),
    extensions: [...extensions],
  }));

/** Makes the chooser; `window` answers the window the dialog belongs to, or null while there is none. */
export const createDialogChooser = (
  window: () => BrowserWindow | null,
  language: () => Language,
): FileChooser => ({
  open: async (question, path) => {
    if (path !== undefined) return fail("ipc.refused");
    const options = {
      title: dialogText(question.title, language()),
      filters: filtersOf(question, language()),
      properties: ["openFile" as const],
    };
    const parent = window();
    const answer = await (parent === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options));
    return ok(answer.canceled ? null : (answer.filePaths[0] ?? null));
  },
  save: async (question, path) => {
    if (path !== undefined) return fail("ipc.refused");
    const options = {
      title: dialogText(question.title, language()),
      filters: filtersOf(question, language()),
      ...(question.suggestedName === undefined ? {} : { defaultPath: question.suggestedName }),
    };
    const parent = window();
    const answer = await (parent === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(parent, options));
    return ok(answer.canceled || answer.filePath === "" ? null : answer.filePath);
  },
});
