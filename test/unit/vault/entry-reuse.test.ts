/** The same password in several entries, told without keeping any password. */
import { beforeEach, describe, expect, it } from "vitest";
import type { EntryService } from "#vault/entries.port.ts";
import { draft } from "#test/support/entry-bench.ts";
import { codeOf } from "#test/support/outcomes.ts";
import type { Computer } from "#test/support/two-computers.ts";
import { createTwoComputers } from "#test/support/two-computers.ts";
import { must } from "#test/support/vault-bench.ts";

let computer: Computer;
let entries: EntryService;

const login = (title: string, password: string, kind: "password" | "hidden" = "password") =>
  draft(title, { fields: [{ fieldId: "password", label: "Password", kind, value: password }] });

const add = (title: string, password: string, kind: "password" | "hidden" = "password"): string =>
  must(entries.save(null, login(title, password, kind))).entryId;

const reuse = async (entryId: string): Promise<number> => must(await entries.countReuse(entryId, "password"));

beforeEach(async () => {
  [computer] = await createTwoComputers();
  entries = computer.entries();
});

describe("a password", () => {
  it("is counted in other entries only, and only as a password", async () => {
    const [one, two] = [add("one", "same"), add("two", "same")];
    add("pin", "same", "hidden");
    const other = add("other", "different");
    expect([await reuse(one), await reuse(two), await reuse(other)]).toEqual([1, 1, 0]);
  });

  it("is counted as things are now: changed, in the trash, gone", async () => {
    const [one, two, three] = [add("one", "same"), add("two", "same"), add("three", "same")];
    expect(await reuse(one)).toBe(2);
    must(entries.save(two, login("two", "its own")));
    expect(await reuse(one)).toBe(1);
    must(entries.remove(three));
    expect(await reuse(one)).toBe(0);
    must(entries.undelete(three));
    expect(await reuse(one)).toBe(1);
  });

  it("that is empty is nobody's", async () => {
    const one = add("one", "");
    add("two", "");
    expect(await reuse(one)).toBe(0);
  });

  it("is found among more entries than are opened at once", async () => {
    const one = add("one", "same");
    must(
      entries.saveAll(
        Array.from({ length: 230 }, (_, n) => login(`of ${n}`, n % 100 === 7 ? "same" : `own ${n}`)),
      ),
    );
    expect(await reuse(one)).toBe(3);
  });
});

it("answers nothing of a field that is not there, or when the vault was locked", async () => {
  const one = add("one", "same");
  expect(codeOf(await entries.countReuse(one, "nope"))).toBe("entry.not-found");
  computer.vault.lock();
  expect(codeOf(await entries.countReuse(one, "password"))).toBe("vault.locked");
});
