/** One entry changed on two computers apart from one another: told apart from a plain later version, kept, and ended by a choice. */
import { beforeEach, describe, expect, it } from "vitest";
import type { ConflictChoice } from "#contract/ipc-entry-versions.ts";
import type { EntryDraft } from "#contract/views.ts";
import type { SealedEntry } from "#vault/entries.port.ts";
import { draft, titlesOf } from "#test/support/entry-bench.ts";
import { codeOf } from "#test/support/outcomes.ts";
import type { Computer } from "#test/support/two-computers.ts";
import { createTwoComputers } from "#test/support/two-computers.ts";
import { must } from "#test/support/vault-bench.ts";

let here: Computer;
let there: Computer;
let entryId: string;

const login = (title: string, password = "one", more: Partial<EntryDraft> = {}): EntryDraft =>
  draft(title, {
    fields: [{ fieldId: "password", label: "Password", kind: "password", value: password }],
    ...more,
  });

const save = (computer: Computer, change: EntryDraft): SealedEntry => {
  computer.clock.advance(10);
  must(computer.entries().save(entryId, change));
  return computer.sealed(entryId);
};

const otherOf = (computer: Computer): number | null => must(computer.entries().get(entryId)).otherRevision;
const titleAt = (computer: Computer): string => must(computer.entries().get(entryId)).title;

/** Both have the entry; then each changes it, `there` later. */
const apart = (): { readonly ours: SealedEntry; readonly theirs: SealedEntry } => {
  const ours = save(here, login("Harbour, here", "of here"));
  there.clock.advance(1_000);
  return { ours, theirs: save(there, login("Harbour, there", "of there")) };
};

beforeEach(async () => {
  [here, there] = await createTwoComputers();
  entryId = must(here.entries().save(null, login("Harbour"))).entryId;
  must(there.entries().adopt([here.sealed(entryId)]));
});

describe("two versions made apart", () => {
  it("are both kept: the later as the entry, the other in the history and marked", () => {
    const { ours, theirs } = apart();
    expect(must(here.entries().adopt([theirs]))).toEqual([entryId]);
    expect([titleAt(here), otherOf(here)]).toEqual(["Harbour, there", ours.revision]);
    expect(must(here.entries().history(entryId)).map(({ title, isOther }) => [title, isOther])).toEqual([
      ["Harbour, there", false],
      ["Harbour, here", true],
      ["Harbour", false],
    ]);
    expect(must(here.entries().query({ text: "", offset: 0, limit: 9 })).rows[0]?.hasConflict).toBe(true);
  });

  it("are both kept where ours is the later: theirs comes into the history", () => {
    const { ours, theirs } = apart();
    expect(must(there.entries().adopt([ours]))).toEqual([]);
    expect([titleAt(there), otherOf(there)]).toEqual(["Harbour, there", ours.revision]);
    expect(must(there.entries().revealFormer(entryId, ours.revision, "password"))).toBe("of here");
    expect(must(there.entries().adopt([ours]))).toEqual([]);
    expect(must(there.entries().history(entryId))).toHaveLength(3);
    expect(theirs.revision).toBeGreaterThan(ours.revision);
  });

  it("are told again after the vault was closed, and go with the entry", async () => {
    must(here.entries().adopt([apart().theirs]));
    await here.reopen();
    expect(otherOf(here)).not.toBeNull();
    must(here.entries().remove(entryId));
    must(here.entries().purge(entryId));
    expect(must(here.store.metaWithPrefix("conflict/"))).toEqual([]);
  });

  it("that say the same are none", () => {
    save(here, login("Harbour, both"));
    there.clock.advance(1_000);
    must(here.entries().adopt([save(there, login("Harbour, both"))]));
    expect([titleAt(here), otherOf(here)]).toEqual(["Harbour, both", null]);
  });
});

describe("a later version", () => {
  it("that was made on ours is none, also with steps between that we never saw", () => {
    const ours = save(here, login("Harbour, second"));
    must(there.entries().adopt([ours]));
    must(here.entries().adopt([save(there, login("Harbour, third"))]));
    expect(otherOf(here)).toBeNull();
    const kept = here.sealed(entryId).revision;
    const copy = { store: "kvs", entryId, revision: kept, state: "kept", at: 0, errorCode: null } as const;
    must(here.store.commit([{ op: "copy", copy }]));
    save(there, login("Harbour, fourth"));
    must(here.entries().adopt([save(there, login("Harbour, fifth"))]));
    expect([titleAt(here), otherOf(here)]).toEqual(["Harbour, fifth", null]);
  });

  it("is one where ours was never sent, whatever lies between", () => {
    save(here, login("Harbour, here"));
    there.clock.advance(1_000);
    save(there, login("Harbour, there"));
    must(here.entries().adopt([save(there, login("Harbour, there again"))]));
    expect(otherOf(here)).not.toBeNull();
  });
});

describe("an older version", () => {
  it("that ours was made from, or may have been, is none", () => {
    const first = there.sealed(entryId);
    const second = save(there, login("Harbour, second"));
    must(there.entries().adopt([first]));
    expect(otherOf(there)).toBeNull();
    const third = save(there, login("Harbour, third"));
    must(here.entries().remove(entryId));
    must(here.entries().purge(entryId));
    must(here.entries().adopt([third]));
    expect(must(here.entries().adopt([second]))).toEqual([]);
    expect([otherOf(here), must(here.entries().history(entryId)).length]).toEqual([null, 1]);
  });
});

describe("a choice", () => {
  const end = (choice: ConflictChoice) => {
    const { theirs } = apart();
    must(here.entries().adopt([theirs]));
    const { revision, otherRevision } = must(here.entries().get(entryId));
    const other = otherRevision ?? 0;
    return {
      ended: must(here.entries().resolveConflict({ entryId, revision, other, choice })),
      revision,
      other,
    };
  };
  const passwordHere = (): string => must(here.entries().reveal(entryId, "password"));

  it.each([
    ["the present one", { keep: "current" }, "Harbour, there", "of there"],
    ["the other one", { keep: "other" }, "Harbour, here", "of here"],
    ["field by field", { keep: "merge", fromOther: ["field/password"] }, "Harbour, there", "of here"],
    ["field by field", { keep: "merge", fromOther: ["title", "tags"] }, "Harbour, here", "of there"],
  ] as const)("of %s is one new revision, and the mark goes", (_name, choice, title, password) => {
    const { ended, revision } = end(choice as ConflictChoice);
    expect(ended.revision).toBeGreaterThan(revision);
    expect([titleAt(here), passwordHere(), otherOf(here)]).toEqual([title, password, null]);
    expect(must(here.entries().history(entryId))).toHaveLength(4);
  });

  it("of both makes the other an entry of its own", () => {
    const { ended } = end({ keep: "both" });
    expect(titlesOf(here.vault, {})).toEqual(["Harbour, here", "Harbour, there"]);
    expect(must(here.entries().reveal(ended.copyId ?? "", "password"))).toBe("of here");
    expect(otherOf(here)).toBeNull();
  });

  it("can be undone: both versions are there again, and the copy goes into the trash", () => {
    const { ended, other } = end({ keep: "both" });
    must(here.entries().reopenConflict(ended));
    expect([titleAt(here), otherOf(here)]).toEqual(["Harbour, there", other]);
    expect(titlesOf(here.vault, { scope: "trash" })).toEqual(["Harbour, here"]);
    expect(codeOf(here.entries().reopenConflict(ended))).toBe("store.conflict");
  });

  it("is refused where the entry moved on since it was looked at", () => {
    must(here.entries().adopt([apart().theirs]));
    const { revision, otherRevision } = must(here.entries().get(entryId));
    save(here, login("Harbour, meanwhile"));
    const seen = { entryId, revision, other: otherRevision ?? 0, choice: { keep: "current" } } as const;
    expect(codeOf(here.entries().resolveConflict(seen))).toBe("store.conflict");
    expect(otherOf(here)).toBe(otherRevision);
  });

  it("is a plain later version to the other computer, and ends its own mark", () => {
    const { theirs, ours } = apart();
    must(here.entries().adopt([theirs]));
    must(there.entries().adopt([ours]));
    expect(otherOf(there)).toBe(ours.revision);
    const { revision, otherRevision } = must(here.entries().get(entryId));
    const choice = { keep: "other" } as const;
    must(here.entries().resolveConflict({ entryId, revision, other: otherRevision ?? 0, choice }));
    save(here, login("Harbour, after all"));
    must(there.entries().adopt([here.sealed(entryId)]));
    expect([titleAt(there), otherOf(there)]).toEqual(["Harbour, after all", null]);
  });
});

describe("a comparison", () => {
  it("says which fields are equal without their hidden values", () => {
    must(here.entries().adopt([apart().theirs]));
    const { revision, otherRevision } = must(here.entries().get(entryId));
    const compared = must(here.entries().compare(entryId, revision, otherRevision ?? 0));
    expect([compared.one.title, compared.other.title]).toEqual(["Harbour, there", "Harbour, here"]);
    expect(compared.sameFields).toEqual([]);
    expect(JSON.stringify(compared)).not.toContain("of there");
    expect(codeOf(here.entries().compare(entryId, revision, 1))).toBe("entry.not-found");
  });
});
