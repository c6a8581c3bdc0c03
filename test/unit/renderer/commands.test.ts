/** The table of commands: names and keys that clash with nothing, texts that exist, and what a press means. */
import { describe, expect, it } from "vitest";
import { calmApp } from "#test/support/fake-views.ts";
import { fakeEntry } from "#test/support/fake-entries.ts";
import type { CommandState } from "#renderer/commands/command.ts";
import { findCommands, fit } from "#renderer/commands/find-commands.ts";
import { type Chord, chordOf, chordText, mod, modShift, plain } from "#renderer/commands/keys.ts";
import { type KeyPlace, commandOf, commandTable } from "#renderer/commands/table.ts";
import { de } from "#renderer/language/de/index.ts";
import { createUi } from "#renderer/stores/ui.ts";

const detail = fakeEntry(0).detail;
const ui = createUi().getState();
const state: CommandState = {
  ui: { ...ui, selectedId: detail.entryId },
  app: { ...calmApp, seq: 1 },
  detail,
  hasStores: true,
};
const anywhere: KeyPlace = { isTyping: false, hasSelection: false, hasSingleKeys: true };
const say = (text: string): string => text;
const german = (text: string): string => (de as Readonly<Record<string, string>>)[text] ?? text;

const press = (key: string, held: Partial<Record<"ctrl" | "meta" | "alt" | "shift", true>> = {}) => ({
  key,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  altKey: held.alt ?? false,
  shiftKey: held.shift ?? false,
});
const idOf = (chord: Chord, place = anywhere, now = state): string | undefined =>
  commandOf(chord, place, now)?.id;

describe("the table", () => {
  it("names every command once", () => {
    const ids = commandTable.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("gives no chord to two commands that are possible at once", () => {
    const trashed: CommandState = { ...state, detail: { ...detail, isDeleted: true } };
    for (const now of [state, trashed]) {
      const chords = commandTable
        .filter((command) => command.when(now))
        .flatMap(({ keys }) => keys.map((chord) => chordText(chord, "linux", say)));
      expect(chords.filter((chord, at) => chords.indexOf(chord) !== at)).toEqual([]);
    }
  });

  it("leaves the keys of text editing, of the window and of the zoom alone", () => {
    const taken = [
      ...["z", "y", "x", "v", "a", "q", "w", "m", "r", "0", "+", "-", "="].map(mod),
      ...["z", "v", "i", "r", "w", "q"].map(modShift),
    ];
    const clashes = taken.filter((chord) =>
      commandTable.some(({ keys }) =>
        keys.some((key) => key.key === chord.key && key.mod && key.shift === chord.shift),
      ),
    );
    expect(clashes).toEqual([]);
  });

  it("says each command in words that are translated", () => {
    expect(commandTable.filter(({ text }) => !(text in de)).map(({ text }) => text)).toEqual([]);
  });
});

describe("a key press", () => {
  it("is known by Ctrl, or by Command on a Mac, and never with Alt", () => {
    expect(chordOf(press("K", { ctrl: true }), false)).toEqual(mod("k"));
    expect(chordOf(press("k", { meta: true }), true)).toEqual(mod("k"));
    expect(chordOf(press("k", { meta: true }), false)).toBeNull();
    expect(chordOf(press("k", { ctrl: true }), true)).toBeNull();
    expect(chordOf(press("k", { ctrl: true, alt: true }), false)).toBeNull();
  });

  it("tells Ctrl+P from Ctrl+Shift+P, and takes a sign as it is typed", () => {
    expect(chordOf(press("P", { ctrl: true, shift: true }), false)).toEqual(modShift("p"));
    expect(chordOf(press("?", { shift: true }), false)).toEqual(plain("?"));
    expect(chordOf(press("E", { shift: true }), false)).not.toEqual(plain("e"));
  });

  it("means a command only where it is possible", () => {
    expect(idOf(plain("e"))).toBe("edit");
    expect(idOf(plain("e"), anywhere, { ...state, detail: null })).toBeUndefined();
    expect(idOf(plain("e"), anywhere, { ...state, ui: { ...state.ui, page: "settings" } })).toBeUndefined();
    expect(idOf(plain("Delete"), anywhere, { ...state, detail: { ...detail, isDeleted: true } })).toBe(
      "purge",
    );
  });

  it("types letters where something is typed, and copies the text that is chosen", () => {
    const typing = { ...anywhere, isTyping: true };
    expect(idOf(plain("e"), typing)).toBeUndefined();
    expect(idOf(plain("Delete"), typing)).toBeUndefined();
    expect(idOf(plain("F1"), typing)).toBe("help");
    expect(idOf(mod("k"), typing)).toBe("search");
    expect(idOf(mod("c"))).toBe("copyPassword");
    expect(idOf(mod("c"), typing)).toBeUndefined();
    expect(idOf(mod("c"), { ...anywhere, hasSelection: true })).toBeUndefined();
  });

  it("of a single letter does nothing for those who switched that off", () => {
    const without = { ...anywhere, hasSingleKeys: false };
    expect(idOf(plain("e"), without)).toBeUndefined();
    expect(idOf(plain("?"), without)).toBeUndefined();
    expect(idOf(plain("F2"), without)).toBe("edit");
    expect(idOf(mod("k"), without)).toBe("search");
  });

  it("is written as each system writes it", () => {
    expect(chordText(modShift("p"), "linux", say)).toBe("Ctrl key+Shift key+P");
    expect(chordText(modShift("p"), "darwin", say)).toBe("⌘ ⇧ P");
    expect(chordText(plain("Delete"), "win32", german)).toBe("Entf");
    expect(chordText(mod("p"), "win32", german)).toBe("Strg+P");
  });
});

describe("finding commands", () => {
  const found = (typed: string, t = say): readonly string[] =>
    findCommands(commandTable, typed, state, t).flatMap(({ commands }) => commands.map(({ id }) => id));

  it("shows everything possible by group, those used last first", () => {
    const recent: CommandState = { ...state, ui: { ...state.ui, recentCommands: ["lock", "gone", "edit"] } };
    const [first, second] = findCommands(commandTable, "", recent, say);
    expect(first?.group).toBe("recent");
    expect(first?.commands.map(({ id }) => id)).toEqual(["lock", "edit"]);
    expect(second?.commands.map(({ id }) => id)).not.toContain("edit");
    expect(found("")).not.toContain("restore");
  });

  it("puts what starts with the words first, and knows the English words too", () => {
    expect(found("lock")[0]).toBe("lock");
    expect(found("sperren", german)[0]).toBe("lock");
    expect(found("lock the", german)[0]).toBe("lock");
    expect(found("keepass")).toContain("import");
    expect(found("zzz")).toEqual([]);
  });

  it("looks past accents and the order of words", () => {
    expect(fit("Añadir un archivo", "anadir")).toBe(3);
    expect(fit("Copy the password", "password copy")).toBe(2);
    expect(fit("Copy the password", "assw")).toBe(1);
    expect(fit("Copy the password", "user")).toBe(0);
  });
});
