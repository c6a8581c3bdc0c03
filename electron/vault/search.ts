/**
 * The list of entries in memory: sorted by title, searched by title, tags and user name. Built
 * while unlocking, dropped on lock. It holds folded copies of titles in plain, nothing hidden, and
 * must not be written anywhere.
 */

/** What search knows of an entry. */
export interface Searchable {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly tags: readonly string[];
}

/** Ids in order of rank, and how many there are in all. */
export interface SearchWindow {
  readonly total: number;
  readonly ids: readonly string[];
}

/** The sorted, searchable list. */
export interface SearchIndex {
  readonly size: number;
  /** Adds an entry or replaces it. */
  put(entry: Searchable): void;
  /** Adds or replaces many at once, sorting only once. */
  putAll(entries: readonly Searchable[]): void;
  remove(id: string): void;
  /** All words must match; best first, then by title. An empty text lists everything. `accept` leaves others out. */
  search(text: string, offset: number, limit: number, accept?: (id: string) => boolean): SearchWindow;
}

interface Item {
  readonly id: string;
  /** Folded title: the order of the list. */
  readonly title: string;
  /** "\n" + title + "\n" + subtitle + "\n" + tags: one text to look through. */
  readonly all: string;
}

const ascii = /^[\0-\x7f]*$/;
const special: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ı: "i",
  // Only at the end of a word, so that a word being typed would not be found in a longer one.
  ς: "σ",
};
const specialLetters = /[ßæœøđðłþıς]/g;
/** Best to worst: whole title, start of title, start of a word in it, inside it, start elsewhere, elsewhere. */
const rankCount = 6;
/** Up to here, inserting one by one is quicker than sorting anew. */
const fewEntries = 50;

/** Case- and diacritic-insensitive form of a text. */
export const fold = (text: string): string => {
  if (ascii.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(specialLetters, (letter) => special[letter] ?? letter);
};

const toItem = (entry: Searchable): Item => {
  const title = fold(entry.title).trim();
  const rest = entry.tags.length === 0 ? entry.subtitle : `${entry.subtitle}\n${entry.tags.join("\n")}`;
  return { id: entry.id, title, all: `\n${title}\n${fold(rest)}` };
};

const compare = (a: Item, b: Item): number => {
  if (a.title !== b.title) return a.title < b.title ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
};

const isLetter = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  if (code > 0x7f) return true;
  return (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a);
};

/** Whether a word of `text` between `from` and `until` starts with `word`. */
const hasWordStart = (text: string, word: string, from: number, until: number): boolean => {
  let at = text.indexOf(word, from);
  while (at >= 0 && at < until) {
    if (at === 0 || !isLetter(text, at - 1)) return true;
    at = text.indexOf(word, at + 1);
  }
  return false;
};

const rankOfWord = (item: Item, word: string, at: number): number => {
  const titleEnd = 1 + item.title.length;
  if (at < titleEnd) {
    if (at === 1) return 1;
    return hasWordStart(item.all, word, at, titleEnd) ? 2 : 3;
  }
  return hasWordStart(item.all, word, at, item.all.length) ? 4 : 5;
};

/** The rank of an item, or -1 when a word is missing. */
const rankOf = (item: Item, whole: string, words: readonly string[]): number => {
  let rank = 0;
  for (const word of words) {
    const at = item.all.indexOf(word);
    if (at < 0) return -1;
    rank = Math.max(rank, rankOfWord(item, word, at));
  }
  if (item.title === whole) return 0;
  return words.length > 1 && item.title.startsWith(whole) ? 1 : rank;
};

/** What the last search found, to narrow it when the next text only goes on. */
interface LastSearch {
  readonly whole: string;
  /** Matches in title order. */
  readonly matches: readonly Item[];
  readonly ranked: readonly Item[];
}

const runSearch = (items: readonly Item[], whole: string): LastSearch => {
  const words = whole.split(" ");
  const matches: Item[] = [];
  const byRank: Item[][] = Array.from({ length: rankCount }, () => []);
  for (const item of items) {
    const rank = rankOf(item, whole, words);
    if (rank < 0) continue;
    matches.push(item);
    byRank[rank]?.push(item);
  }
  return { whole, matches, ranked: byRank.flat() };
};

const insertionPoint = (sorted: readonly Item[], item: Item): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = sorted[middle];
    if (other !== undefined && compare(other, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Builds the list; 10,000 entries take some 20 ms. */
export const createSearchIndex = (entries: Iterable<Searchable>): SearchIndex => {
  const byId = new Map<string, Item>();
  for (const entry of entries) byId.set(entry.id, toItem(entry));
  const sorted = [...byId.values()].sort(compare);
  let last: LastSearch | null = null;

  const remove = (id: string): void => {
    const item = byId.get(id);
    if (item === undefined) return;
    byId.delete(id);
    sorted.splice(insertionPoint(sorted, item), 1);
    last = null;
  };
  const put = (entry: Searchable): void => {
    remove(entry.id);
    const item = toItem(entry);
    byId.set(item.id, item);
    sorted.splice(insertionPoint(sorted, item), 0, item);
    last = null;
  };
  const find = (whole: string): readonly Item[] => {
    if (whole === "") return sorted;
    if (last?.whole !== whole) {
      const isNarrower = last !== null && whole.startsWith(last.whole);
      last = runSearch(isNarrower && last !== null ? last.matches : sorted, whole);
    }
    return last.ranked;
  };
  return {
    get size() {
      return byId.size;
    },
    put,
    putAll: (entries) => {
      if (entries.length <= fewEntries) return entries.forEach(put);
      const items = entries.map(toItem);
      for (const item of items) byId.set(item.id, item);
      // Not spread into a call: a large list would not fit on the stack.
      sorted.length = 0;
      for (const item of byId.values()) sorted.push(item);
      sorted.sort(compare);
      last = null;
    },
    remove,
    search: (text, offset, limit, accept) => {
      const all = find(fold(text).trim().split(/\s+/).join(" "));
      const found = accept === undefined ? all : all.filter(({ id }) => accept(id));
      return { total: found.length, ids: found.slice(offset, offset + limit).map((item) => item.id) };
    },
  };
};
