/** Signing in by the browser and by credentials, keeping, ending: every answer that is not taken, and why. */
import { beforeEach, describe, expect, it } from "vitest";
import { createDataswyftService } from "#stores/dataswyft/dataswyft-service.ts";
import { benchSettings, createBench, noAbort, signIn } from "#test/support/dataswyft-bench.ts";
import type { DataswyftBench } from "#test/support/dataswyft-bench.ts";
import { fakeHost } from "#test/support/fake-pda.ts";
import { jsonReply, noReply, textReply } from "#test/support/pda-replies.ts";
import type { PdaReply } from "#test/support/pda-replies.ts";

const redirectUri = "http://127.0.0.1:4100/cb";
const hours = 3_600_000;
let bench: DataswyftBench;

beforeEach(async () => {
  bench = await createBench({}, false);
});

const begin = async (): Promise<{
  readonly finish: (query: string) => Promise<unknown>;
  readonly back: URL;
}> => {
  const begun = await bench.service.account.begin(redirectUri, null, noAbort);
  if (!begun.ok) throw new Error(begun.error.code);
  const back = new URL(new URL(begun.value.url.replace("/#/", "/")).searchParams.get("redirect") ?? "");
  const finish = async (query: string): Promise<unknown> => {
    const result = await begun.value.finish(new URL(`${back.href}&${query}`), noAbort);
    return result.ok ? result.value : result.error.code;
  };
  return { finish, back };
};

describe("a sign-in by the browser", () => {
  it("ends with the account's facts, kept", async () => {
    const { finish } = await begin();
    const facts = {
      id: fakeHost,
      label: fakeHost,
      connectedAt: bench.pda.now,
      consentEndsAt: 1_702_592_000_000,
      idleEndsAt: bench.pda.now + 72 * hours,
      isDeveloperAccess: false,
    };
    expect(await finish(`token=${await bench.pda.issue()}`)).toEqual(facts);
    expect(await bench.service.account.facts()).toEqual({ ok: true, value: facts });
    expect(bench.pda.seen.every(({ headers }) => headers?.["x-auth-token"] === undefined)).toBe(true);
  });

  it("takes one answer only, whatever it was", async () => {
    const { finish } = await begin();
    const query = `token=${await bench.pda.issue()}`;
    expect(await finish(`error=access_denied%26error_reason=user_cancelled`)).toBe("connect.denied");
    expect(await finish(query)).toBe("connect.wrong-state");
    expect((await bench.service.account.facts()).ok).toBe(true);
    expect(bench.slot.held).toBeNull();
  });

  it("does not take the same token for a second sign-in", async () => {
    const token = await bench.pda.issue();
    await signIn(bench.pda, bench.service, token);
    const { finish } = await begin();
    expect(await finish(`token=${token}`)).toBe("connect.wrong-state");
    const again = await begin();
    expect(await again.finish(`token=${await bench.pda.issue({ jti: "j2" })}`)).toMatchObject({
      id: fakeHost,
    });
  });

  it.each([
    ["another account's", { iss: "ben.hubat.net" }, "store.other-account"],
    ["another application's", { application: "notes-dev" }, "connect.untrusted"],
    ["the owner's", { application: undefined }, "connect.untrusted"],
    ["an old one", { iat: 1_699_990_000 }, "connect.untrusted"],
  ])("keeps nothing of %s token", async (_what, claims, code) => {
    const { finish } = await begin();
    expect(await finish(`token=${await bench.pda.issue(claims)}`)).toBe(code);
    expect(bench.slot.saves).toBe(0);
  });

  it("tells a clock that is off by the account's own", async () => {
    const { finish } = await begin();
    const token = await bench.pda.issue();
    bench.pda.now += 20 * 60_000;
    bench.pda.instead = ({ url }) => {
      if (!url.endsWith("/publickey")) return null;
      const reply = textReply(200, bench.pda.pem, "text/plain");
      const date = new Date(bench.pda.now - 20 * 60_000).toUTCString();
      return reply.ok ? { ...reply, value: { ...reply.value, headers: new Map([["date", date]]) } } : reply;
    };
    expect(await finish(`token=${token}`)).toBe("connect.clock-skew");
  });

  it("keeps nothing when it is cancelled or the place for secrets is shut", async () => {
    const { finish } = await begin();
    bench.slot.failure = { code: "keychain.locked", ref: "r", retry: "after-action" };
    expect(await finish(`token=${await bench.pda.issue()}`)).toBe("keychain.locked");
    bench.slot.failure = null;
    const begun = await bench.service.account.begin(redirectUri, null, noAbort);
    if (!begun.ok) throw new Error("no sign-in");
    const cancelled = await begun.value.finish(new URL(`${redirectUri}?token=x`), AbortSignal.abort());
    expect(cancelled.ok).toBe(false);
    expect(bench.slot.held).toBeNull();
  });

  it("is refused before the browser opens when another account must come back", async () => {
    const begun = await bench.service.account.begin(redirectUri, "ben.hubat.net", noAbort);
    expect(begun).toMatchObject({ ok: false, error: { code: "store.other-account" } });
    expect(bench.pda.seen).toEqual([]);
    expect((await bench.service.account.begin(redirectUri, fakeHost, noAbort)).ok).toBe(true);
  });

  it.each([
    [{ pdaUrl: "not an address" }, "settings.pda-malformed"],
    [{ namespace: "Keep_Safe" }, "settings.namespace-malformed"],
    [{ applicationId: "" }, "store.not-configured"],
  ])("sends nothing with settings like %j", async (over, code) => {
    const { service, pda } = await createBench({ settings: { ...benchSettings, ...over } }, false);
    expect(await service.account.begin(redirectUri, null, noAbort)).toMatchObject({ error: { code } });
    expect(await service.ownerSignIn("ada", "x", noAbort)).toMatchObject({ error: { code } });
    expect(await service.values.list("", noAbort)).toMatchObject({ error: { code: "store.not-configured" } });
    expect(pda.seen).toEqual([]);
  });

  it.each<readonly [string, PdaReply, string]>([
    ["a page", textReply(200, "<!doctype html>"), "settings.pda-unknown"],
    [
      "a page with a key in it",
      textReply(200, "<pre>-----BEGIN PUBLIC KEY-----</pre>"),
      "settings.pda-unknown",
    ],
    ["nothing", textReply(200, ""), "settings.pda-unknown"],
    ["no such page", textReply(404, "no"), "settings.pda-unknown"],
    ["another place", textReply(302, ""), "settings.pda-unknown"],
    ["nobody there", noReply("unreachable"), "settings.pda-unknown"],
    ["too much", noReply("too-large"), "settings.pda-unknown"],
    ["an ill server", textReply(503, "later"), "store.unreachable"],
    ["a slow server", noReply("timeout"), "store.unreachable"],
    ["cancelled", noReply("cancelled"), "connect.cancelled"],
  ])("looks whether an account is there: %s", async (_what, reply, code) => {
    bench.pda.instead = () => reply;
    expect(await bench.service.account.begin(redirectUri, null, noAbort)).toMatchObject({ error: { code } });
  });
});

describe("an account in use", () => {
  it("can be tested, and forgotten without asking anybody", async () => {
    await signIn(bench.pda, bench.service);
    expect(await bench.service.account.test(noAbort)).toEqual({ ok: true, value: undefined });
    let told = 0;
    const stop = bench.service.account.subscribe(() => (told += 1));
    const before = bench.pda.seen.length;
    expect((await bench.service.account.disconnect(noAbort)).ok).toBe(true);
    expect(told).toBe(1);
    stop();
    expect(bench.pda.seen.length).toBe(before);
    expect(bench.slot.held).toBeNull();
    expect(await bench.service.account.facts()).toEqual({ ok: true, value: null });
    expect(await bench.service.account.test(noAbort)).toMatchObject({
      error: { code: "store.not-connected" },
    });
    expect((await bench.service.account.disconnect(noAbort)).ok).toBe(true);
  });

  it("is another one when the settings name another: its token goes nowhere", async () => {
    await signIn(bench.pda, bench.service);
    const other = await bench.another({
      secrets: bench.slot,
      settings: { ...benchSettings, pdaUrl: "ben.hubat.net" },
    });
    const before = bench.pda.seen.length;
    expect(await other.account.facts()).toEqual({ ok: true, value: null });
    expect(await other.account.test(noAbort)).toMatchObject({ error: { code: "store.not-connected" } });
    expect(bench.pda.seen.length).toBe(before);
  });

  it.each<readonly [PdaReply, string]>([
    [jsonReply(403, { error: "Forbidden", message: "no" }), "store.no-permission"],
    [jsonReply(400, { message: "Data Missing", cause: "x" }), "store.refused"],
    [textReply(200, "<html>"), "store.bad-reply"],
    [noReply("unreachable"), "store.unreachable"],
    [noReply("cancelled"), "connect.cancelled"],
  ])("tells what its test met", async (reply, code) => {
    await signIn(bench.pda, bench.service);
    bench.pda.instead = () => reply;
    expect(await bench.service.account.test(noAbort)).toMatchObject({ error: { code } });
  });
});

describe("a developer's sign-in", () => {
  const answers = (owner: PdaReply, application?: PdaReply): void => {
    bench.pda.instead = ({ url }) => {
      if (url.endsWith("/users/access_token")) return owner;
      return url.includes("/applications/") ? (application ?? null) : null;
    };
  };
  const owner = jsonReply(200, { accessToken: "owner.token.x", userId: "u" });

  it("keeps the application's token, never the password", async () => {
    answers(owner, jsonReply(200, { accessToken: await bench.pda.issue(), userId: "u" }));
    const signed = await bench.service.ownerSignIn("ada", "a+b c%ü", noAbort);
    expect(signed).toMatchObject({ ok: true, value: { id: fakeHost, isDeveloperAccess: true } });
    const [first, second] = bench.pda.seen;
    expect(first?.headers).toMatchObject({ username: "ada", password: "a%2Bb%20c%25%C3%BC" });
    expect(second?.headers).toMatchObject({ "x-auth-token": "owner.token.x" });
    expect(second?.url).toContain("/api/v2.6/applications/keepsafe-dev/access-token");
    const kept = new TextDecoder().decode(bench.slot.held ?? new Uint8Array());
    expect(kept).not.toContain("a+b");
    expect(kept).not.toContain("owner.token");
    expect(JSON.stringify(bench.log.lines)).not.toMatch(/a\+b|a%2Bb|token\.x/);
  });

  it.each<readonly [string, PdaReply, PdaReply | undefined, string, unknown]>([
    [
      "a wrong password",
      jsonReply(401, { error: "Not Authenticated", message: "" }),
      undefined,
      "connect.refused",
      { reason: "credentials" },
    ],
    [
      "no credentials",
      jsonReply(401, { message: "Credentials required", cause: "" }),
      undefined,
      "connect.refused",
      { reason: "refused" },
    ],
    [
      "too many tries",
      jsonReply(400, { message: "Request rate exceeded", cause: "" }),
      undefined,
      "store.busy",
      {},
    ],
    [
      "an unknown application",
      owner,
      jsonReply(404, { message: "Application not Found", cause: "" }),
      "connect.refused",
      { reason: "application-unknown" },
    ],
    ["no right", owner, jsonReply(403, { error: "Forbidden", message: "" }), "store.no-permission", {}],
    ["a page", textReply(200, "<html>"), undefined, "store.bad-reply", {}],
    ["something else", jsonReply(200, { token: 1 }), undefined, "store.bad-reply", {}],
    ["an ill server", textReply(500, ""), undefined, "store.unreachable", {}],
    ["nobody", noReply("unreachable"), undefined, "store.unreachable", {}],
    ["cancelled", noReply("cancelled"), undefined, "connect.cancelled", undefined],
  ])("with %s ends so", async (_what, first, second, code, detail) => {
    answers(first, second);
    const signed = await bench.service.ownerSignIn("ada", "x", noAbort);
    expect(signed).toMatchObject({ ok: false, error: { code } });
    if (!signed.ok && detail !== undefined) expect(signed.error).toMatchObject({ detail });
    expect(bench.slot.held).toBeNull();
    const tries = bench.pda.seen.filter(({ url }) => url.endsWith("/users/access_token")).length;
    expect(tries).toBe(1);
  });

  it("proves the token like any other", async () => {
    answers(owner, jsonReply(200, { accessToken: await bench.pda.issue({ application: "notes-dev" }) }));
    expect(await bench.service.ownerSignIn("ada", "x", noAbort)).toMatchObject({
      error: { code: "connect.untrusted" },
    });
  });
});

it("makes no service out of bad settings that could send anything", () => {
  const service = createDataswyftService({
    settings: { ...benchSettings, pdaUrl: "" },
    secrets: bench.slot,
    http: bench.pda.http,
    clock: { now: () => 0, monotonicMs: () => 0, after: () => () => undefined },
    log: bench.log,
    random: (length) => new Uint8Array(length),
  });
  expect(service.values.limits).toEqual({ maxNameBytes: 200, maxValueBytes: 50_000_000, batch: 50 });
});
