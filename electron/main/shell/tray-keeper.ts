/** Keeps the tray's symbol as long as it is wanted and the desktop has a place for it, and says how that stands. */
import type { ShellView } from "#contract/views-shell.ts";
import type { TrayState } from "./menu-template.ts";
import type { ShellTexts } from "./texts.ts";
import type { TraySymbol } from "./tray.ts";
import { isTrayThere } from "./tray-there.ts";

/** The keeper. */
export interface TrayKeeper {
  readonly follow: (isWanted: boolean, state: TrayState, texts: ShellTexts) => void;
  readonly isShown: () => boolean;
  /** The desktop may have got its tray since it was looked for. */
  readonly lookAgain: () => void;
  readonly dispose: () => void;
}

/** Makes the keeper. `isThere` asks the desktop. */
export const createTrayKeeper = (
  makeSymbol: () => TraySymbol,
  note: (facts: Pick<ShellView, "tray">) => void,
  isThere: () => Promise<boolean> = isTrayThere,
): TrayKeeper => {
  let symbol: TraySymbol | null = null;
  let wanted: { readonly state: TrayState; readonly texts: ShellTexts } | null = null;
  let drawn = "";
  const draw = (): void => {
    if (wanted === null) return;
    const key = JSON.stringify(wanted.state);
    if (symbol !== null && key === drawn) return;
    drawn = key;
    symbol ??= makeSymbol();
    symbol.show(wanted.state, wanted.texts);
  };
  const look = async (): Promise<void> => {
    const isHere = await isThere();
    if (wanted === null) return;
    if (isHere) draw();
    note({ tray: isHere ? "shown" : "missing" });
  };
  const remove = (): void => {
    symbol?.remove();
    symbol = null;
    wanted = null;
  };
  return {
    follow: (isWanted, state, texts) => {
      const wasWanted = wanted !== null;
      if (!isWanted) {
        remove();
        if (wasWanted) note({ tray: "off" });
        return;
      }
      wanted = { state, texts };
      if (symbol !== null) draw();
      else if (!wasWanted) void look();
    },
    isShown: () => symbol !== null,
    lookAgain: () => {
      if (symbol === null && wanted !== null) void look();
    },
    dispose: remove,
  };
};
