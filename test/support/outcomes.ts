/** Results by their codes, as tests compare them. */
import type { Result } from "#contract/result.ts";
import type { NamedOutcomes } from "#stores/named/named-values.port.ts";

/** `ok`, or the code of the failure. */
export const codeOf = (result: Result<unknown, { readonly code: string }> | undefined): string => {
  if (result === undefined) return "none";
  return result.ok ? "ok" : result.error.code;
};

/** The different codes of many outcomes. */
export const codesOf = (outcomes: NamedOutcomes<unknown>): readonly string[] => [
  ...new Set([...outcomes.values()].map(codeOf)),
];
