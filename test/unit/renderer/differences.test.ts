/** Differences between two versions, and what of a drop is taken. */
import { describe, expect, it } from "vitest";
import type { Comparison } from "#contract/ipc-entry-versions.ts";
import type { EntryDetail } from "#contract/views.ts";
import { differencesOf, isNoDifference, partsOf, piecesOf } from "#renderer/screens/entries/differences.ts";
import { sortDropped } from "#renderer/screens/entries/dropped-files.ts";
import { fakeEntry } from "#test/support/fake-entries.ts";

const { detail } = fakeEntry(0, { tags: ["money"] });

const compare = (change: Partial<EntryDetail>, sameFields: readonly string[]): Comparison => ({
  one: detail,
  other: { ...detail, ...change },
  sameFields: [...sameFields],
});

const all = detail.fields.map(({ fieldId }) => fieldId);

describe("a text", () => {
  it("is marked word by word", () => {
    expect(piecesOf("the first desk", "the second desk")).toEqual([
      { text: "the ", difference: "same" },
      { text: "first", difference: "removed" },
      { text: "second", difference: "added" },
      { text: " desk", difference: "same" },
    ]);
  });

  it("that is very long is told as replaced", () => {
    const long = "word ".repeat(10_000);
    expect(piecesOf(long, "short").map(({ difference }) => difference)).toEqual(["removed", "added"]);
  });
});

describe("two versions", () => {
  it("that say the same have no difference", () => {
    expect(isNoDifference(differencesOf(compare({}, all)))).toBe(true);
  });

  it("differ by fields that came, went and changed, hidden ones too", () => {
    const [user, password] = detail.fields;
    if (user === undefined || password === undefined) throw new Error("a login has both");
    const added = { ...user, fieldId: "own-1", label: "Door" };
    const found = differencesOf(compare({ fields: [password, added] }, []));
    expect(found.fields.map(({ fieldId, difference }) => `${fieldId} ${difference}`)).toEqual([
      "username removed",
      "password changed",
      "url removed",
      "notes removed",
      "own-1 added",
    ]);
  });

  it("name every part that can be chosen", () => {
    const change = {
      title: "Other",
      tags: ["work"],
      isFavourite: !detail.isFavourite,
      type: "note",
    } as const;
    const found = differencesOf(compare({ ...change, tags: ["work"] }, ["username", "url", "notes"]));
    expect(partsOf(found)).toEqual(["title", "type", "tags", "favourite", "field/password"]);
    expect(found.tags).toEqual({ removed: ["money"], added: ["work"] });
  });
});

describe("a drop", () => {
  const file = (name: string, size: number): File => ({ name, size }) as File;

  it("takes files, and says why it takes no folder and nothing too large", () => {
    const sorted = sortDropped([
      { file: file("a.txt", 5), isFolder: false },
      { file: file("photos", 0), isFolder: true },
      { file: file("film.mkv", 50_000_001), isFolder: false },
    ]);
    expect(sorted.files.map(({ name }) => name)).toEqual(["a.txt"]);
    expect(sorted.refused.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      "photos: A folder cannot be kept; pack it into one file first.",
      "film.mkv: Larger than 50 MB.",
    ]);
  });

  it("takes twenty at once", () => {
    const many = Array.from({ length: 22 }, (_, n) => ({ file: file(`${n}`, 1), isFolder: false }));
    const { files, refused } = sortDropped(many);
    expect([files.length, refused.map(({ name }) => name)]).toEqual([20, ["20", "21"]]);
  });
});
