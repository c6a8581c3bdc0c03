/** What can be told about a setting while it is typed: namespace, address of a personal data account, ports. Pure. */
import { type AppError, appError } from "#contract/errors.ts";

/** What is wrong, and what was probably meant; `suggestion` is null where nothing can be guessed. */
export interface TypedProblem {
  readonly error: AppError;
  readonly suggestion: string | null;
}

const namespaceShape = /^[0-9a-z-]+$/u;
const hostShape = /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d{1,5})?$/iu;

/** Without encryption only on this computer, as the sandbox has it. */
const ownComputer = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d{1,5})?\/?$/iu;

const namespaceSuggestion = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_./]+/gu, "-")
    .replace(/[^0-9a-z-]+/gu, "")
    .replace(/^-+|-+$/gu, "");

/** Small letters, digits and hyphens (contracts: dataswyft, path grammar); empty is allowed. */
export const namespaceProblem = (typed: string): TypedProblem | null => {
  const text = typed.trim();
  if (text === "" || namespaceShape.test(text)) return null;
  const suggestion = namespaceSuggestion(text);
  const detail = suggestion === "" ? {} : { suggestion };
  return {
    error: appError("settings.namespace-malformed", detail),
    suggestion: suggestion === "" ? null : suggestion,
  };
};

const hostIn = (text: string): string =>
  text
    .replace(/^[a-z][a-z0-9+.-]*:\/\//iu, "")
    .replace(/[/?#].*$/u, "")
    .replace("@", ".");

/** A host with at least one dot, perhaps with a scheme before it; empty is allowed while it is typed. */
export const pdaProblem = (typed: string): TypedProblem | null => {
  const text = typed.trim();
  const bare = text.replace(/^https:\/\//iu, "").replace(/\/$/u, "");
  if (text === "" || hostShape.test(bare) || ownComputer.test(text)) return null;
  const suggestion = hostIn(text);
  return {
    error: appError("settings.pda-malformed"),
    suggestion: hostShape.test(suggestion) ? suggestion : null,
  };
};

/** The ports in a text: one to ten different ones from 1024 to 65535, by commas or spaces; null where it is none. */
export const portsIn = (typed: string): readonly number[] | null => {
  const words = typed.split(/[\s,;]+/u).filter((word) => word !== "");
  const ports = [...new Set(words.map(Number))];
  const isUsable = ports.every((port) => Number.isInteger(port) && port >= 1_024 && port <= 65_535);
  return isUsable && ports.length > 0 && ports.length <= 10 ? ports : null;
};
