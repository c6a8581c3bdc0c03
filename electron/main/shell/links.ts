/**
 * Addresses of our own scheme that other programs hand to this one. A strict list of what they may
 * ask for: to look at something. No link reveals, copies, changes or sends anything. Pure.
 */
import type { ShellRequest } from "#contract/views-shell.ts";
import { maxSearchLength, pages, settingsSections } from "#contract/views-shell.ts";

/** What a link asks for. A return from a sign-in goes to whoever waits for it, which checks it itself. */
export type Link =
  | { readonly kind: "wish"; readonly wish: ShellRequest }
  | { readonly kind: "lock" }
  | { readonly kind: "callback" };

/** The longest address that is looked at: a return from a sign-in carries a code and more. */
const maxLength = 8_000;

const wish = (asked: ShellRequest): Link => ({ kind: "wish", wish: asked });

const entryLink = (rest: string): Link | null =>
  /^[0-9a-f]{32}$/u.test(rest) ? wish({ kind: "show-entry", entryId: rest }) : null;

const settingsLink = (rest: string): Link | null => {
  const section = settingsSections.find((one) => one === rest);
  return section === undefined ? null : wish({ kind: "show-settings", section });
};

const pageLink = (rest: string): Link | null => {
  const page = pages.find((one) => one === rest);
  return page === undefined ? null : wish({ kind: "show-page", page });
};

/** Control characters and those that turn the direction of a text have no place in a search. */
const isPlain = (text: string): boolean => !/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u.test(text);

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
};

const searchLink = (query: string): Link | null => {
  const text = (decoded(/^q=([^&=#]+)$/u.exec(query)?.[1] ?? "") ?? "").trim();
  const isUsable = text !== "" && text.length <= maxSearchLength && isPlain(text);
  return isUsable ? wish({ kind: "search", text }) : null;
};

const withRest: Readonly<Record<string, (rest: string) => Link | null>> = {
  entry: entryLink,
  settings: settingsLink,
  page: pageLink,
};

const named = (body: string): Link | null => {
  const [, name = "", rest = ""] = /^([a-z]+)\/([a-z0-9-]+)\/?$/u.exec(body) ?? [];
  return Object.hasOwn(withRest, name) ? (withRest[name]?.(rest) ?? null) : null;
};

/** Reads an address; null for everything that is not on the list. Some systems add the slash of an empty path. */
export const parseLink = (address: string): Link | null => {
  if (address.length > maxLength) return null;
  if (address.startsWith("tapvault://callback/")) return { kind: "callback" };
  const body = /^tapvault:\/\/([!-~]+)$/u.exec(address)?.[1] ?? "";
  if (body === "lock" || body === "lock/") return { kind: "lock" };
  const search = /^search\/?\?(.*)$/u.exec(body)?.[1];
  return search === undefined ? named(body) : searchLink(search);
};
