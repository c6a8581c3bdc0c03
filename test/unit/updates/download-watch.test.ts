/** A download that sends too much, or nothing, is given up. */
import { describe, expect, it } from "vitest";
import { stallMs, watchDownload } from "#main/updates/download-watch.ts";
import { createHandClock } from "#test/support/hand-clock.ts";

const begin = () => {
  const clock = createHandClock();
  const given: string[] = [];
  const watch = watchDownload(clock, 100, () => given.push("cancel"));
  return { clock, given, watch };
};

describe("a download", () => {
  it("may take as long as it wants while something comes", () => {
    const { clock, given, watch } = begin();
    for (let bytes = 10; bytes <= 100; bytes += 10) {
      clock.advance(stallMs - 1);
      watch.received(bytes);
    }
    expect(given).toEqual([]);
    expect(watch.isTooLong()).toBe(false);
    watch.end();
    clock.advance(stallMs * 2);
    expect(given).toEqual([]);
  });

  it("is given up when nothing comes, from the first byte on", () => {
    const { clock, given, watch } = begin();
    clock.advance(stallMs);
    expect(given).toEqual(["cancel"]);
    expect(watch.isTooLong()).toBe(false);
  });

  it("is given up when more comes than was signed", () => {
    const { given, watch } = begin();
    watch.received(101);
    expect(given).toEqual(["cancel"]);
    expect(watch.isTooLong()).toBe(true);
  });
});
