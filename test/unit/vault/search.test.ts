/** Searching: what comes first, what a condition in the text means, and what is marked in a row. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldedWords, matchOf, rangesOf } from "#vault/search-matches.ts";
import { readSearchText } from "#vault/search-terms.ts";
import { createSearchIndex, fold } from "#vault/search.ts";

const index = (...titles: readonly string[]) =>
  createSearchIndex(titles.map((title) => ({ id: title, title, subtitle: "", tags: [] })));
const found = (titles: readonly string[], text: string): readonly string[] =>
  index(...titles).search(text, 0, 100).ids;
const marked = (text: string, typed: string): string[] =>
  rangesOf(text, foldedWords(typed)).map(([start, end]) => text.slice(start, end));

describe("what comes first", () => {
  it("is the whole title, then its start, then the start of a word, then the inside, then the rest", () => {
    const search = createSearchIndex([
      { id: "rest", title: "Other", subtitle: "bank@example.org", tags: [] },
      { id: "inside", title: "Piggybank", subtitle: "", tags: [] },
      { id: "word", title: "My bank", subtitle: "", tags: [] },
      { id: "start", title: "Banking", subtitle: "", tags: [] },
      { id: "whole", title: "Bank", subtitle: "", tags: [] },
      { id: "tag", title: "Another", subtitle: "", tags: ["embankment"] },
    ]);
    expect(search.search("bank", 0, 10).ids).toEqual(["whole", "start", "word", "inside", "rest", "tag"]);
  });

  it("needs every word, in any order", () => {
    expect(found(["Aurora Bank", "Aurora Mail", "Bank of Birch"], "bank aur")).toEqual(["Aurora Bank"]);
  });

  it("does not mind marks, case, a Turkish i or the sigma at a word's end", () => {
    expect(found(["Café"], "CAFE")).toEqual(["Café"]);
    expect(found(["İstanbul", "ısparta"], "is")).toEqual(["ısparta", "İstanbul"]);
    expect(found(["Άνδρος"], "ανδροσ")).toEqual(["Άνδρος"]);
  });
});

describe("conditions in a text", () => {
  it("are taken out of what is looked for", () => {
    const { words, terms } = readSearchText("bank tag:work type:CARD is:favourite in:kvs is:failed  card");
    expect(words).toBe("bank card");
    expect(terms.map(({ kind, text }) => [kind, text])).toEqual([
      ["tag", "tag:work"],
      ["type", "type:CARD"],
      ["favourite", "is:favourite"],
      ["place", "in:kvs"],
      ["copies", "is:failed"],
    ]);
  });

  it("may be in quotes, and stay words where they are not understood", () => {
    expect(readSearchText('tag:"two words" x').terms).toEqual([
      { kind: "tag", value: "two words", isExact: true, text: 'tag:"two words"' },
    ]);
    for (const text of [
      "type:sofa",
      "in:nowhere",
      "is:late",
      "tag:",
      'tag:""',
      "https://a.example",
      "constructor:x",
    ])
      expect(readSearchText(text)).toEqual({ words: text, terms: [] });
  });

  it("never lose a letter of anything typed", () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const { words, terms } = readSearchText(typed);
        const bare = (text: string): string => text.replaceAll(/\s/gu, "");
        const kept = bare(words).length + terms.reduce((sum, { text }) => sum + bare(text).length, 0);
        expect(kept).toBe(bare(typed).length);
      }),
    );
  });
});

describe("what is marked", () => {
  it("is where a word begins, else the first place inside one", () => {
    expect(marked("Bank of Banks, embankment", "bank")).toEqual(["Bank", "Bank"]);
    expect(rangesOf("Embankment bankrupt", ["bank"])).toEqual([[11, 15]]);
    expect(marked("Embankment, embank", "bank")).toEqual(["bank"]);
  });

  it("is a whole letter as people see it", () => {
    expect(marked("Cafe\u0301 Noir", "cafe")).toEqual(["Cafe\u0301"]);
    expect(marked("Straße", "stras")).toEqual(["Straß"]);
    expect(marked("İstanbul", "is")).toEqual(["İs"]);
    expect(marked("ﬁle", "f")).toEqual(["ﬁ"]);
    expect(marked("Dad 👨‍👩‍👧 home", "👨")).toEqual(["👨‍👩‍👧"]);
    expect(marked("👍🏽 yes", "👍")).toEqual(["👍🏽"]);
    expect(marked("日本銀行", "銀行")).toEqual(["銀行"]);
  });

  it("joins what overlaps, and names a tag only where nothing else shows why", () => {
    expect(marked("Aurora", "aur auro")).toEqual(["Auro"]);
    const row = { title: "Aurora", subtitle: "ada@example.org", tags: ["Zürich", "ada"] };
    expect(matchOf(row, foldedWords("ada"))).toEqual({ title: [], subtitle: [[0, 3]], tag: null });
    expect(matchOf(row, foldedWords("zur"))).toMatchObject({ tag: { text: "Zürich", ranges: [[0, 3]] } });
  });

  it("is in order, apart, inside the text, and folds to something with the word in it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 60 }),
        fc.string({ maxLength: 3 }),
        (text, typed) => {
          const words = foldedWords(typed);
          let last = -1;
          for (const [start, end] of rangesOf(text, words)) {
            expect(start).toBeGreaterThan(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            const piece = fold(text.slice(start, end));
            expect(words.some((word) => piece.includes(word))).toBe(true);
            last = end;
          }
        },
      ),
    );
  });
});
