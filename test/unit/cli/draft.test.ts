import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftOf, stdinTargets } from "#cli/verbs/draft.ts";
import { fieldsOf, parseFieldSpec, secretFields } from "#cli/verbs/fields.ts";
import { entryTypes, fieldKinds } from "#contract/views.ts";
import { emptyFields } from "#renderer/screens/entries/entry-presets.ts";
import { detailOf } from "./verb-bench.ts";

const hidden = {
  fieldId: "password",
  label: "Password",
  kind: "password",
  value: null,
  isEmpty: false,
} as const;
const shown = {
  fieldId: "username",
  label: "User name",
  kind: "username",
  value: "ada",
  isEmpty: false,
} as const;
const before = detailOf(1, "Harbour", { fields: [shown, hidden], tags: ["home"], isFavourite: true });

const secretFor = (options: Parameters<typeof stdinTargets>[0], value: string | null) =>
  stdinTargets(options).map((target) => ({ target, value }));

describe("field specifications", () => {
  it("read label, kind and value, with = and : in the value", () => {
    expect(parseFieldSpec("Door=text:a=b:c")).toEqual({ name: "Door", kind: "text", value: "a=b:c" });
    expect(parseFieldSpec("PIN=hidden")).toEqual({ name: "PIN", kind: "hidden", value: null });
  });

  it("refuse a hidden value in the arguments, which other programs can read", () => {
    for (const kind of ["hidden", "password", "totp"])
      expect(parseFieldSpec(`X=${kind}:value`)).toMatch(/stdin/);
  });

  it("refuse everything that is not label=kind", () => {
    for (const text of ["", "=text", "label", "label=", "label=nokind", "label=TEXT"])
      expect(typeof parseFieldSpec(text), text).toBe("string");
  });

  it("keep every visible value as it was given", () => {
    const kinds = fieldKinds.filter((kind) => !["hidden", "password", "totp"].includes(kind));
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.string(), (kind, value) => {
        expect(parseFieldSpec(`L=${kind}:${value}`)).toEqual({ name: "L", kind, value });
      }),
    );
  });
});

describe("what stdin is read for", () => {
  it("is the secret of the entry's kind unless fields are named", () => {
    expect(stdinTargets({}).map(({ name }) => name)).toEqual([null]);
    expect(stdinTargets({ secretField: "pin" }).map(({ name }) => name)).toEqual(["pin"]);
    const spec = { name: "Answer", kind: "hidden", value: null } as const;
    const all = stdinTargets({ secretField: "pin", totp: true, field: [spec] });
    expect(all.map(({ name }) => name)).toEqual(["pin", "totp", "Answer"]);
  });

  it("is nothing when the password is made or --no-stdin is given", () => {
    expect(stdinTargets({ generate: true })).toEqual([]);
    expect(stdinTargets({ stdin: false, totp: true })).toEqual([]);
    expect(stdinTargets({ generate: 30, totp: true }).map(({ name }) => name)).toEqual(["totp"]);
  });
});

describe("the draft", () => {
  it("keeps hidden values, tags and favourite that the options do not name", () => {
    const draft = draftOf("Harbour", { username: "grace" }, [], before);
    expect(draft).toMatchObject({ title: "Harbour", tags: ["home"], isFavourite: true });
    expect(draft.fields.map(({ value }) => value)).toEqual(["grace", null]);
  });

  it("puts the secret where the kind of entry has it", () => {
    const placed = (type: "login" | "card" | "note") =>
      draftOf("X", { type }, secretFor({ type }, "s"), null).fields.find(({ value }) => value === "s");
    expect(placed("login")).toMatchObject({ fieldId: "password", kind: "password" });
    expect(placed("card")).toMatchObject({ fieldId: "number", kind: "hidden" });
    expect(placed("note")).toMatchObject({ fieldId: "notes", kind: "multiline" });
  });

  it("makes an unknown secret field a hidden one, and finds it by its label again", () => {
    const options = { secretField: "Alarm code" };
    const made = draftOf("X", options, secretFor(options, "1234"), null).fields.at(-1);
    expect(made).toMatchObject({ label: "Alarm code", kind: "hidden", value: "1234" });
    const again = detailOf(1, "X", { fields: [{ ...hidden, fieldId: "own-1", label: "Alarm code" }] });
    const changed = draftOf(
      "X",
      { secretField: "alarm CODE" },
      secretFor({ secretField: "alarm CODE" }, "9"),
      again,
    );
    expect(changed.fields).toEqual([{ fieldId: "own-1", label: "Alarm code", kind: "password", value: "9" }]);
  });

  it("has one field for codes", () => {
    const first = draftOf("X", { totp: true }, secretFor({ totp: true }, "SEED"), before);
    expect(first.fields.at(-1)).toMatchObject({ kind: "totp", value: "SEED" });
    const present = { fieldId: "c", label: "2FA", kind: "totp", value: null, isEmpty: false } as const;
    const second = draftOf(
      "X",
      { totp: true },
      secretFor({ totp: true }, "NEW"),
      detailOf(1, "X", { fields: [present] }),
    );
    expect(second.fields).toEqual([{ fieldId: "c", label: "2FA", kind: "totp", value: "NEW" }]);
    const kept = draftOf(
      "X",
      { totp: true },
      secretFor({ totp: true }, null),
      detailOf(1, "X", { fields: [present] }),
    );
    expect(kept.fields[0]?.value).toBeNull();
  });

  it("adds and takes off tags, each once", () => {
    const draft = draftOf("X", { tag: ["work", "home", "work"], untag: ["none"] }, [], before);
    expect(draft.tags).toEqual(["home", "work"]);
    expect(draftOf("X", { untag: ["home"], favourite: false }, [], before)).toMatchObject({
      tags: [],
      isFavourite: false,
    });
  });

  it("writes into the notes field that an older entry calls `note`", () => {
    const older = { fieldId: "note", label: "Notes", kind: "multiline", value: "a", isEmpty: false } as const;
    const draft = draftOf("X", { note: "b" }, [], detailOf(1, "X", { fields: [older] }));
    expect(draft.fields).toEqual([{ fieldId: "note", label: "Notes", kind: "multiline", value: "b" }]);
  });
});

it("a new entry has the same fields as one made in the window, its secret field among them", () => {
  for (const type of entryTypes) {
    expect(fieldsOf(type), type).toEqual(emptyFields(type));
    expect(fieldsOf(type).map(({ fieldId }) => fieldId)).toContain(secretFields[type]);
  }
});
