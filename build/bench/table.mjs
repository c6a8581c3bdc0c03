/** The bench's rows as a table for people: plain text, one line a figure. */
// @ts-check
import { short } from "./figures.mjs";

const HEAD = ["figure", "measured", "target", "baseline", "verdict"];

/** @param {import("../bench.mjs").Row[]} rows */
export function tableOf(rows) {
  const cells = rows.map(({ figure, value, unit, target, baseline, isMet }) => [
    figure,
    value === null ? "-" : `${short(value)} ${unit}`,
    target,
    baseline,
    isMet === null ? "-" : isMet ? "met" : "MISSED",
  ]);
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  const notes = rows.flatMap(({ figure, note }) => (note === undefined ? [] : [`${figure}: ${note}`]));
  const missed = rows.filter(({ isMet }) => isMet === false).length;
  const judged = rows.filter(({ isMet }) => isMet !== null).length;
  return [
    line(HEAD),
    rule,
    ...cells.map(line),
    "",
    ...notes,
    `targets: ${judged - missed} of ${judged} met`,
  ].join("\n");
}
