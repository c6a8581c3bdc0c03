/** How long to wait between attempts. */
const firstPauseMs = 250;

/** How long before attempt `attempt` (from 1): doubled each time, spread by half around it. */
export const backOffMs = (attempt: number, random: (length: number) => Uint8Array): number =>
  firstPauseMs * 2 ** (attempt - 1) * (0.5 + (random(1)[0] ?? 0) / 256);
