/** Sizes of files as people read them. */

const units = ["kB", "MB", "GB"] as const;

/** 1_480_000 -> "1.5 MB". */
export const sizeText = (bytes: number): string => {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
  // From 999,950 on, one digit after the point would round to 1000 of the smaller unit.
  const power = bytes < 999_950 ? 0 : bytes < 999_950_000 ? 1 : 2;
  const value = bytes / 1000 ** (power + 1);
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value).toLocaleString("en")} ${units[power]}`;
};
