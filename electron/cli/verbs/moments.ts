/** Moments as a person types them. Pure. */

const spans = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** A date, or so long before now: 90m, 12h, 7d, 2w. Null: neither. */
export const momentOf = (text: string, now: number): number | null => {
  const span = /^(\d{1,6})([mhdw])$/.exec(text.trim());
  if (span !== null) return now - Number(span[1]) * spans[span[2] as keyof typeof spans];
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
};
