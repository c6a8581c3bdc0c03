/** What a process that shares or fills a vault's file is told on its standard input and answers, one JSON value a line. */

/** A command. `add` and `edit` make so many saves, one after the other, and stop at the first that fails. */
export type ClientCommand =
  | { readonly do: "make" }
  | { readonly do: "open"; readonly words: string }
  | { readonly do: "add"; readonly prefix: string; readonly count: number }
  | { readonly do: "import"; readonly prefix: string; readonly count: number }
  /** `fillAt`: after so many bytes somebody else takes all space of the disk. */
  | {
      readonly do: "attach";
      readonly entryId: string;
      readonly mark: string;
      readonly bytes: number;
      readonly fillAt?: number;
    }
  | { readonly do: "edit"; readonly entryId: string; readonly prefix: string; readonly count: number }
  /** Everything in the vault, each of it looked at. */
  | { readonly do: "look" }
  /** Takes all space of the file's disk, and gives it back. */
  | { readonly do: "fill" }
  | { readonly do: "free" }
  | { readonly do: "close" };

/** The answer. `code`: "ok", or of the first failure; `marks`: what was acknowledged, or what is there. */
export interface ClientAnswer {
  readonly code: string;
  readonly marks: readonly string[];
  readonly words?: string;
  readonly entryIds?: readonly string[];
  /** Marks of former revisions. */
  readonly former?: readonly string[];
  /** All that is wrong with what is there. */
  readonly wrong?: readonly string[];
}
