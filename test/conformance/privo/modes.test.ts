import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ok } from "#contract/result.ts";
import type { EntryDraft } from "#contract/views-entries.ts";
import { isTextHash } from "#lookup/hash.ts";
import { LookupDesk } from "#main/lookup-desk.ts";
import { http } from "#platform/http.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import type { EntryService } from "#vault/entries.port.ts";
import { writeCounters } from "#test/support/counters.ts";
import { unsetChoices } from "#test/support/lookup-bench.ts";
import { createMemorySlot } from "#test/support/memory-slot.ts";
import {
  askedOf,
  clientOf,
  credentialsOf,
  emailOf,
  factsAt,
  knownFacts,
  personAged,
  phoneOf,
  resultsFrom,
} from "#test/support/privo-sandbox.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";
import { silentLog } from "#test/support/silent-log.ts";

let sandbox: TestSandbox;
const worked = new Set<string>();

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(async () => {
  writeCounters("lookup", { lookupModes: [...worked].sort() });
  await sandbox.dispose();
});
beforeEach(() => sandbox.control("/reset", {}));

const ages = [9, 12, 13, 14, 15, 16, 17, 18, 20, 21, 24, 25, 54, 55, 59, 60, 64, 65, 80];

describe.each([
  ["hash", "api-key", "by-hash", "key"],
  ["hash", "token", "by-hash", "s2s"],
  ["plain", "api-key", "by-plain-value", "key"],
  ["plain", "token", "by-plain-value", "s2s"],
] as const)("%s with %s", (mode, kind, method, family) => {
  it("finds who is there, on either side of every threshold, and nobody else", async () => {
    const registry = clientOf(sandbox, { credentials: credentialsOf(sandbox)[kind] });
    const questions = [...ages.map(personAged), emailOf("nobody@sandbox.example"), phoneOf("(202) 555-0112")];
    const results = await resultsFrom(sandbox, registry, questions, { mode });
    for (const [at, age] of ages.entries()) {
      expect(results[at]).toMatchObject({ status: "found", asked: `age${age}@sandbox.example` });
      expect(knownFacts(results[at])).toEqual(factsAt(age));
    }
    expect(results.at(-2)).toMatchObject({ status: "not-found" });
    expect(knownFacts(results.at(-2))).toEqual({});
    expect(knownFacts(results.at(-1))).toEqual(factsAt(12));
    const asked = await askedOf(sandbox);
    expect(asked.counts).toEqual([{ method, family, count: questions.length }]);
    expect(asked.last.every(({ value, isBare }) => isTextHash(value) === (mode === "hash") && !isBare)).toBe(
      true,
    );
    worked.add(`${mode}/${kind}`);
  });

  it("asks in requests of at most 100, about what was typed too", async () => {
    const registry = clientOf(sandbox, { credentials: credentialsOf(sandbox)[kind] });
    await sandbox.control("/privo/settings", { emailForm: "as-is", normalisesPlain: false });
    await sandbox.control("/privo/people", { email: "As.Typed@Example.com", birthdate: "2000-01-01" });
    const questions = Array.from({ length: 99 }, (_, at) => emailOf(`Person${at}@Example.com`));
    const results = await resultsFrom(sandbox, registry, [...questions, emailOf("As.Typed@Example.com")], {
      mode,
      alsoAsTyped: true,
    });
    expect(results.at(-1)).toMatchObject({
      status: "found",
      variant: "as-typed",
      asked: "As.Typed@Example.com",
    });
    expect(results.filter(({ status }) => status === "found")).toHaveLength(1);
    expect((await askedOf(sandbox)).counts).toEqual([{ method, family, count: 200 }]);
  });
});

it("the query style of token requests works too", async () => {
  const registry = clientOf(sandbox, { credentials: credentialsOf(sandbox, "query").token });
  expect((await resultsFrom(sandbox, registry, [personAged(12)]))[0]?.status).toBe("found");
  await sandbox.control("/privo/settings", { tokenStyles: "query" });
  const form = clientOf(sandbox, { credentials: credentialsOf(sandbox).token });
  await expect(resultsFrom(sandbox, form, [personAged(12)])).rejects.toThrow("lookup.refused");
});

describe("the desk in the sandbox", () => {
  const openDesk = (auth: "api-key" | "token", drafts: EntryDraft[]): LookupDesk =>
    new LookupDesk({
      settings: () => ({ ...unsetChoices, auth }),
      saveSettings: () => Promise.resolve(ok(undefined)),
      secrets: createMemorySlot(),
      sandbox: () => Promise.resolve(ok(sandbox.endpoints.privo)),
      http,
      clock: createSystemClock(),
      log: silentLog,
      entries: () =>
        ok({
          save: (_id: string | null, draft: EntryDraft) => {
            drafts.push(draft);
            return ok({ entryId: "0".repeat(32), revision: 1 });
          },
        } as unknown as EntryService),
    });

  it.each(["api-key", "token"] as const)("asks with %s and keeps what it found", async (auth) => {
    const drafts: EntryDraft[] = [];
    const desk = openDesk(auth, drafts);
    const asked = await desk.ask({ questions: [personAged(12)], mode: "hash", alsoAsTyped: false });
    if (!asked.ok) throw new Error(asked.error.code);
    expect(desk.keep({ lookupId: asked.value.lookupId, title: "A child" }).ok).toBe(true);
    const fields = new Map(drafts[0]?.fields.map(({ label, value }) => [label, value]));
    expect([fields.get("under 13"), fields.get("18 or over"), fields.has("Good until")]).toEqual([
      "yes",
      "no",
      true,
    ]);
    desk.forgetAll();
    expect(desk.keep({ lookupId: asked.value.lookupId, title: "A child" }).ok).toBe(false);
  });
});
