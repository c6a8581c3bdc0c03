import { beforeEach, describe, expect, it } from "vitest";
import type { TrayState } from "#main/shell/menu-template.ts";
import { textsOf } from "#main/shell/texts.ts";
import { drawTrayIcon } from "#main/shell/tray-icon.ts";
import { createTrayKeeper } from "#main/shell/tray-keeper.ts";
import { createHolds, holdingChooser } from "#main/shell/holds.ts";
import { ok } from "#contract/result.ts";

const size = 32;
const points = (bytes: Uint8Array): readonly string[] =>
  Array.from({ length: bytes.length / 4 }, (_, at) => bytes.subarray(at * 4, at * 4 + 4).join(","));

describe("the picture in the tray", () => {
  it("is clear at its corners, and other while the vault is open", () => {
    const locked = drawTrayIcon({ size, isOpen: false, isTemplate: false });
    const open = drawTrayIcon({ size, isOpen: true, isTemplate: false });
    expect(locked.length).toBe(size * size * 4);
    expect(points(locked)[0]).toBe("0,0,0,0");
    expect(points(locked)).not.toEqual(points(open));
    expect(new Set(points(locked)).size).toBeGreaterThan(3);
  });

  it("is black and clear only where the system colours it", () => {
    for (const isOpen of [true, false])
      for (const point of points(drawTrayIcon({ size, isOpen, isTemplate: true })))
        expect(point.startsWith("0,0,0,")).toBe(true);
  });

  it("no point is brighter than it is solid", () => {
    const bytes = drawTrayIcon({ size, isOpen: true, isTemplate: false });
    for (let at = 0; at < bytes.length; at += 4)
      expect(Math.max(...bytes.subarray(at, at + 3))).toBeLessThanOrEqual(bytes[at + 3] ?? 0);
  });
});

describe("the tray's keeper", () => {
  const state: TrayState = { isMac: false, vault: "locked", count: 0, language: "en", readerLine: "r" };
  const texts = textsOf("en");
  let done: string[];
  let isThere: boolean;

  beforeEach(() => {
    done = [];
    isThere = true;
  });
  const make = (): ReturnType<typeof createTrayKeeper> =>
    createTrayKeeper(
      () => ({ show: ({ vault }) => void done.push(vault), remove: () => void done.push("gone") }),
      ({ tray }) => void done.push(`tray ${tray}`),
      () => Promise.resolve(isThere),
    );
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it("shows it while it is wanted, draws it anew when something changed, and takes it away", async () => {
    const keeper = make();
    keeper.follow(false, state, texts);
    keeper.follow(true, state, texts);
    expect(keeper.isShown()).toBe(false);
    await settled();
    expect(keeper.isShown()).toBe(true);
    keeper.follow(true, state, texts);
    keeper.follow(true, { ...state, vault: "open" }, texts);
    keeper.follow(false, state, texts);
    expect(keeper.isShown()).toBe(false);
    expect(done).toEqual(["locked", "tray shown", "open", "gone", "tray off"]);
  });

  it("says when the desktop has no place for it, and looks again when asked", async () => {
    isThere = false;
    const keeper = make();
    keeper.follow(true, state, texts);
    await settled();
    expect(keeper.isShown()).toBe(false);
    isThere = true;
    keeper.lookAgain();
    await settled();
    expect(keeper.isShown()).toBe(true);
    expect(done).toEqual(["tray missing", "locked", "tray shown"]);
  });

  it("an answer that comes when it is no longer wanted shows nothing", async () => {
    const keeper = make();
    keeper.follow(true, state, texts);
    keeper.follow(false, state, texts);
    await settled();
    expect(done).toEqual(["tray off"]);
  });
});

describe("what holds the window", () => {
  it("holds while a dialog is open, and lets go when it fails too", async () => {
    const holds = createHolds();
    const seen: boolean[] = [];
    const files = holdingChooser(
      {
        open: () => {
          seen.push(holds.isHeld());
          return Promise.resolve(ok(null));
        },
        save: () => Promise.reject(new Error("no")),
      },
      holds,
    );
    expect(holds.isHeld()).toBe(false);
    await files.open({ title: "t" }, undefined);
    await expect(files.save({ title: "t" }, undefined)).rejects.toThrow();
    expect(seen).toEqual([true]);
    expect(holds.isHeld()).toBe(false);
  });
});
