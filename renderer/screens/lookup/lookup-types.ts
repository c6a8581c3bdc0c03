/** What the parts of the lookup screen pass on to each other. */
import type { CommandOutput } from "#contract/ipc.ts";
import type { QuestionType } from "./question-words.ts";

/** An answer in hand. */
export type Answer = CommandOutput<"lookup.ask">;

/** What the person chose; never kept longer than the page. */
export interface Typed {
  readonly text: string;
  readonly isSeveral: boolean;
  /** Null: as it looks. */
  readonly type: QuestionType | null;
  readonly country: string;
}
