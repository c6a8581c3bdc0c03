/**
 * The shape of the catalogue's words: fixed, or made from an error's detail and the operating system.
 * Words are templates with `{{placeholders}}` and their values apart, so that another language can say
 * the same; the templates keep their literal types, so that one without a translation does not compile.
 */
import type { ErrorDetail } from "./errors.ts";
import type { Phrase } from "./messages-phrases.ts";

/** The operating systems whose next steps differ. */
export type Platform = "linux" | "darwin" | "win32";

/** What happened, and what to do about it. */
export interface ErrorText {
  readonly title: string;
  readonly next: string;
}

/** What goes into the placeholders. */
export type MessageValues = Readonly<Record<string, string | number | Phrase>>;

/** What happened and what to do about it, before the values are filled in. */
export interface ErrorTemplate<T extends string = string, N extends string = string> {
  readonly title: T;
  readonly next: N;
  readonly values: MessageValues;
}

/** Words of one error code. */
export type Message = ErrorTemplate | ((detail: ErrorDetail, platform: Platform) => ErrorTemplate);

const noValues: MessageValues = {};

/** Words, with the values for their placeholders. */
export const say = <T extends string, N extends string>(
  title: T,
  next: N,
  values: MessageValues = noValues,
): ErrorTemplate<T, N> => ({ title, next, values });

/** A number of the detail, or null. */
export const numberIn = (detail: ErrorDetail, name: string): number | null => {
  const value = detail[name];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
};

/** A text of the detail, or null when it is absent or empty. */
export const textIn = (detail: ErrorDetail, name: string): string | null => {
  const value = detail[name];
  return typeof value === "string" && value !== "" ? value : null;
};

/** A template with its values in place; nothing in a value is taken for a placeholder. */
export const fill = (template: string, values: MessageValues): string =>
  template.replace(/\{\{(\w+)\}\}/gu, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "object" ? fill(value.phrase, value.values ?? noValues) : String(value);
  });
