import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { folder, seconds } from "#cli/arguments.ts";

describe("a folder among the arguments", () => {
  it("is meant from where the call is made", () => {
    expect(folder("my vault")).toBe(resolve("my vault"));
    expect(folder("/srv/vault")).toBe(resolve("/srv/vault"));
  });

  it.each(["", "  "])(
    "is not %j, as a variable of a script may be: that would be the present one",
    (text) => {
      expect(() => folder(text)).toThrow("a folder is wanted");
    },
  );
});

describe("a time limit among the arguments", () => {
  it("is a number above 0", () => {
    expect([seconds("5"), seconds("0.5")]).toEqual([5, 0.5]);
    for (const text of ["0", "-1", "soon", "", "Infinity"]) expect(() => seconds(text)).toThrow("above 0");
  });

  it("is none that a timer cannot keep, and that would end at once", () => {
    expect(seconds("2000000") * 1_000).toBeLessThan(2 ** 31);
    expect(() => seconds("3000000")).toThrow("at most 2000000 seconds");
  });
});
