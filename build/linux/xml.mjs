/** Writes XML for people to read: an element a line, its children indented. */
// @ts-check

/** @typedef {{ name: string, attributes: Record<string, string>, children: Element[] | string }} Element */

/** @type {Record<string, string>} */
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/gu, (character) => ESCAPES[character] ?? character);

/**
 * An element; children are elements, or one text.
 *
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {Element[] | string} [children]
 * @returns {Element}
 */
export const element = (name, attributes = {}, children = []) => ({ name, attributes, children });

/** @param {Element} one @param {string} indent @returns {string} */
function write({ name, attributes, children }, indent) {
  const open = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(
    " ",
  );
  if (children.length === 0) return `${indent}<${open}/>\n`;
  if (typeof children === "string") return `${indent}<${open}>${escaped(children)}</${name}>\n`;
  return `${indent}<${open}>\n${children.map((one) => write(one, `${indent}  `)).join("")}${indent}</${name}>\n`;
}

/** A whole document. @param {Element} root */
export const document = (root) => `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, "")}`;
