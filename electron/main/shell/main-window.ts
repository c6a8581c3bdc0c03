/**
 * The main window's ways: it comes to the front when asked, goes away when it is closed or left and that
 * was chosen, and remembers its place and zoom. Away means hidden while a tray can bring it back, else
 * minimised, so that it is never lost.
 */
import type { BrowserWindow } from "electron";
import { app, BrowserWindow as Windows, nativeTheme } from "electron";
import type { Clock } from "#contract/clock.port.ts";
import type { Settings } from "#contract/views-settings.ts";
import type { WindowState } from "./window-state.ts";
import { writeWindowState, zoomedBy } from "./window-state.ts";

/** What the window's ways depend on. */
export interface MainWindowParts {
  readonly window: BrowserWindow;
  readonly profileDir: string;
  readonly state: WindowState;
  readonly clock: Clock;
  readonly settings: () => Pick<Settings, "staysInTray" | "hidesOnBlur">;
  readonly hasTray: () => boolean;
  /** Whether something keeps the window where it is: a dialog of the system, the first run. */
  readonly isHeld: () => boolean;
  /** The person closed the window and it lives on. `isNews`: nobody said so before. */
  readonly putAway: (isNews: boolean) => void;
}

/** The window as the shell uses it. */
export interface MainWindow {
  readonly show: () => void;
  readonly isInFront: () => boolean;
  readonly zoom: (step: -1 | 0 | 1) => void;
  /** The look of what the system draws, and of the page before it knows the settings: now and at the next start. */
  readonly dress: (theme: WindowState["theme"]) => void;
  readonly dispose: () => void;
}

/** A window is moved in many small steps; only where it comes to rest counts. */
const restMs = 400;
/** Between two windows of ours none has the focus for a moment. */
const blurMs = 120;

/** Brings a window to the front, from wherever it is. */
export const bringForward = (window: BrowserWindow): void => {
  if (window.isMinimized()) window.restore();
  window.show();
  window.moveTop();
  window.focus();
  if (process.platform === "darwin") app.focus({ steal: true });
};

const goAway = ({ window, hasTray }: MainWindowParts): void => {
  if (hasTray()) window.hide();
  else window.minimize();
};

/** Remembers place, size and zoom; returns how to write at once, and how to note something. */
const keepState = (
  parts: MainWindowParts,
): { now: () => void; note: (change: Partial<WindowState>) => void; get: () => WindowState } => {
  const { window, profileDir, clock } = parts;
  let state = parts.state;
  let cancel = (): void => undefined;
  const now = (): void => {
    cancel();
    if (window.isDestroyed()) return;
    state = { ...state, bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    writeWindowState(profileDir, state);
  };
  const soon = (): void => {
    cancel();
    cancel = clock.after(restMs, now);
  };
  window.on("resize", soon);
  window.on("move", soon);
  window.on("maximize", soon);
  window.on("unmaximize", soon);
  return {
    now,
    note: (change) => {
      state = { ...state, ...change };
      now();
    },
    get: () => state,
  };
};

const leaveOnBlur = (parts: MainWindowParts): void => {
  const { window, clock } = parts;
  const isLeft = (): boolean =>
    !window.isDestroyed() &&
    window.isVisible() &&
    !window.isMinimized() &&
    Windows.getFocusedWindow() === null &&
    !window.webContents.isDevToolsOpened();
  window.on("blur", () => {
    if (!parts.settings().hidesOnBlur) return;
    clock.after(blurMs, () => {
      if (isLeft() && !parts.isHeld()) goAway(parts);
    });
  });
};

/** Watches the window from now on. */
export const keepMainWindow = (parts: MainWindowParts): MainWindow => {
  const { window } = parts;
  const kept = keepState(parts);
  let isQuitting = false;
  const quitting = (): void => {
    isQuitting = true;
  };
  app.on("before-quit", quitting);
  window.on("session-end", quitting);
  window.on("close", (event) => {
    kept.now();
    if (isQuitting || !parts.settings().staysInTray) return;
    event.preventDefault();
    const isNews = parts.hasTray() && !kept.get().knowsTray;
    goAway(parts);
    parts.putAway(isNews);
    if (isNews) kept.note({ knowsTray: true });
  });
  leaveOnBlur(parts);
  return {
    show: () => bringForward(window),
    isInFront: () => window.isVisible() && window.isFocused(),
    zoom: (step) => {
      const zoomLevel = zoomedBy(kept.get().zoomLevel, step);
      window.webContents.setZoomLevel(zoomLevel);
      kept.note({ zoomLevel });
    },
    dress: (theme) => {
      nativeTheme.themeSource = theme;
      if (kept.get().theme !== theme) kept.note({ theme });
    },
    dispose: () => app.off("before-quit", quitting),
  };
};
