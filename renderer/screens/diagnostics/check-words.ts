/** The doctor's findings in the person's language. */
import { diagnosticsWords } from "#contract/diagnostics-words.ts";
import type { CheckView } from "#contract/views.ts";
import type { Formats } from "#renderer/language/formats.ts";
import type { Text, TextValues, Translate } from "#renderer/language/texts.ts";

const { kinds } = diagnosticsWords;

const isKind = (value: string): value is keyof typeof kinds => Object.hasOwn(kinds, value);

/** Numbers are written as in that language; a kind of card comes as its code. */
const valuesOf = (t: Translate, formats: Formats, { values }: CheckView): TextValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value === "number") return [name, formats.number(value)];
      return [name, name === "kind" && isKind(value) ? t(kinds[value]) : value];
    }),
  );

/** What is looked at. */
export const checkTitle = ({ id }: CheckView): Text => diagnosticsWords.checks[id];

/** What was found. */
export const checkFinding = (t: Translate, formats: Formats, check: CheckView): string =>
  t(diagnosticsWords.findings[check.finding], valuesOf(t, formats, check));
