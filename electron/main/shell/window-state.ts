/**
 * Where the window was, and how large: kept per profile, checked when it is read, and put right when
 * the screen it was on is gone. Reading is plain and quick, as it happens before the window opens. Pure
 * but for the two functions that touch the file.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A rectangle on the screens, in their common measure. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is remembered. */
export interface WindowState {
  /** Null: never moved, so in the middle. */
  readonly bounds: Bounds | null;
  readonly isMaximized: boolean;
  /** Chromium's level: 0 is the usual size, each step a fifth larger or smaller. */
  readonly zoomLevel: number;
  /** As chosen in the settings, which are read only after the window is opened. */
  readonly theme: "system" | "light" | "dark";
  /** Whether the person was told that the closed window lives on in the tray. */
  readonly knowsTray: boolean;
}

/** The size of a window that was never changed. */
export const usualSize = { width: 1180, height: 780 } as const;
export const leastSize = { width: 560, height: 480 } as const;

/** The steps of the zoom: from half to three times the size. */
export const zoomLimits = { least: -4, most: 6 } as const;

export const freshState: WindowState = {
  bounds: null,
  isMaximized: false,
  zoomLevel: 0,
  theme: "system",
  knowsTray: false,
};

const clamp = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), Math.max(least, most));

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && Math.abs(value) < 1_000_000;

const boundsIn = (value: unknown): Bounds | null => {
  const given = (typeof value === "object" && value !== null ? value : {}) as Partial<Bounds>;
  const { x, y, width, height } = given;
  if (!isCount(x) || !isCount(y) || !isCount(width) || !isCount(height)) return null;
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
};

/** Reads what was written; whatever does not make sense is as at the first start. */
export const parseState = (text: string): WindowState => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return freshState;
  }
  if (typeof value !== "object" || value === null) return freshState;
  const given = value as Partial<Record<keyof WindowState, unknown>>;
  return {
    bounds: boundsIn(given.bounds),
    isMaximized: given.isMaximized === true,
    zoomLevel: isCount(given.zoomLevel) ? clamp(given.zoomLevel, zoomLimits.least, zoomLimits.most) : 0,
    theme: given.theme === "light" || given.theme === "dark" ? given.theme : "system",
    knowsTray: given.knowsTray === true,
  };
};

/** The next zoom level; 0 goes back to the usual size. */
export const zoomedBy = (level: number, step: -1 | 0 | 1): number =>
  step === 0 ? 0 : clamp(level + step, zoomLimits.least, zoomLimits.most);

const overlap = (one: Bounds, other: Bounds): { readonly width: number; readonly height: number } => ({
  width: Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x),
  height: Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y),
});

const sharedArea = (one: Bounds, other: Bounds): number => {
  const { width, height } = overlap(one, other);
  return width > 0 && height > 0 ? width * height : 0;
};

/** Puts bounds onto one of the screens, whole; null (in the middle) when they are on none of them. */
export const correctedBounds = (bounds: Bounds | null, screens: readonly Bounds[]): Bounds | null => {
  if (bounds === null) return null;
  const best = [...screens].sort((a, b) => sharedArea(bounds, b) - sharedArea(bounds, a))[0];
  if (best === undefined || sharedArea(bounds, best) === 0) return null;
  const width = clamp(bounds.width, leastSize.width, best.width);
  const height = clamp(bounds.height, leastSize.height, best.height);
  return {
    x: clamp(bounds.x, best.x, best.x + best.width - width),
    y: clamp(bounds.y, best.y, best.y + best.height - height),
    width,
    height,
  };
};

const fileIn = (profileDir: string): string => join(profileDir, "window-state.json");

/** The state of a profile's window. */
export const readWindowState = (profileDir: string): WindowState => {
  try {
    return parseState(readFileSync(fileIn(profileDir), "utf8"));
  } catch {
    return freshState;
  }
};

/** Written whole and swapped in. A folder that refuses costs no more than the memory of the window. */
export const writeWindowState = (profileDir: string, state: WindowState): boolean => {
  const file = fileIn(profileDir);
  const draft = `${file}.${process.pid}.new`;
  try {
    writeFileSync(draft, `${JSON.stringify(state)}\n`, { mode: 0o600 });
    renameSync(draft, file);
    return true;
  } catch {
    return false;
  }
};
