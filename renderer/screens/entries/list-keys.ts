/** Where a key moves the choice in a list. Pure. */

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
