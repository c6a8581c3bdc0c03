/**
 * The quick search's own window: small, without a frame, above the others. It is made when it is first
 * asked for and hidden as soon as another window is in front; what was typed is forgotten then.
 */
import type { BrowserWindow } from "electron";
import { screen } from "electron";
import { openPage, quickAddress } from "#main/window.ts";
import type { RouterPage } from "#main/ipc-router.ts";
import { isForQuick } from "./quick-calls.ts";

/** The window and how it is asked for. */
export interface QuickWindow {
  readonly toggle: () => void;
  readonly show: () => void;
  readonly hide: () => void;
  readonly isShown: () => boolean;
  readonly page: () => RouterPage | null;
  /** Keeps what it shows out of screenshots, or not. */
  readonly protect: (isProtected: boolean) => void;
  readonly dispose: () => void;
}

const size = { width: 640, height: 460 } as const;

/** In the upper part of the screen the person works on, in its middle. */
const place = (): { x: number; y: number } => {
  const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
  const spare = Math.max(0, workArea.height - size.height);
  return {
    x: Math.round(workArea.x + (workArea.width - size.width) / 2),
    y: Math.round(workArea.y + spare / 4),
  };
};

const make = (preload: string): BrowserWindow =>
  openPage(quickAddress, preload, {
    ...size,
    frame: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    alwaysOnTop: true,
    skipTaskbar: true,
  });

/** Makes the window's keeper; no window yet. `onShown` hears each time that it comes or goes. */
export const createQuickWindow = (preload: string, onShown: (isShown: boolean) => void): QuickWindow => {
  let window: BrowserWindow | null = null;
  let isProtected = false;
  const living = (): BrowserWindow | null => (window === null || window.isDestroyed() ? null : window);
  const hide = (): void => living()?.hide();
  const bring = (target: BrowserWindow): void => {
    const { x, y } = place();
    target.setPosition(x, y);
    target.show();
    target.focus();
  };
  const first = (): void => {
    const made = make(preload);
    window = made;
    made.setContentProtection(isProtected);
    made.on("blur", hide);
    made.on("show", () => onShown(true));
    made.on("hide", () => onShown(false));
    // Closing it by the system's keys is the same as leaving it.
    made.on("closed", () => {
      window = null;
      onShown(false);
    });
    made.once("ready-to-show", () => bring(made));
  };
  const show = (): void => {
    const target = living();
    if (target === null) first();
    else bring(target);
  };
  return {
    show,
    hide,
    toggle: () => (living()?.isVisible() === true ? hide() : show()),
    isShown: () => living()?.isVisible() === true,
    page: () => {
      const target = living();
      return target === null
        ? null
        : { contents: target.webContents, address: quickAddress, mayUse: isForQuick };
    },
    protect: (wanted) => {
      isProtected = wanted;
      living()?.setContentProtection(wanted);
    },
    dispose: () => living()?.destroy(),
  };
};
