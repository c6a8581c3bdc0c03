/** How a file is chosen: the window asks the person by a dialog, the command line is told a path. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";

/** What a dialog says and offers. */
export interface FileQuestion {
  readonly title: string;
  /** The name offered for a file to be written. */
  readonly suggestedName?: string;
  readonly filters?: readonly { readonly name: string; readonly extensions: readonly string[] }[];
}

/** Answers absolute paths; null when the person closed the dialog. ipc.refused, ipc.bad-request. */
export interface FileChooser {
  open(question: FileQuestion, path: string | undefined): Promise<Result<string | null, AppError>>;
  save(question: FileQuestion, path: string | undefined): Promise<Result<string | null, AppError>>;
}
