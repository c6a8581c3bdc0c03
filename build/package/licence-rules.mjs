/**
 * Which licences the product may carry, and what is known of packages that do not say theirs themselves.
 * Adding a line here is a decision: the terms must allow what we do, which is to ship the code unchanged or
 * bundled, with its text beside it.
 */
// @ts-check

/** By SPDX identifier: permissive ones, none of which reaches our own code. */
const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "Python-2.0",
  "Unlicense",
]);

/** What a package's manifest leaves out and its own files say. @type {Readonly<Record<string, string>>} */
export const STATED_ELSEWHERE = {
  // Its LICENSE file is the MIT one.
  "png-js": "MIT",
};

/**
 * Whether a licence expression allows it: of an OR one side is enough, of an AND both are needed.
 *
 * @param {string} expression such as "(MIT OR WTFPL)"
 * @returns {boolean}
 */
export function isAllowed(expression) {
  const inner = /^\((.*)\)$/u.exec(expression.trim())?.[1] ?? expression.trim();
  // A parenthesis left inside is more than is understood here, and what is not understood is not allowed.
  if (/[()]/u.test(inner)) return false;
  return inner.split(" OR ").some((side) => side.split(" AND ").every((name) => ALLOWED.has(name.trim())));
}

/** The text for packages under it that bring none. @param {string} holder */
export const mitText = (holder) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;
