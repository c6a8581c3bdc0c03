/** Errors to look at: any code over the list of an open vault, and calls that fail. */
import { type ErrorCode, appError, errorCodes } from "#contract/errors.ts";
import type { FakeStart } from "./fake-bridge.ts";
import { fakeEntry } from "./fake-entries.ts";

/** Whether a text is a code of the catalogue. */
export const isCode = (text: string): text is ErrorCode => (errorCodes as readonly string[]).includes(text);

const codeIn = (name: string, prefix: string): ErrorCode | null => {
  const code = name.startsWith(prefix) ? name.slice(prefix.length) : "";
  return isCode(code) ? code : null;
};

const entries = Array.from({ length: 3 }, (_, index) => fakeEntry(index));

/** What stands behind the # of the page replaces the code, so that one page shows one error after another. */
const codeNow = (code: ErrorCode): ErrorCode => {
  const wanted = location.hash.slice(1);
  return isCode(wanted) ? wanted : code;
};

/** `list-failed:CODE`: the list of an open vault failed with it. `lock-failed:CODE`: locking fails. */
export const errorScenario = (name: string): FakeStart | null => {
  const list = codeIn(name, "list-failed:");
  if (list !== null)
    return { entries, replies: { "entries.query": () => ({ ok: false, error: appError(codeNow(list)) }) } };
  const lock = codeIn(name, "lock-failed:");
  return lock === null
    ? null
    : { entries, replies: { "vault.lock": () => ({ ok: false, error: appError(lock) }) } };
};
