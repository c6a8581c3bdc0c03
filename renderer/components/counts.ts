/** Numbers with their noun. */

/** 1, "entry", "entries" -> "1 entry". */
export const countOf = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
