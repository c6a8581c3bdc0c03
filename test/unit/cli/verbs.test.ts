import { describe, expect, it } from "vitest";
import { appError, errorCodes, fail } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import type { FieldView, VerifyReport } from "#contract/views.ts";
import { exitCodeOf, exitCodes } from "#cli/exit-codes.ts";
import { emptyTrash, restore, rm, set } from "#cli/verbs/edit.ts";
import { get, history, list } from "#cli/verbs/entries.ts";
import { generate, strength } from "#cli/verbs/generate.ts";
import { restoreBackup, verify } from "#cli/verbs/health.ts";
import type { Replies } from "./verb-bench.ts";
import { createVerbBench, detailOf, idOf, listing, rowOf } from "./verb-bench.ts";

const field = (fieldId: string, label: string, kind: FieldView["kind"], value: string | null): FieldView => ({
  fieldId,
  label,
  kind,
  value,
  isEmpty: false,
});

const entry = detailOf(1, "Harbour", {
  fields: [
    field("username", "User name", "username", "ada"),
    field("password", "Password", "password", null),
  ],
});

const one: Replies = {
  ...listing([rowOf(1, "Harbour")], [rowOf(2, "Old")]),
  "entries.get": ({ entryId }) =>
    ok(entryId === idOf(1) ? entry : detailOf(2, "Old", { entryId, isDeleted: true })),
  "entries.reveal": () => ok({ value: "s3cret" }),
  "entries.revealFormer": () => ok({ value: "former" }),
  "entries.revision": ({ revision }) => ok({ ...entry, revision }),
  "entries.save": () => ok({ entryId: idOf(1), revision: 2 }),
  "entries.delete": () => ok({ undoUntil: 0 }),
  "entries.purge": () => ok({}),
  "entries.undelete": () => ok({}),
  "entries.restoreRevision": ({ entryId }) => ok({ entryId, revision: 9 }),
  "generator.make": () => ok({ value: "made", bits: 100 }),
};

describe("get", () => {
  it("reveals only the field that is asked for", async () => {
    const bench = createVerbBench({ replies: one });
    expect(await get(bench.context, "Harbour", { field: "User name" })).toBe(0);
    expect(bench.called("entries.reveal")).toEqual([]);
    expect(await get(bench.context, "Harbour", { field: "password" })).toBe(0);
    expect(bench.answers).toEqual([{ value: "ada" }, { value: "s3cret" }]);
    expect(await get(bench.context, "Harbour", { field: "nothing" })).toBe(4);
  });

  it("reveals nothing with --masked", async () => {
    const bench = createVerbBench({ replies: one });
    expect(await get(bench.context, "Harbour", { masked: true })).toBe(0);
    expect(await get(bench.context, "Harbour", { masked: true, field: "password" })).toBe(0);
    expect(bench.called("entries.reveal")).toEqual([]);
  });

  it("shows a former revision with the values it had", async () => {
    const bench = createVerbBench({ replies: one });
    expect(await get(bench.context, "Harbour", { revision: 4, field: "password" })).toBe(0);
    expect(bench.called("entries.revealFormer")).toEqual([
      { entryId: idOf(1), fieldId: "password", revision: 4 },
    ]);
    expect(bench.texts).toEqual(["former"]);
  });

  it("prints the code of now, with the seconds it has left", async () => {
    const withCode = { ...entry, fields: [...entry.fields, field("c", "2FA", "totp", null)] };
    const bench = createVerbBench({
      replies: {
        ...one,
        "entries.get": () => ok(withCode),
        "entries.totp": () => ok({ code: "123456", periodMs: 30_000, validUntil: Date.now() + 9_500 }),
      },
    });
    expect(await get(bench.context, "Harbour", { totp: true })).toBe(0);
    expect(bench.texts).toEqual(["123456"]);
    expect(bench.answers[0]).toMatchObject({ secondsLeft: 10 });
    expect(bench.called("entries.reveal")).toEqual([]);
    expect(await get(createVerbBench({ replies: one }).context, "Harbour", { totp: true })).toBe(4);
  });
});

describe("set", () => {
  it("makes a password in place of reading one", async () => {
    const bench = createVerbBench({ replies: one, typed: ["not read"] });
    expect(await set(bench.context, "Harbour", { generate: 32 })).toBe(0);
    expect(bench.called("generator.make")).toMatchObject([{ kind: "password", length: 32 }]);
    const [saved] = bench.called("entries.save") as { draft: { fields: { value: string }[] } }[];
    expect(saved?.draft.fields.map(({ value }) => value)).toEqual(["ada", "made"]);
    expect(JSON.stringify([bench.answers, bench.texts])).not.toContain("made");
  });

  it("gives each asked field its own line of input", async () => {
    const bench = createVerbBench({ replies: one, typed: ["pw", "SEED"] });
    expect(await set(bench.context, "New", { secretField: "password", totp: true })).toBe(0);
    const [saved] = bench.called("entries.save") as {
      draft: { fields: { kind: string; value: string }[] };
    }[];
    const values = saved?.draft.fields.filter(({ value }) => value !== "");
    expect(values).toMatchObject([
      { kind: "password", value: "pw" },
      { kind: "totp", value: "SEED" },
    ]);
  });
});

describe("the list", () => {
  it("can be of one place and one state of copies", async () => {
    const bench = createVerbBench({ replies: one });
    expect(await list(bench.context, "", { place: "kvs", state: "failed" })).toBe(0);
    expect(bench.called("entries.query")).toMatchObject([{ filter: { place: "kvs", copies: "failed" } }]);
  });
});

describe("the trash", () => {
  it("is listed, emptied, taken out of and purged", async () => {
    const bench = createVerbBench({ replies: { ...one, "entries.emptyTrash": () => ok({ count: 1 }) } });
    expect(await list(bench.context, "", { trash: true })).toBe(0);
    expect(bench.texts).toEqual(["Old"]);
    expect(await restore(bench.context, "Old", {})).toBe(0);
    expect(bench.called("entries.undelete")).toEqual([{ entryId: idOf(2) }]);
    expect(await rm(bench.context, "Old", { purge: true })).toBe(0);
    expect(bench.called("entries.delete")).toEqual([]);
    expect(await emptyTrash(bench.context)).toBe(0);
    expect(await restore(bench.context, "Harbour", {})).toBe(4);
  });

  it("takes an entry first, also when it is to be purged", async () => {
    const bench = createVerbBench({ replies: one });
    expect(await rm(bench.context, "Harbour", { purge: true })).toBe(0);
    expect(bench.calls.slice(-2).map(({ name }) => name)).toEqual(["entries.delete", "entries.purge"]);
    const kept = createVerbBench({ replies: one });
    expect(await rm(kept.context, "Harbour", {})).toBe(0);
    expect(kept.called("entries.purge")).toEqual([]);
    expect(await rm(kept.context, "Old", {})).toBe(4);
  });
});

it("history shows what does not open as damaged, and restore takes any revision", async () => {
  const revisions = [
    { revision: 2, modifiedAt: 0, title: "Harbour", isCurrent: true, isDeleted: false, isOther: false },
    { revision: 1, modifiedAt: null, title: null, isCurrent: false, isDeleted: false, isOther: true },
  ];
  const bench = createVerbBench({ replies: { ...one, "entries.history": () => ok({ revisions }) } });
  expect(await history(bench.context, "Harbour")).toBe(0);
  expect(bench.texts[0]).toBe(
    "2\t1970-01-01 00:00:00\tHarbour\tcurrent\n1\t?\t(damaged)\tother version of a conflict",
  );
  expect(await restore(bench.context, "Harbour", { revision: 1 })).toBe(0);
  expect(bench.answers.at(-1)).toEqual({ entryId: idOf(1), revision: 9 });
});

describe("verify", () => {
  const well: VerifyReport = {
    isFileIntact: true,
    entries: 3,
    revisions: 4,
    attachments: 1,
    damagedEntries: [],
    damagedRevisions: 0,
    damagedAttachments: [],
  };
  const run = (change: Partial<VerifyReport>): Promise<number> =>
    verify(createVerbBench({ replies: { "vault.verify": () => ok({ ...well, ...change }) } }).context);

  it("ends with 9 when anything is damaged", async () => {
    expect(await run({})).toBe(0);
    expect(await run({ isFileIntact: false })).toBe(9);
    expect(await run({ damagedEntries: [idOf(1)] })).toBe(9);
    expect(await run({ damagedRevisions: 1 })).toBe(9);
    expect(await run({ damagedAttachments: [idOf(1)] })).toBe(9);
  });
});

it("a backup is put back without opening the vault, which may be damaged", async () => {
  const replies: Replies = { "backup.restore": () => ok({ keptAs: "vault.db.1" }) };
  const app = { vault: "none", vaultError: appError("vault.damaged") } as const;
  const bench = createVerbBench({ replies, app });
  expect(await restoreBackup(bench.context, "b1")).toBe(0);
  expect(bench.calls).toEqual([{ name: "backup.restore", input: { name: "b1" } }]);
  const none = createVerbBench({ replies: { "backup.restore": () => fail("backup.none") } });
  expect(await restoreBackup(none.context, "b1")).toBe(4);
});

it("the generator needs characters, and strength never repeats the password", async () => {
  const bench = createVerbBench({ replies: one, app: { vault: "locked" } });
  const nothing = { lower: false, upper: false, digits: false, symbols: false };
  expect(await generate(bench.context, nothing)).toBe(2);
  expect(await generate(bench.context, { words: 5 })).toBe(0);
  expect(bench.called("generator.make")).toMatchObject([{ kind: "passphrase", words: 5, separator: "-" }]);
  const found = { score: 1, guessesLog10: 4.2, warning: "Common." };
  const asked = createVerbBench({
    replies: { "generator.strength": () => ok(found) },
    typed: ["hunter2"],
  });
  expect(await strength(asked.context)).toBe(0);
  expect(JSON.stringify([asked.answers, asked.texts])).not.toContain("hunter2");
});

describe("exit codes", () => {
  it("say something of every error of the catalogue", () => {
    const vague = errorCodes.filter((code) => exitCodeOf(code) === exitCodes.failed);
    expect(vague).toEqual([]);
  });

  it("come through a verb as they are", async () => {
    const bench = createVerbBench({ replies: { "entries.query": () => err(appError("vault.busy")) } });
    expect(await list(bench.context, "", {})).toBe(exitCodes.vault);
    expect(bench.errors).toEqual(["vault.busy"]);
  });
});
