/** What a key does in the list: where it moves, and what it marks. Pure. */

/** The next index, or null when the key does not move. `current` is -1 while nothing is chosen. */
export const nextIndex = (key: string, current: number, total: number, pageRows: number): number | null => {
  const clamp = (index: number): number => Math.min(Math.max(index, 0), total - 1);
  if (total === 0) return null;
  switch (key) {
    case "ArrowDown":
      return clamp(current + 1);
    case "ArrowUp":
      return clamp(current === -1 ? total - 1 : current - 1);
    case "PageDown":
      return clamp(current + pageRows);
    case "PageUp":
      return clamp(current - pageRows);
    case "Home":
      return 0;
    case "End":
      return total - 1;
    default:
      return null;
  }
};

/** The part of a key press that counts. */
export interface ListPress {
  readonly key: string;
  readonly shiftKey: boolean;
  /** Ctrl, or Command on a Mac. */
  readonly hasMod: boolean;
}

/** What is to be done with marks. */
export type PickKey = "toggle" | "extend" | "all" | "clear" | "trash" | "favourite";

/** What a key does with marks, or null. Without any marks, Escape, Delete and Ctrl+D mean what they mean elsewhere. */
export const pickKey = ({ key, shiftKey, hasMod }: ListPress, hasPicks: boolean): PickKey | null => {
  if (key === " ") return shiftKey ? "extend" : "toggle";
  if (hasMod && key.toLowerCase() === "a") return "all";
  if (!hasPicks) return null;
  if (hasMod) return key.toLowerCase() === "d" ? "favourite" : null;
  if (key === "Escape") return "clear";
  return key === "Delete" ? "trash" : null;
};
