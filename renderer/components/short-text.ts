/** Texts of any length, cut to what a notice or a button can say, between letters as people see them. */

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** At most `max` letters, with an ellipsis where something was cut. */
export const shortText = (text: string, max: number): string => {
  if (text.length <= max) return text;
  // A letter of more than 20 code units is no letter; the bound keeps a pasted book from being walked through.
  const kept = Array.from(letters.segment(text.slice(0, max * 20)), ({ segment }) => segment);
  return kept.length <= max ? text.slice(0, max * 20) : `${kept.slice(0, max - 1).join("")}…`;
};
