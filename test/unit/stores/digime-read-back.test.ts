import { beforeAll, describe, expect, it } from "vitest";
import type { ReadProgress } from "#stores/digime/digime-session.ts";
import type { ReadBench } from "#test/support/digime-read-script.ts";
import {
  createReadBench,
  described,
  list,
  readAll as read,
  session,
  value,
} from "#test/support/digime-read-script.ts";
import type { ScriptedDigime, ScriptOptions } from "#test/support/digime-scripted.ts";
import { codeOf, connectedSlot, gone, json, raw, refusal } from "#test/support/digime-scripted.ts";
import { createHandClock, createRushingClock } from "#test/support/hand-clock.ts";

const { signal } = new AbortController();
let bench: ReadBench;

beforeAll(() => {
  bench = createReadBench();
});

const script = (...all: Parameters<ReadBench["script"]>): Promise<ScriptedDigime> => bench.script(...all);

describe("a session", () => {
  it("is asked for a scope, polled every three seconds, and told of step by step", async () => {
    const clock = createRushingClock();
    const scripted = await script(
      {
        "GET /query/sess-1/": [raw(bench.reader.seal(value), 200, described())],
        "GET /query/sess-1": [
          json({ status: { state: "pending" } }),
          list("running", ["a.bin"]),
          list("completed", ["a.bin", "b.bin"]),
        ],
      },
      { clock },
    );
    const told: ReadProgress[] = [];
    const answer = await scripted.service.readBack.read(
      { tags: ["tapvault"], references: ["item-01"] },
      (progress) => told.push(progress),
      signal,
    );
    const content = { ok: true, value };
    expect(answer).toEqual({
      ok: true,
      value: {
        isComplete: true,
        problems: [],
        files: ["a.bin", "b.bin"].map((name) => ({
          name,
          reference: "item-01",
          at: 1_763_900_000_000,
          content,
        })),
      },
    });
    expect(told).toEqual([
      { state: "pending", listed: 0, fetched: 0 },
      { state: "running", listed: 1, fetched: 0 },
      { state: "completed", listed: 2, fetched: 0 },
      { state: "completed", listed: 2, fetched: 1 },
      { state: "completed", listed: 2, fetched: 2 },
    ]);
    expect(clock.waits).toEqual([3_000, 3_000]);
    const [trigger] = scripted.to("trigger");
    expect(JSON.parse(String(trigger?.body))).toMatchObject({
      scope: { criteria: [{ from: 0, metadata: { tags: ["tapvault"], reference: ["item-01"] } }] },
    });
    expect(trigger?.claims).toMatchObject({ client_id: "App_Read", access_token: "at-old" });
  });

  it("that takes longer than two minutes is given up", async () => {
    const clock = createRushingClock();
    const scripted = await script({ "GET /query/": [list("running", ["a.bin"])] }, { clock });
    expect(codeOf(await read(scripted))).toBe("store.busy");
    expect(clock.monotonicMs()).toBeLessThanOrEqual(120_000);
    expect(scripted.to("/query/").length).toBe(41);
  });

  it("ends at once when it is cancelled", async () => {
    const stop = new AbortController();
    const clock = createHandClock();
    const scripted = await script({ "GET /query/": [list("running")] }, { clock });
    const answer = read(scripted, stop.signal);
    while (clock.waits.length === 0) await new Promise((wake) => setImmediate(wake));
    stop.abort();
    expect(codeOf(await answer)).toBe("scan.cancelled");
    expect(scripted.to("/query/").length).toBe(1);
  });

  it.each(["SessionUsed", "SessionInvalid"])("that says %s is made anew once", async (code) => {
    const routes = {
      "POST /permission-access/trigger": [session("sess-1"), session("sess-2")],
      "GET /query/sess-1": [refusal(code)],
      "GET /query/sess-2/": [raw(bench.reader.seal(value), 200, described())],
      "GET /query/sess-2": [list("completed", ["a.bin"])],
    };
    expect(codeOf(await read(await script(routes)))).toBe("ok");
    const twice = await script({ ...routes, "GET /query/sess-2": [refusal(code)] });
    expect(codeOf(await read(twice))).toBe("store.refused");
    expect(twice.to("trigger").length).toBe(2);
  });

  it("that ends while its files are fetched is made anew as well", async () => {
    const scripted = await script({
      "POST /permission-access/trigger": [session("sess-1"), session("sess-2")],
      "GET /query/sess-1/": [refusal("SessionInvalid")],
      "GET /query/sess-1": [list("completed", ["a.bin"])],
      "GET /query/sess-2/": [raw(bench.reader.seal(value), 200, described())],
      "GET /query/sess-2": [list("completed", ["a.bin"])],
    });
    const answer = await read(scripted);
    expect(answer.ok && answer.value.files.length).toBe(1);
  });

  it("may bring a part, with what failed beside it", async () => {
    const error = { code: "ServiceAuthorizationError", statusCode: 401, message: "words", reauth: true };
    const scripted = await script({
      "GET /query/": [
        list("partial", [], { "acc-1": { state: "partial", error }, "acc-2": { state: "completed" } }),
      ],
    });
    expect(await read(scripted)).toMatchObject({
      ok: true,
      value: {
        isComplete: false,
        files: [],
        problems: [{ code: "store.no-permission", detail: { code: "ServiceAuthorizationError" } }],
      },
    });
  });

  it.each<[string, ScriptOptions["routes"], string]>([
    [
      "another contract's kind",
      { "POST /permission-access/trigger": [refusal("InvalidContractDataRequest")] },
      "store.not-configured",
    ],
    [
      "a scope too wide",
      { "POST /permission-access/trigger": [refusal("ScopeOutOfBounds")] },
      "store.no-permission",
    ],
    ["no key", { "POST /permission-access/trigger": [json({})] }, "store.bad-reply"],
    ["an unknown state", { "GET /query/": [list("thinking")] }, "store.bad-reply"],
    [
      "a page",
      { "GET /query/": [raw(new Uint8Array(1), 200, { "content-type": "text/html" })] },
      "store.bad-reply",
    ],
    ["no answer", { "GET /query/": [gone("unreachable")] }, "store.unreachable"],
  ])("is told: %s", async (_what, routes, code) => {
    expect(codeOf(await read(await script(routes)))).toBe(code);
  });

  it("renews its own tokens, not those of the contract that writes", async () => {
    const secrets = connectedSlot(
      {},
      { access: { value: "at-read", expiresAt: 1 }, refresh: { value: "rt-read", expiresAt: 1 } },
    );
    const scripted = await script(
      { "GET /query/": [refusal("InvalidToken", 401), list("completed")] },
      { secrets },
    );
    expect(codeOf(await read(scripted))).toBe("ok");
    expect(scripted.to("oauth/token")[0]?.claims).toMatchObject({
      client_id: "App_Read",
      refresh_token: "rt-read",
    });
    const kept = JSON.parse(new TextDecoder().decode(secrets.kept() ?? new Uint8Array())) as {
      write: { access: { value: string } };
      read: { access: { value: string } };
    };
    expect([kept.write.access.value, kept.read.access.value]).toEqual(["at-old", "at-new"]);
  });

  it("needs its contract, its key and its own consent", async () => {
    expect(codeOf(await read(await script({}, { settings: { readContractId: "" } })))).toBe(
      "store.not-configured",
    );
    expect(codeOf(await read(await script({}, { readContractKey: null })))).toBe("store.not-configured");
    const none = await script({}, { secrets: connectedSlot() });
    expect(await read(none)).toMatchObject({
      error: { code: "store.no-permission", detail: { reason: "read-consent" } },
    });
    const others = await script({}, { secrets: connectedSlot({}, { userId: "user-78" }) });
    expect(codeOf(await read(others))).toBe("store.no-permission");
    expect(none.seen).toEqual([]);
  });
});

describe("the consent to read", () => {
  const back = "tapvault://back";

  it("is asked for with the token of the contract that writes, and kept beside it", async () => {
    const secrets = connectedSlot();
    const scripted = await script(
      {
        "POST /oauth/authorize": [
          json({ token: await bench.signer.sign({ preauthorization_code: "pre-1" }) }),
        ],
      },
      { secrets },
    );
    const { account } = scripted.service.readBack;
    expect(await account.facts()).toEqual({ ok: true, value: null });
    const begun = await account.begin(back, null, signal);
    const ask = scripted.to("oauth/authorize")[0];
    expect(ask?.claims).toMatchObject({ client_id: "App_Read", access_token: "at-old" });
    const redirect = new URL(`${back}?success=true&code=c&state=${String(ask?.claims["state"])}`);
    expect(codeOf(begun.ok ? await begun.value.finish(redirect, signal) : begun)).toBe("ok");
    expect(await account.facts()).toMatchObject({ ok: true, value: { id: "user-77" } });
    expect(await scripted.service.account.facts()).toMatchObject({ ok: true, value: { id: "user-77" } });
    expect(codeOf(await account.disconnect(signal))).toBe("ok");
    expect(await account.facts()).toEqual({ ok: true, value: null });
    expect(await scripted.service.account.facts()).toMatchObject({ ok: true, value: { id: "user-77" } });
  });

  it("of another person is refused", async () => {
    const scripted = await script({}, { secrets: connectedSlot() });
    expect(codeOf(await scripted.service.readBack.account.begin(back, "user-78", signal))).toBe(
      "store.other-account",
    );
  });

  it("needs an account to read of", async () => {
    const scripted = await script({}, { secrets: connectedSlot({ clientId: "App_Other" }) });
    expect(codeOf(await scripted.service.readBack.account.begin(back, null, signal))).toBe(
      "store.not-connected",
    );
    expect(scripted.seen).toEqual([]);
  });
});
