/** Figures of a run: percentiles, and how a bench program hands them to `npm run bench`. */

/** The value below which a share of the values lies; `share` 0 to 1. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};

/** The middle value. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Milliseconds that some work takes. */
export const timed = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** Prints the figures as the one line that the caller reads. */
export const hand = (figures: Readonly<Record<string, unknown>>): void => {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
};

/** The value of a Result; a bench that meets a failure is worth nothing and ends. */
export const need = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
