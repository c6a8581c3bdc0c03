import fc from "fast-check";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  correctedBounds,
  freshState,
  leastSize,
  parseState,
  readWindowState,
  writeWindowState,
  zoomLimits,
  zoomedBy,
} from "#main/shell/window-state.ts";

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const beside = { x: 1920, y: 0, width: 1280, height: 1024 };

describe("where the window was", () => {
  it.each([
    ["as it was", { x: 100, y: 50, width: 1000, height: 700 }, { x: 100, y: 50, width: 1000, height: 700 }],
    [
      "on the other screen",
      { x: 2000, y: 10, width: 900, height: 600 },
      { x: 2000, y: 10, width: 900, height: 600 },
    ],
    [
      "half out at the right",
      { x: 1500, y: 900, width: 900, height: 600 },
      { x: 1020, y: 480, width: 900, height: 600 },
    ],
    ["larger than the screen", { x: -50, y: -50, width: 5000, height: 4000 }, screen],
    ["too small", { x: 10, y: 10, width: 20, height: 20 }, { x: 10, y: 10, ...leastSize }],
    ["on a screen that is gone", { x: 6000, y: 0, width: 900, height: 600 }, null],
    ["never moved", null, null],
  ])("%s", (_name, bounds, expected) => {
    expect(correctedBounds(bounds, [screen, beside])).toEqual(expected);
  });

  it("is always whole on a screen", () => {
    const bounds = fc.record({
      x: fc.integer({ min: -4000, max: 4000 }),
      y: fc.integer({ min: -4000, max: 4000 }),
      width: fc.integer({ min: 0, max: 6000 }),
      height: fc.integer({ min: 0, max: 6000 }),
    });
    fc.assert(
      fc.property(bounds, (given) => {
        const put = correctedBounds(given, [screen, beside]);
        if (put === null) return;
        const isOn = [screen, beside].some(
          ({ x, y, width, height }) =>
            put.x >= x && put.y >= y && put.x + put.width <= x + width && put.y + put.height <= y + height,
        );
        expect(isOn).toBe(true);
      }),
    );
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    "7",
    '{"bounds":{"x":1}}',
    '{"bounds":{"x":1,"y":1,"width":1e9,"height":1}}',
    '{"zoomLevel":"x"}',
    '{"theme":"pink"}',
  ])("what does not make sense is as at the first start: %s", (text) => {
    expect(parseState(text)).toEqual(freshState);
  });

  it("is the same after it was written and read, and leaves no draft behind", () => {
    const folder = mkdtempSync(join(tmpdir(), "tapvault-state-"));
    const state = {
      bounds: { x: 1, y: 2, width: 800, height: 600 },
      isMaximized: true,
      zoomLevel: 2,
      theme: "dark" as const,
      knowsTray: true,
    };
    expect(readWindowState(folder)).toEqual(freshState);
    expect(writeWindowState(folder, state)).toBe(true);
    expect(readWindowState(folder)).toEqual(state);
    expect(readdirSync(folder)).toEqual(["window-state.json"]);
    writeFileSync(join(folder, "window-state.json"), "torn {");
    expect(readWindowState(folder)).toEqual(freshState);
    rmSync(folder, { recursive: true });
    expect(writeWindowState(folder, state)).toBe(false);
  });

  it("zooms in steps between its limits and back", () => {
    expect(zoomedBy(0, 1)).toBe(1);
    expect(zoomedBy(zoomLimits.most, 1)).toBe(zoomLimits.most);
    expect(zoomedBy(zoomLimits.least, -1)).toBe(zoomLimits.least);
    expect(zoomedBy(3, 0)).toBe(0);
  });
});
