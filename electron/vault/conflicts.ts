/** For how long a change is made again because another program was faster. It must not make the change itself. */
import type { Clock } from "#contract/clock.port.ts";

const always = 5;
const most = 200;
const patienceMs = 3_000;

/**
 * Counts failures: true while another attempt is worth it. Two programs that save without a pause
 * overtake each other for many attempts in a row, so a handful is not enough; a large import is long
 * at each of them, so time ends it too.
 */
export const createPatience = (clock: Clock): (() => boolean) => {
  const began = clock.monotonicMs();
  let failures = 0;
  return () => {
    failures++;
    return failures < always || (failures < most && clock.monotonicMs() - began < patienceMs);
  };
};
