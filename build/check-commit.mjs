/** Says whether a commit message follows Conventional Commits: `type(scope): what`, for hooks and people. */
// @ts-check
import { readFileSync } from "node:fs";
import { isStarted } from "./paths.mjs";

const PATTERN =
  /^(?:feat|fix|docs|test|refactor|perf|build|ci|chore|style|revert)(?:\([a-z0-9-]+\))?!?: \S.{0,98}$/;

/** Why a first line is not right; null when it is. @param {string} message */
export function whyNotConventional(message) {
  const [first = ""] = message.split("\n");
  if (/^(?:Merge|Revert) /.test(first) || PATTERN.test(first)) return null;
  return `"${first.slice(0, 120)}" is not of the form "type(scope): what was done", with a type such as feat, fix or docs.`;
}

if (isStarted(import.meta.url)) {
  const file = process.argv[2];
  const reason =
    file === undefined
      ? "Usage: node build/check-commit.mjs FILE, which holds the message"
      : whyNotConventional(readFileSync(file, "utf8"));
  if (reason !== null) {
    process.stderr.write(`${reason}\n`);
    process.exitCode = 1;
  }
}
