/** What a person typed, told apart: an e-mail address or a phone number, one question or several. Pure. */
import { appError } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import type { CommandRequest } from "#contract/ipc.ts";

/** One question as it is sent. */
export type Question = Required<CommandRequest<"lookup.ask">["questions"][number]>;
export type QuestionType = Question["type"];

/** What one request may ask about. */
export const maxQuestions = 100;
/** The longest text that can be asked about. */
export const maxLength = 320;

const phoneShape = /^[+(]?[\d\s().\-/+]*$/u;

/** Which of the two a text looks like; null while it says nothing. */
export const typeOf = (text: string): QuestionType | null => {
  const typed = text.trim();
  if (typed === "") return null;
  return phoneShape.test(typed) ? "phone" : "email";
};

/** Whether a phone number says its country itself. */
export const hasCountry = (text: string): boolean => /^\s*(?:\+|00)/u.test(text);

/** The questions in a text: one, or one a line. `type` null: as each looks. */
export const questionsOf = (
  text: string,
  options: { readonly isSeveral: boolean; readonly type: QuestionType | null; readonly country: string },
): readonly Question[] => {
  const lines = options.isSeveral ? text.split("\n") : [text];
  return lines
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const type = options.type ?? typeOf(line) ?? "email";
      return { type, text: line, country: type === "phone" ? options.country : "" };
    });
};

/** What is wrong before anything is sent: too many, or one that is too long. */
export const problemOf = (questions: readonly Question[]): AppError | null => {
  if (questions.length > maxQuestions) return appError("lookup.too-many", { limit: maxQuestions });
  const long = questions.find(({ text }) => text.length > maxLength);
  if (long === undefined) return null;
  return appError(long.type === "email" ? "lookup.email-malformed" : "lookup.phone-malformed");
};
