import { describe, expect, it } from "vitest";
import { requestStep } from "#renderer/components/shell-requests.ts";
import { fieldToCopy, movedChoice, quickKey } from "#renderer/quick/quick-copy.ts";
import { fakeEntry } from "#test/support/fake-entries.ts";

const calm = { isOpen: true, isSettingUp: false, draft: "none" } as const;
const place = { kind: "new-entry" } as const;

describe("a request from outside the page", () => {
  it.each([
    ["at once", place, calm, false, "act"],
    ["waits for the tap", place, { ...calm, isOpen: false }, false, "wait"],
    ["waits for the end of the first run", place, { ...calm, isSettingUp: true }, false, "wait"],
    ["asks about what was typed", place, { ...calm, draft: "changed" }, false, "ask"],
    ["waits for the answer", place, { ...calm, draft: "asking" }, true, "wait"],
    ["goes on once nothing is typed any more", place, calm, true, "act"],
    ["is dropped when the person stays", place, { ...calm, draft: "changed" }, true, "drop"],
    ["the palette leaves what was typed", { kind: "palette" }, { ...calm, draft: "changed" }, false, "act"],
    ["the palette waits for the tap", { kind: "palette" }, { ...calm, isOpen: false }, false, "wait"],
    ["readers at any time", { kind: "check-readers" }, { ...calm, isOpen: false }, false, "act"],
    [
      "a refusal at any time",
      { kind: "file-refused", reason: "not-ours" },
      { ...calm, isOpen: false },
      false,
      "act",
    ],
    ["a file when the vault is open", { kind: "import-file", token: "t", others: 0 }, calm, false, "act"],
    [
      "a file not over something typed",
      { kind: "import-file", token: "t", others: 0 },
      { ...calm, draft: "changed" },
      false,
      "ask",
    ],
  ] as const)("%s", (_name, wish, where, wasAsked, expected) => {
    expect(requestStep(wish, where, wasAsked)).toBe(expected);
  });
});

describe("the keys of the quick search", () => {
  const press = (key: string, hasMod = false, isOther = false) => quickKey({ key, hasMod, isOther });

  it("copy, show, move and close; everything else is typing", () => {
    expect(press("Enter")).toBe("password");
    expect(press("Enter", true)).toBe("show");
    expect(press("b", true)).toBe("user");
    expect(press("T", true)).toBe("code");
    expect(press("Escape")).toBe("close");
    expect(press("ArrowDown")).toBe("next");
    expect([press("b"), press("c", true), press("Enter", false, true), press("constructor")]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it("move the choice within the list", () => {
    expect([movedChoice("next", 0, 3), movedChoice("next", 2, 3)]).toEqual([1, 2]);
    expect([movedChoice("previous", 0, 3), movedChoice("last", 0, 3), movedChoice("first", 2, 3)]).toEqual([
      0, 2, 0,
    ]);
    expect([movedChoice("next", 0, 0), movedChoice("password", 1, 3)]).toEqual([0, 1]);
  });

  it("find the field that is copied", () => {
    const { detail } = fakeEntry(0);
    expect(fieldToCopy(detail, "password")?.kind).toBe("password");
    expect(fieldToCopy(detail, "user")?.kind).toBe("username");
    expect(fieldToCopy({ ...detail, fields: [] }, "code")).toBeNull();
    const empty = detail.fields.map((field) => ({ ...field, isEmpty: true }));
    expect(fieldToCopy({ ...detail, fields: empty }, "password")).toBeNull();
  });
});
