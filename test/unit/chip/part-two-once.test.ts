/**
 * The promise to the implant, over random schedules of faults: however exchanges fail, part 2 is sent
 * at most once for each part 1 that the chip answered, and never again by itself.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { finishAuthentication, startAuthentication } from "#chip/authenticate.ts";
import { identifyChip } from "#chip/probing.ts";
import { createChipMemory } from "#sandbox/chip-memory.ts";
import { createSoftSpark2 } from "#sandbox/soft-spark2.ts";
import { type Fault, createChipLink } from "#test/support/chip-link.ts";
import { createRushingClock } from "#test/support/hand-clock.ts";
import { V4, fixedRandom } from "#test/support/vectors.ts";

const faults = fc.array(
  fc.constantFrom<Fault>(
    "none",
    "none",
    "none",
    "lost-before",
    "lost-after",
    "stuck",
    "garbled",
    "tag-lost-word",
  ),
  { maxLength: 12 },
);
const counters = fc.record({
  total: fc.integer({ min: 0, max: 1000 }),
  consecutive: fc.integer({ min: 0, max: 9 }),
  delaysLeft: fc.integer({ min: 0, max: 30 }),
});
const isPartTwo = (command: Uint8Array): boolean => command[0] === 0x90 && command[1] === 0xaf;
const isPartOne = (command: Uint8Array): boolean => command[0] === 0x90 && command[1] === 0x71;

describe("part 2", () => {
  it("goes out once at most, right after its part 1, in any schedule of faults", async () => {
    await fc.assert(
      fc.asyncProperty(faults, counters, fc.boolean(), async (schedule, start, isRight) => {
        const memory = createChipMemory();
        memory.write(2, start);
        const chip = createSoftSpark2({
          uid: V4.uid,
          key: V4.key,
          memory,
          random: fixedRandom(V4.rndB, V4.ti),
        });
        const link = createChipLink(chip, schedule);
        const found = await identifyChip(link, chip.atr);
        if (found.ok) {
          const signal = new AbortController().signal;
          const message = await startAuthentication(link, found.value, createRushingClock(), signal);
          if (message.ok) {
            await finishAuthentication(link, found.value, isRight ? V4.forChip : V4.wrongForChip);
          }
        }
        const at = link.sent.findIndex(isPartTwo);
        expect(link.sent.filter(isPartTwo).length).toBeLessThanOrEqual(1);
        if (at >= 0) {
          expect(at).toBe(link.sent.length - 1);
          expect(isPartOne(link.sent[at - 1] ?? new Uint8Array())).toBe(true);
        }
        const spent = memory.read(2).total - start.total;
        expect(spent).toBeLessThanOrEqual(isRight ? 0 : 1);
      }),
      { numRuns: 1500 },
    );
  });
});
