/** The shape of the catalogue's words: fixed, or made from an error's detail and the operating system. */
import type { ErrorDetail } from "./errors.ts";

/** The operating systems whose next steps differ. */
export type Platform = "linux" | "darwin" | "win32";

/** What happened, and what to do about it. */
export interface ErrorText {
  readonly title: string;
  readonly next: string;
}

/** Words of one error code. */
export type Message = ErrorText | ((detail: ErrorDetail, platform: Platform) => ErrorText);

/** Words that are always the same. */
export const say = (title: string, next: string): ErrorText => ({ title, next });

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
