import { describe, expect, it } from "vitest";
import type { Clock } from "#contract/clock.port.ts";
import { countsPerMs, createHybridClock } from "#vault/hlc.ts";

const clockShowing = (times: number[]): Clock => ({
  now: () => times.shift() ?? 0,
  monotonicMs: () => 0,
  after: () => () => undefined,
});

describe("the hybrid clock", () => {
  it("follows the computer's clock", () => {
    const hybrid = createHybridClock(clockShowing([1_000, 2_000]), 0);
    expect([hybrid.next(), hybrid.next()]).toEqual([1_000 * countsPerMs, 2_000 * countsPerMs]);
  });

  it("rises while the computer's clock stands, runs backwards or is before the epoch", () => {
    const hybrid = createHybridClock(clockShowing([1_000, 1_000, 500, -1]), 0);
    const first = hybrid.next();
    expect([hybrid.next(), hybrid.next(), hybrid.next()]).toEqual([first + 1, first + 2, first + 3]);
  });

  it("starts above the last revision known, and goes above what it observes", () => {
    const last = 5_000 * countsPerMs;
    const hybrid = createHybridClock(clockShowing([1, 1, 1]), last);
    expect(hybrid.next()).toBe(last + 1);
    hybrid.observe(last + 100);
    expect(hybrid.next()).toBe(last + 101);
    hybrid.observe(7);
    expect(hybrid.next()).toBe(last + 102);
  });

  it("makes safe integers however far off the computer's clock is", () => {
    const hybrid = createHybridClock(clockShowing([Number.MAX_SAFE_INTEGER]), 0);
    expect(Number.isSafeInteger(hybrid.next())).toBe(true);
  });
});
