/** The list's own arithmetic: queries, windows with what was found, keys, and marks. */
import { describe, expect, it } from "vitest";
import { nextIndex, pickKey } from "#renderer/screens/entries/list-keys.ts";
import { allEntries, isSameQuery, listQuery, noNarrowing, placeKey } from "#renderer/stores/list-query.ts";
import {
  beginGeneration,
  idsBetween,
  matchAt,
  noWindows,
  withWindow,
} from "#renderer/stores/list-windows.ts";
import { noPicks, stillThere, toggled } from "#renderer/stores/picks.ts";
import { rowOf } from "#test/unit/cli/verb-bench.ts";

const at = { place: allEntries, narrowing: noNarrowing, sort: "best", text: "" } as const;
const match = { title: [[0, 1]] as [number, number][], subtitle: [], tag: null };

describe("what is asked for", () => {
  it("is the place with the filters on top; the place wins", () => {
    const narrowing = { type: "card", tag: "work", store: "kvs", copies: "failed" } as const;
    expect(listQuery({ ...at, narrowing }).filter).toEqual({
      scope: "all",
      type: "card",
      tag: "work",
      place: "kvs",
      copies: "failed",
    });
    expect(listQuery({ ...at, place: { kind: "tag", tag: "home" }, narrowing }).filter.tag).toBe("home");
    expect(listQuery({ ...at, place: { kind: "copies", copies: "waiting" } }).filter.copies).toBe("waiting");
    expect(listQuery({ ...at, place: { kind: "trash" } }).filter.scope).toBe("trash");
  });

  it("differs by text, order and every condition", () => {
    const one = listQuery(at);
    expect(isSameQuery(one, listQuery({ ...at, text: "  " }))).toBe(true);
    expect(isSameQuery(one, listQuery({ ...at, sort: "title" }))).toBe(false);
    expect(isSameQuery(one, listQuery({ ...at, place: { kind: "store", store: "local" } }))).toBe(false);
  });

  it("has a key for every place", () => {
    const places = [
      allEntries,
      { kind: "store", store: "kvs" },
      { kind: "copies", copies: "failed" },
      { kind: "type", type: "card" },
      { kind: "tag", tag: "all" },
    ] as const;
    expect(new Set(places.map(placeKey)).size).toBe(places.length);
  });
});

describe("windows", () => {
  const list = withWindow(beginGeneration(noWindows, listQuery(at)), 1, 0, {
    total: 300,
    rows: [rowOf(1, "a"), rowOf(2, "b")],
    matches: [match],
    terms: [{ kind: "favourite", text: "is:favourite" }],
  });

  it("keep why a row was found, and what was understood", () => {
    expect(matchAt(list, 0)).toEqual(match);
    expect(matchAt(list, 1)).toBeNull();
    expect(list.terms).toHaveLength(1);
  });

  it("tell the ids between two rows, if they are all here", () => {
    expect(idsBetween(list, 1, 0)).toEqual([rowOf(1, "").entryId, rowOf(2, "").entryId]);
    expect(idsBetween(list, 0, 2)).toBeNull();
  });
});

describe("keys", () => {
  it("move within the list", () => {
    expect(nextIndex("ArrowUp", -1, 5, 2)).toBe(4);
    expect(nextIndex("PageDown", 3, 5, 4)).toBe(4);
    expect(nextIndex("x", 3, 5, 4)).toBeNull();
  });

  it("mark, and act on marks only where there are some", () => {
    const press = (key: string, shiftKey = false, hasMod = false) => ({ key, shiftKey, hasMod });
    expect(pickKey(press(" "), false)).toBe("toggle");
    expect(pickKey(press(" ", true), false)).toBe("extend");
    expect(pickKey(press("a", false, true), false)).toBe("all");
    for (const [one, meaning] of [
      [press("Escape"), "clear"],
      [press("Delete"), "trash"],
      [press("d", false, true), "favourite"],
    ] as const) {
      expect(pickKey(one, false)).toBeNull();
      expect(pickKey(one, true)).toBe(meaning);
    }
    expect(pickKey(press("a"), true)).toBeNull();
  });
});

describe("marks", () => {
  it("begin with the row that was shown alone", () => {
    const picks = toggled(noPicks, "b", "a");
    expect([...picks.ids]).toEqual(["a", "b"]);
    expect(picks.anchorId).toBe("b");
    expect([...toggled(picks, "a", "b").ids]).toEqual(["b"]);
    expect([...toggled(noPicks, "a", "a").ids]).toEqual(["a"]);
  });

  it("go with rows that leave the list", () => {
    const picks = toggled(noPicks, "b", "a");
    expect([...stillThere(picks, ["b", "c"]).ids]).toEqual(["b"]);
    expect(stillThere(picks, ["a", "b"])).toBe(picks);
  });
});
