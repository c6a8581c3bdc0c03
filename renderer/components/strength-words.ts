/** What main says of a weak password, as texts that can be translated. Pure. */
import type { Text } from "#renderer/language/texts.ts";

const sentences = [
  "Guessed at once.",
  "Guessed in minutes.",
  "Guessed in hours or days by somebody who tries.",
  "It is a well-known password, name or word.",
  "It follows the keys of a keyboard.",
  "It repeats itself.",
  "It is a sequence such as abc or 123.",
  "It looks like a year.",
  "It looks like a date.",
] as const satisfies readonly Text[];

/** The sentences of a warning, in their order. */
export const strengthWarning = (warning: string): readonly Text[] =>
  sentences.filter((sentence) => warning.includes(sentence));
