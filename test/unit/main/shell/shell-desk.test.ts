import { beforeEach, describe, expect, it } from "vitest";
import { ShellDesk, keptMs } from "#main/shell/shell-desk.ts";
import { type HandClock, createHandClock } from "#test/support/hand-clock.ts";

let clock: HandClock;
let desk: ShellDesk;
let isOpen: boolean;
let changes: number;

beforeEach(() => {
  clock = createHandClock();
  isOpen = true;
  changes = 0;
  desk = new ShellDesk({ clock, isOpen: () => isOpen, changed: () => void (changes += 1) });
});

const due = (): unknown => desk.view().request?.wish ?? null;
const id = (): string => desk.view().request?.id ?? "";

describe("requests from outside the page", () => {
  it("one is shown until it was taken", () => {
    desk.ask({ kind: "new-entry" });
    expect(due()).toEqual({ kind: "new-entry" });
    desk.taken("request-99");
    expect(due()).toEqual({ kind: "new-entry" });
    const taken = id();
    desk.taken(taken);
    expect(due()).toBeNull();
    const before = changes;
    desk.taken(taken);
    expect(changes).toBe(before);
  });

  it("the last one counts, under a name of its own", () => {
    desk.ask({ kind: "search", text: "a" });
    const first = id();
    desk.ask({ kind: "search", text: "b" });
    expect(due()).toEqual({ kind: "search", text: "b" });
    expect(id()).not.toBe(first);
    desk.taken(first);
    expect(due()).toEqual({ kind: "search", text: "b" });
  });

  it("nothing of one is told while the vault is locked; it comes when the vault opens", () => {
    isOpen = false;
    desk.ask({ kind: "search", text: "a" });
    expect(due()).toBeNull();
    isOpen = true;
    const before = changes;
    desk.vaultChanged();
    expect(changes).toBe(before + 1);
    expect(due()).toEqual({ kind: "search", text: "a" });
    desk.vaultChanged();
    expect(changes).toBe(before + 1);
  });

  it("a look at the readers does not wait, and does not push out what waits", () => {
    isOpen = false;
    desk.ask({ kind: "new-entry" });
    desk.ask({ kind: "check-readers" });
    expect(due()).toEqual({ kind: "check-readers" });
    desk.taken(id());
    isOpen = true;
    expect(due()).toEqual({ kind: "new-entry" });
  });

  it("is forgotten after ten minutes, counted from the last one", () => {
    isOpen = false;
    desk.ask({ kind: "new-entry" });
    clock.advance(keptMs - 1);
    desk.ask({ kind: "tour" });
    clock.advance(keptMs - 1);
    isOpen = true;
    expect(due()).toEqual({ kind: "tour" });
    clock.advance(1);
    expect(due()).toBeNull();
  });

  it("from the quick search to the entry: the one window goes, the other comes", () => {
    const done: string[] = [];
    desk.closeQuick();
    desk.connect({ showMain: () => done.push("show"), hideQuick: () => done.push("hide") });
    desk.showEntry("0123456789abcdef0123456789abcdef");
    expect(done).toEqual(["hide", "show"]);
    expect(due()).toMatchObject({ kind: "show-entry" });
  });

  it("says what the desktop can do", () => {
    expect(desk.view()).toEqual({ request: null, quickKeys: "off", tray: "off", isQuickShown: false });
    desk.note({ quickKeys: "taken" });
    desk.note({ tray: "missing" });
    expect(desk.view()).toEqual({ request: null, quickKeys: "taken", tray: "missing", isQuickShown: false });
  });
});

describe("a file that was opened from outside", () => {
  const token = (): string => (due() as { readonly token: string }).token;

  it("is told to the page by a token alone, which stands for it once", () => {
    desk.offerFile("/home/ada/a.tapvault", 2);
    expect(due()).toEqual({ kind: "import-file", token: expect.any(String) as string, others: 2 });
    expect(JSON.stringify(desk.view())).not.toContain("ada");
    const given = token();
    expect(desk.takeFile("another")).toBeNull();
    expect(desk.takeFile(given)).toBe("/home/ada/a.tapvault");
    expect(desk.takeFile(given)).toBeNull();
  });

  it("waits for the vault to be opened, also after the page took the request, and not for ever", () => {
    isOpen = false;
    desk.offerFile("/home/ada/a.tapvault", 0);
    expect(due()).toBeNull();
    isOpen = true;
    const given = token();
    desk.taken(id());
    clock.advance(keptMs - 1);
    desk.offerFile("/home/ada/b.tapvault", 0);
    expect(desk.takeFile(given)).toBeNull();
    const later = token();
    clock.advance(keptMs);
    expect(due()).toBeNull();
    expect(desk.takeFile(later)).toBeNull();
  });

  it("is refused at once, also while the vault is locked", () => {
    isOpen = false;
    desk.ask({ kind: "file-refused", reason: "not-ours" });
    expect(due()).toEqual({ kind: "file-refused", reason: "not-ours" });
  });
});
