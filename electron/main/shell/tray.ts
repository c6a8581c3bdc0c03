/** The symbol in the tray with its menu: made when it is wanted and the desktop has a place for it, redrawn when something changed. */
import { Menu, Tray, nativeImage } from "electron";
import type { MenuActions, TrayState } from "./menu-template.ts";
import { trayMenu, vaultLine } from "./menu-template.ts";
import type { ShellTexts } from "./texts.ts";
import { drawTrayIcon } from "./tray-icon.ts";

/** The symbol. */
export interface TraySymbol {
  readonly show: (state: TrayState, texts: ShellTexts) => void;
  readonly remove: () => void;
}

/** The sizes that desktops ask for, by scale. */
const sizes = { darwin: 18, win32: 16, linux: 22 } as const;

const sizeHere = (): number =>
  process.platform === "darwin" || process.platform === "win32" ? sizes[process.platform] : sizes.linux;

const imageOf = (isOpen: boolean): Electron.NativeImage => {
  const isTemplate = process.platform === "darwin";
  const image = nativeImage.createEmpty();
  for (const scaleFactor of [1, 2]) {
    const size = sizeHere() * scaleFactor;
    const buffer = Buffer.from(drawTrayIcon({ size, isOpen, isTemplate }));
    image.addRepresentation({
      scaleFactor,
      width: size,
      height: size,
      buffer: nativeImage.createFromBitmap(buffer, { width: size, height: size }).toPNG(),
    });
  }
  image.setTemplateImage(isTemplate);
  return image;
};

/** Makes the symbol's keeper; nothing is shown yet. */
export const createTraySymbol = (actions: MenuActions): TraySymbol => {
  let tray: Tray | null = null;
  let shownOpen: boolean | null = null;
  return {
    show: (state, texts) => {
      const isOpen = state.vault === "open";
      if (tray === null) {
        tray = new Tray(imageOf(isOpen));
        // A click opens the menu on macOS and on most Linux desktops; elsewhere the window.
        if (process.platform === "win32") tray.on("click", actions.show);
      } else if (isOpen !== shownOpen) tray.setImage(imageOf(isOpen));
      shownOpen = isOpen;
      tray.setToolTip(`Tapvault – ${vaultLine(state, texts)}`);
      tray.setContextMenu(Menu.buildFromTemplate(trayMenu(state, texts, actions)));
    },
    remove: () => {
      tray?.destroy();
      tray = null;
      shownOpen = null;
    },
  };
};
