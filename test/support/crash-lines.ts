/** What a process that will be killed says on its standard output, one JSON value a line, written before it goes on. */

/** A change that is about to be made. `entryId` null: new entries, one for each mark; `attach`: the mark of the file. */
export interface Intention {
  readonly say: "doing";
  readonly change: "add" | "change" | "remove" | "undelete" | "batch" | "purge" | "attach";
  readonly entryId: string | null;
  readonly marks: readonly string[];
}

/** The change is durable. */
export interface Acknowledgement {
  readonly say: "done";
  readonly saved: readonly { readonly entryId: string; readonly revision: number }[];
}

/**
 * One line. `ready`: the vault is open. `round`: a transaction of every kind of step is durable.
 * `reached`: the steps met, said at the end. `failed`: an answer that was no success.
 */
export type CrashLine =
  | Intention
  | Acknowledgement
  | { readonly say: "ready" }
  | { readonly say: "made"; readonly words: string }
  | { readonly say: "round"; readonly round: number }
  | { readonly say: "reached"; readonly steps: readonly string[] }
  | { readonly say: "failed"; readonly code: string };

/** What the process is to do. */
export interface CrashOrders {
  readonly task: "make" | "write" | "rows";
  readonly file: string;
  readonly words: string;
  readonly seed: number;
  /** Begins every mark, so that no two processes make the same. */
  readonly prefix: string;
  /** Ends by itself after so many changes. */
  readonly changes: number;
  /** Where it is to end itself by SIGKILL: the n-th time that a step is reached. */
  readonly killAt: { readonly step: string; readonly time: number } | null;
}
