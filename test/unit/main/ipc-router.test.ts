import { describe, expect, it } from "vitest";
import { appError } from "#contract/errors.ts";
import type { CommandName } from "#contract/ipc.ts";
import { commands } from "#contract/ipc.ts";
import { err, ok } from "#contract/result.ts";
import type { Handlers } from "#main/ipc-checks.ts";
import { dispatchCall, maxInputChars } from "#main/ipc-checks.ts";
import type { Sender } from "#main/sender-check.ts";
import { trustedPage } from "#main/sender-check.ts";
import { newerSamples } from "#test/support/ipc-samples.ts";
import { silentLog } from "#test/support/silent-log.ts";

const id = "0123456789abcdef0123456789abcdef";
const draft = { type: "login", title: "T", tags: [], isFavourite: false, fields: [] } as const;

/** One valid input for every command; a new command does not compile without one. */
const samples: { readonly [C in CommandName]: Record<string, unknown> } = {
  "setup.choose": { kind: "sandbox", presence: "scan" },
  "setup.testService": {},
  "readers.check": {},
  "scan.start": { purpose: "unlock" },
  "scan.cancel": { scanId: "x" },
  "vault.lock": {},
  "vault.unlockWithWords": { words: "a b" },
  "recovery.show": {},
  "recovery.ask": {},
  "recovery.confirm": { answers: [1, 2, 3].map((position) => ({ position, word: "w" })) },
  "entries.query": { text: "", offset: 0, limit: 10 },
  "entries.get": { entryId: id },
  "entries.reveal": { entryId: id, fieldId: "password" },
  "entries.copy": { entryId: id, fieldId: "password" },
  "entries.save": { entryId: null, draft },
  "entries.delete": { entryId: id },
  "entries.undelete": { entryId: id },
  "stores.sync": {},
  "simulation.tap": { kind: "spark2", whose: "mine", tearAt: null },
  "simulation.remove": {},
  "settings.set": { theme: "dark" },
  ...newerSamples,
};
const names = Object.keys(samples) as CommandName[];

const seen: string[] = [];
const answer = appError("vault.locked");
const handlers = Object.fromEntries(
  names.map((name) => [
    name,
    () => {
      seen.push(name);
      return err(answer);
    },
  ]),
) as unknown as Handlers;

const call = (name: unknown, input: unknown, using = handlers) => dispatchCall(name, input, using, silentLog);

const expectRefused = async (name: unknown, input: unknown): Promise<void> => {
  seen.length = 0;
  const reply = await call(name, input);
  expect(reply).toMatchObject({ ok: false, error: { code: "ipc.bad-request" } });
  expect(seen).toEqual([]);
};

describe("the IPC router", () => {
  it("knows a sample for every command of the contract", () => {
    expect(names.sort()).toEqual(Object.keys(commands).sort());
  });

  it.each(names)("%s: a valid input reaches its handler", async (name) => {
    seen.length = 0;
    expect(await call(name, samples[name])).toEqual(err(answer));
    expect(seen).toEqual([name]);
  });

  it.each(names)("%s: a wrong type, an extra key and an oversized input do not", async (name) => {
    await expectRefused(name, 7);
    await expectRefused(name, { ...samples[name], extra: 1 });
    await expectRefused(name, { ...samples[name], extra: "x".repeat(maxInputChars) });
  });

  it.each(["constructor", "__proto__", "nope", 7, null, undefined])(
    "refuses the call name %s",
    async (name) => {
      await expectRefused(name, {});
    },
  );

  it("refuses an input that cannot be measured", async () => {
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    await expectRefused("vault.lock", circular);
  });

  it("does not let a handler leak a field that the contract does not name", async () => {
    const leaky = { ...handlers, "entries.reveal": () => ok({ value: "v", key: "secret" }) } as Handlers;
    const reply = await call("entries.reveal", samples["entries.reveal"], leaky);
    expect(reply).toMatchObject({ ok: false, error: { code: "internal" } });
    expect(JSON.stringify(reply)).not.toContain("secret");
  });

  it("turns a throw into `internal` without its text", async () => {
    const broken: Handlers = {
      ...handlers,
      "vault.lock": () => {
        throw new Error("the secret reason");
      },
    };
    const reply = await call("vault.lock", {}, broken);
    expect(reply).toMatchObject({ ok: false, error: { code: "internal" } });
    expect(JSON.stringify(reply)).not.toContain("reason");
  });
});

describe("the sender check", () => {
  const main = { id: 1, address: "app://vault/index.html" };
  const quick = { id: 2, address: "app://vault/quick.html" };
  const pages = [main, quick];
  const at = (id: number, url: string, parent: unknown = null): Sender => ({
    sender: { id },
    senderFrame: { url, parent },
  });
  it.each([
    ["our window's main frame", at(1, main.address), main],
    ["the quick search", at(2, quick.address), quick],
    ["a place in the page", at(1, `${main.address}#top`), main],
    ["a question to the page", at(1, `${main.address}?a=b`), main],
    ["another window", at(3, main.address), null],
    ["a window of ours with the other's page", at(2, main.address), null],
    ["a frame inside", at(1, main.address, {}), null],
    ["a frame that is gone", { sender: { id: 1 }, senderFrame: null }, null],
    ["an empty address", at(1, ""), null],
    ["another origin", at(1, "https://vault/index.html"), null],
    ["a look-alike", at(1, "app://vault.evil/index.html"), null],
    ["a longer name", at(1, "app://vault/index.html.evil"), null],
  ])("%s", (_name, event, expected) => {
    expect(trustedPage(event, pages)).toBe(expected);
    expect(trustedPage(event, [])).toBeNull();
  });
});
