/** The doctor's findings in the person's language. */
import { diagnosticsWords } from "#contract/diagnostics-words.ts";
import type { CheckView } from "#contract/views.ts";
import type { Text, TextValues, Translate } from "#renderer/language/texts.ts";

const { kinds } = diagnosticsWords;

const isKind = (value: string | number | undefined): value is keyof typeof kinds =>
  typeof value === "string" && Object.hasOwn(kinds, value);

/** A kind of card comes as its code. */
const valuesOf = (t: Translate, { values }: CheckView): TextValues => {
  const { kind } = values;
  return isKind(kind) ? { ...values, kind: t(kinds[kind]) } : values;
};

/** What is looked at. */
export const checkTitle = ({ id }: CheckView): Text => diagnosticsWords.checks[id];

/** What was found. */
export const checkFinding = (t: Translate, check: CheckView): string =>
  t(diagnosticsWords.findings[check.finding], valuesOf(t, check));
