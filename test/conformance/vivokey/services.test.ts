import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Presence, PresenceService } from "#chip/presence.port.ts";
import type { ChipKind } from "#chip/presence.port.ts";
import { ok } from "#contract/result.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { createScanService } from "#platform/vivokey-scan.ts";
import type { DemoChip } from "#sandbox/demo-chips.ts";
import { softChipOf } from "#sandbox/soft-chips.ts";
import type { KvsClient } from "#stores/kvs/kvs-client.port.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";
import { silentLog } from "#test/support/silent-log.ts";
import { kvsClient, scanClient, tap as tapSoft, value, verifyClient } from "#test/support/vivokey.ts";
import { directJson } from "#test/support/direct-http.ts";

const clock = createSystemClock();
const { signal } = new AbortController();
let box: TestSandbox;

beforeEach(async () => {
  box = await startTestSandbox();
});
afterEach(() => box.dispose());

const scanService = (apiKey?: string): PresenceService => scanClient(box, apiKey);
const verifyService = (apiKey?: string): PresenceService => verifyClient(box, apiKey);
const kvs = (): KvsClient => kvsClient(box);
const tap = (service: PresenceService, kind: ChipKind, role: DemoChip["role"] = "mine"): Promise<Presence> =>
  tapSoft(service, softChipOf(kind, role));

describe("a tap with the Scan API", () => {
  it.each(["spark2", "apex", "spark1"] as const)("proves a %s", async (kind) => {
    expect((await tap(scanService(), kind)).memberId).toMatch(/^[0-9a-f]{128}$/);
  });

  it("names the same person for every chip of theirs, and another for another's", async () => {
    const mine = await tap(scanService(), "spark2");
    expect((await tap(scanService(), "apex")).memberId).toBe(mine.memberId);
    expect((await tap(scanService(), "spark2", "other")).memberId).not.toBe(mine.memberId);
  });

  it("is over when the challenge is too old", async () => {
    const service = scanService();
    const challenge = value(await service.fetchChallenge(signal));
    await box.control("/clock", { offsetMs: 31_000 });
    const chip = { kind: "spark2", uid: softChipOf("spark2", "mine").uid } as const;
    const answer = await service.answerChip({ chip, challenge, message: new Uint8Array(16) }, signal);
    expect(answer.ok).toBe(false);
  });

  it("says that the key is not known", async () => {
    expect(await scanService("00".repeat(30)).fetchChallenge(signal)).toMatchObject({
      ok: false,
      error: { code: "auth.bad-key" },
    });
  });
});

describe("a tap with the Verify API", () => {
  it.each(["spark2", "apex"] as const)("proves a %s", async (kind) => {
    expect((await tap(verifyService(), kind)).chipId).toMatch(/^[0-9a-f]{64}$/);
  });

  it("tells a clock that is wrong from a token that is", async () => {
    await box.control("/clock", { offsetMs: -600_000 });
    await expect(tap(verifyService(), "spark2")).rejects.toThrow("auth.clock-skew");
  });

  it("says that the key is not known", async () => {
    await expect(tap(verifyService("00000000-0000-4000-8000-000000000000"), "spark2")).rejects.toThrow(
      "auth.bad-key",
    );
  });
});

describe("services that misbehave", () => {
  const expectation = {
    status: "auth.unreachable",
    drop: "auth.unreachable",
    html: "auth.bad-reply",
    truncated: "auth.bad-reply",
    huge: "auth.bad-reply",
    empty: "auth.bad-reply",
  } as const;

  it.each(Object.entries(expectation))("Scan: %s gives %s, and the next call is fine", async (kind, code) => {
    const isGarbage = kind !== "status" && kind !== "drop";
    const fault = isGarbage ? { kind: "garbage", garbage: kind } : { kind };
    await box.control("/faults", { service: "vivokey", path: "get-challenge", count: 1, ...fault });
    const service = scanService();
    expect(await service.fetchChallenge(signal)).toMatchObject({ ok: false, error: { code } });
    expect((await service.fetchChallenge(signal)).ok).toBe(true);
  });

  it.each(Object.keys(expectation))("KVS: %s is repeated or told, and nothing is lost", async (kind) => {
    const { token } = await tap(scanService(), "spark2");
    const client = kvs();
    value(await client.store(token, [{ key: "a", value: "1" }], signal));
    const isGarbage = kind !== "status" && kind !== "drop";
    const fault = isGarbage ? { kind: "garbage", garbage: kind } : { kind };
    await box.control("/faults", { service: "vivokey", path: "kvp-read", count: 1, ...fault });
    const read = await client.read(token, ["a"], signal);
    if (isGarbage) expect(read).toMatchObject({ ok: false, error: { code: "store.bad-reply" } });
    expect(value(isGarbage ? await client.read(token, ["a"], signal) : read).get("a")).toBe("1");
  });

  it("stops waiting when asked to", async () => {
    await box.control("/faults", { service: "vivokey", count: 1, kind: "delay", delayMs: 5_000 });
    const stop = new AbortController();
    const pending = scanService().fetchChallenge(stop.signal);
    setTimeout(() => stop.abort(), 50);
    expect(await pending).toMatchObject({ ok: false, error: { code: "scan.cancelled" } });
  });

  it("refuses to speak plain HTTP with another computer", async () => {
    const service = createScanService({
      baseUrl: "http://198.51.100.1/v1/",
      apiKey: () => Promise.resolve(ok("00".repeat(30))),
      clock,
      log: silentLog,
      http: directJson,
      tokenLifeMs: 1,
      checkPath: "check-response",
    });
    expect(await service.fetchChallenge(signal)).toMatchObject({
      ok: false,
      error: { code: "auth.unreachable" },
    });
  });
});

describe("KVS as its document has it", () => {
  it("returns every name asked for, by case, with the empty string for what is absent", async () => {
    const { token } = await tap(scanService(), "spark2");
    value(await kvs().store(token, [{ key: "Note", value: "x" }], signal));
    const read = value(await kvs().read(token, ["Note", "note", "none"], signal));
    expect([...read]).toEqual([
      ["Note", "x"],
      ["note", ""],
      ["none", ""],
    ]);
  });

  it("cuts names at 20 bytes when reading, and refuses longer names and values when storing", async () => {
    const { token } = await tap(scanService(), "spark2");
    const url = box.endpoints.vivokey.scanBaseUrl;
    const store = async (key: string, text: string): Promise<unknown> =>
      (await box.post(`${url}kvp-store`, { challenge: token, dict: [{ key, value: text }] })).json;
    expect(await store("a".repeat(20), "v".repeat(256))).toEqual({ result: "success" });
    expect(await store("a".repeat(21), "v")).toEqual({ result: "error" });
    expect(await store("é".repeat(11), "v")).toEqual({ result: "error" });
    expect(await store("b", "é".repeat(129))).toEqual({ result: "error" });
    const read = await box.post(`${url}kvp-read`, { challenge: token, dict: ["a".repeat(30), "b"] });
    expect(read.json).toEqual({ result: "success", data: { ["a".repeat(20)]: "v".repeat(256), b: "" } });
  });

  it("refuses them in the client before anything is sent", async () => {
    const long = await kvs().store("00", [{ key: "a".repeat(21), value: "" }], signal);
    expect(long).toMatchObject({ ok: false, error: { code: "store.name-too-long" } });
    const large = await kvs().store("00", [{ key: "a", value: "v".repeat(257) }], signal);
    expect(large).toMatchObject({ ok: false, error: { code: "store.value-too-long" } });
  });

  it("keeps people apart, and shows a person the same from each chip of theirs", async () => {
    const mine = await tap(scanService(), "spark2");
    const apex = await tap(scanService(), "apex");
    const other = await tap(scanService(), "spark2", "other");
    value(await kvs().store(mine.token, [{ key: "k", value: "mine" }], signal));
    expect(value(await kvs().read(apex.token, ["k"], signal)).get("k")).toBe("mine");
    expect(value(await kvs().read(other.token, ["k"], signal)).get("k")).toBe("");
  });

  it("closes when the session's time is over, and on demand", async () => {
    const { token } = await tap(scanService(), "spark2");
    await box.control("/faults", { service: "vivokey", path: "kvp-read", count: 1, kind: "expire" });
    expect((await kvs().read(token, ["k"], signal)).ok).toBe(false);
    expect((await kvs().read(token, ["k"], signal)).ok).toBe(true);
    await box.control("/clock", { offsetMs: 301_000 });
    expect(await kvs().read(token, ["k"], signal)).toMatchObject({
      ok: false,
      error: { code: "store.refused" },
    });
  });
});

describe("the sandbox itself", () => {
  it("keeps what it holds over a restart", async () => {
    const { token } = await tap(scanService(), "spark2");
    value(await kvs().store(token, [{ key: "k", value: "kept" }], signal));
    await box.control("/chips", { kind: "spark2", uid: "04112233445566", key: "ab".repeat(16) });
    const { apiKey } = box.endpoints.vivokey;
    await box.close();
    box = await startTestSandbox({ dataDir: box.dataDir });
    expect(box.endpoints.vivokey.apiKey).toBe(apiKey);
    const objects = (await box.control("/objects")) as {
      vivokey: { kvs: object[]; chips: { uid: string }[] };
    };
    expect(objects.vivokey.kvs).toMatchObject([{ name: "k", value: "kept" }]);
    expect(objects.vivokey.chips.map(({ uid }) => uid)).toContain("04112233445566");
  });

  it.each([
    [{ kind: "spark2", uid: "04A1B2C3D4E58", key: "00".repeat(16) }, "odd"],
    [{ kind: "spark2", uid: "04A1B2C3D4E580FF", key: "00".repeat(16) }, "7 bytes"],
    [{ kind: "apex", uid: "04A1B2C3D4E580FF", key: "00" }, "16 bytes"],
    [{ kind: "other", uid: "04A1B2C3D4E580", key: "00".repeat(16) }, "kind"],
  ])("refuses to enrol %j and says why", async (chip, why) => {
    const { status, json } = await box.post(`${box.endpoints.control}/chips`, chip);
    expect(status).toBe(400);
    expect(JSON.stringify(json)).toContain(why);
  });

  it("lets no web page at its controls, and no other host name at anything", async () => {
    const withOrigin = await box.post(
      `${box.endpoints.control}/reset`,
      {},
      { origin: "https://example.org" },
    );
    expect(withOrigin.status).toBe(403);
  });

  it("forgets everything on reset but who may call", async () => {
    const { token } = await tap(scanService(), "spark2");
    value(await kvs().store(token, [{ key: "k", value: "v" }], signal));
    await box.control("/reset", {});
    expect(((await box.control("/objects")) as { vivokey: { kvs: object[] } }).vivokey.kvs).toEqual([]);
    expect((await tap(scanService(), "spark2")).flow).toBe("scan");
  });
});
