/** Signing in to the HyperID stand-in as the app does, with every way that it can go wrong. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Clock } from "#contract/clock.port.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import type { BrowserSignIn } from "#stores/account.port.ts";
import type { HyperidService } from "#stores/hyperid/hyperid-service.ts";
import { hyperidOf, redirectUri, signIn, watchedHttp } from "#test/support/hyperid-connected.ts";
import { approve } from "#test/support/hyperid-consent.ts";
import { createMemorySlot } from "#test/support/memory-slot.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

const { signal } = new AbortController();
let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterEach(() => sandbox.control("/reset", {}));
afterAll(() => sandbox.dispose());

const codeOf = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? "ok";
const begun = async (service: HyperidService): Promise<BrowserSignIn> => {
  const answer = await service.account.begin(redirectUri, null, signal);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
};
const fault = (body: object): Promise<unknown> =>
  sandbox.control("/faults", { service: "hyperid", count: 1, ...body });
const skewed = (byMs: number): Clock => {
  const clock = createSystemClock();
  return { ...clock, now: () => clock.now() + byMs };
};

describe("signing in", () => {
  it("asks for a code with PKCE, state and nonce, and keeps what came", async () => {
    const secrets = createMemorySlot();
    const service = hyperidOf(sandbox, { secrets });
    const sign = await begun(service);
    const asked = new URL(sign.url).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: "code",
      client_id: sandbox.endpoints.hyperid.clientId,
      redirect_uri: redirectUri,
      scope: "openid email user-data-set user-data-get",
      code_challenge_method: "S256",
      flow_mode: "0",
    });
    for (const name of ["state", "nonce", "code_challenge"])
      expect(asked.get(name)?.length).toBeGreaterThanOrEqual(43);
    let changes = 0;
    service.account.subscribe(() => (changes += 1));
    const facts = await sign.finish(await approve(sign.url), signal);
    expect(facts).toMatchObject({
      ok: true,
      value: { label: "ada@sandbox.example", idleEndsAt: null, isDeveloperAccess: false },
    });
    expect(facts.ok && facts.value.consentEndsAt).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    expect(await service.account.facts()).toEqual(facts);
    expect(changes).toBe(1);
    expect(await service.account.test(signal)).toEqual({ ok: true, value: undefined });
  });

  it("works without a secret, by PKCE alone", async () => {
    const { http, seen } = watchedHttp();
    expect(codeOf(await signIn(hyperidOf(sandbox, { clientSecret: null, http })))).toBe("ok");
    const sent = seen.find(({ url }) => url.endsWith("/token"));
    expect(String(sent?.body)).not.toContain("client_secret");
  });

  it.each(["tapvault://hyperid", "tapvault:/hyperid"])(
    "comes back by this program's scheme: %s",
    async (way) => {
      const begins = await hyperidOf(sandbox).account.begin(way, null, signal);
      if (!begins.ok) throw new Error(begins.error.code);
      const redirect = await approve(begins.value.url);
      expect(redirect.href.startsWith(`${way}?`)).toBe(true);
      expect(codeOf(await begins.value.finish(redirect, signal))).toBe("ok");
    },
  );

  it("tells that a secret is wrong, and what the person said no to", async () => {
    const wrong = await signIn(hyperidOf(sandbox, { clientSecret: "not-this-one" }));
    expect(codeOf(wrong)).toBe("connect.refused");
    expect(codeOf(await signIn(hyperidOf(sandbox), { deny: true }))).toBe("connect.denied");
  });

  it("refuses another state, and then still takes the right answer, once", async () => {
    const service = hyperidOf(sandbox);
    const sign = await begun(service);
    const redirect = await approve(sign.url);
    const changed = (name: string, value: string | null): URL => {
      const other = new URL(redirect);
      if (value === null) other.searchParams.delete(name);
      else other.searchParams.set(name, value);
      return other;
    };
    const doubled = new URL(`${redirect.href}&state=${redirect.searchParams.get("state") ?? ""}`);
    const elsewhere = new URL(redirect.search, "http://127.0.0.1:47811/other");
    for (const answer of [changed("state", "guess"), changed("state", null), doubled, elsewhere])
      expect(codeOf(await sign.finish(answer, signal))).toBe("connect.wrong-state");
    expect(codeOf(await sign.finish(redirect, signal))).toBe("ok");
    expect(codeOf(await sign.finish(redirect, signal))).toBe("connect.wrong-state");
    // To another sign-in of the same app it is no answer either.
    expect(codeOf(await (await begun(service)).finish(redirect, signal))).toBe("connect.wrong-state");
  });

  it("does not take another service's code, or one without a code", async () => {
    const sign = await begun(hyperidOf(sandbox));
    const state = new URL(sign.url).searchParams.get("state") ?? "";
    const made = new URL(`${redirectUri}?code=made-up&state=${state}`);
    expect(codeOf(await sign.finish(made, signal))).toBe("connect.refused");
    const second = await begun(hyperidOf(sandbox));
    const bare = new URL(`${redirectUri}?state=${new URL(second.url).searchParams.get("state") ?? ""}`);
    expect(codeOf(await second.finish(bare, signal))).toBe("connect.refused");
  });

  it("refuses another account on reconnecting, keeps the former and gives the new grant back", async () => {
    const secrets = createMemorySlot();
    const service = hyperidOf(sandbox, { secrets });
    const first = await signIn(service);
    if (!first.ok) throw new Error(first.error.code);
    const before = secrets.kept();
    const other = await signIn(service, { person: "ben", expectedId: first.value.id });
    expect(codeOf(other)).toBe("store.other-account");
    expect(secrets.kept()).toEqual(before);
    const held = (await sandbox.control("/objects")) as {
      hyperid: { grants: { person: string; ended?: unknown }[] };
    };
    expect(held.hyperid.grants.filter(({ person }) => person === "ben")).toHaveLength(1);
    expect(JSON.stringify(held.hyperid.grants.find(({ person }) => person === "ben"))).toContain("revoked");
    expect(codeOf(await signIn(service, { expectedId: first.value.id }))).toBe("ok");
  });
});

describe("proof of the ID token", () => {
  it("fetches the keys once more for one that it does not know", async () => {
    const { http, count } = watchedHttp();
    const service = hyperidOf(sandbox, { http });
    expect(codeOf(await signIn(service))).toBe("ok");
    await sandbox.control("/hyperid/keys", {});
    expect(codeOf(await signIn(service))).toBe("ok");
    expect(count("/certs")).toBe(2);
  });

  it("trusts no key that the service does not publish", async () => {
    const { http, count } = watchedHttp();
    const service = hyperidOf(sandbox, { http });
    await sandbox.control("/hyperid/keys", { isPublished: false });
    expect(codeOf(await signIn(service))).toBe("connect.untrusted");
    expect(count("/certs")).toBe(2);
    expect(await service.account.facts()).toEqual({ ok: true, value: null });
    await sandbox.control("/hyperid/keys", {});
  });

  it.each([
    [10, "ok"],
    [-10, "ok"],
    [600, "connect.clock-skew"],
    [-600, "connect.clock-skew"],
  ])("with this computer's clock %i seconds ahead: %s", async (seconds, code) => {
    const answer = await signIn(hyperidOf(sandbox, { clock: skewed(seconds * 1_000) }));
    expect(codeOf(answer)).toBe(code);
    if (!answer.ok) expect(answer.error.detail).toEqual({ minutes: seconds / 60 });
  });

  it("sees the same when the service's clock was moved instead", async () => {
    await sandbox.control("/clock", { offsetMs: 600_000 });
    const answer = await signIn(hyperidOf(sandbox));
    expect(!answer.ok && answer.error).toMatchObject({
      code: "connect.clock-skew",
      detail: { minutes: -10 },
    });
  });
});

describe("a service that does not answer as it should", () => {
  it.each([
    ["status 500", { path: "openid-configuration", kind: "status" }, "store.unreachable"],
    ["status 404", { path: "openid-configuration", kind: "status", status: 404 }, "store.unreachable"],
    ["overload", { path: "openid-configuration", kind: "status", status: 503 }, "store.busy"],
    ["a page", { path: "openid-configuration", kind: "garbage" }, "store.bad-reply"],
    [
      "half a document",
      { path: "openid-configuration", kind: "garbage", garbage: "truncated" },
      "store.bad-reply",
    ],
    ["too much", { path: "openid-configuration", kind: "garbage", garbage: "huge" }, "store.bad-reply"],
    ["nothing", { path: "openid-configuration", kind: "drop" }, "store.unreachable"],
  ])("%s at discovery", async (_what, body, code) => {
    await fault(body);
    expect(codeOf(await hyperidOf(sandbox).account.begin(redirectUri, null, signal))).toBe(code);
  });

  it.each([
    ["status 500", { kind: "status" }, "store.unreachable"],
    ["overload", { kind: "status", status: 429 }, "store.busy"],
    ["a page", { kind: "garbage" }, "store.bad-reply"],
    ["nothing", { kind: "garbage", garbage: "empty" }, "store.bad-reply"],
    ["a dropped connection", { kind: "drop" }, "store.unreachable"],
    ["half an answer", { kind: "cut" }, "store.unreachable"],
    ["a code that ended", { kind: "expire" }, "connect.refused"],
  ])("%s for the code", async (_what, body, code) => {
    const service = hyperidOf(sandbox);
    await fault({ path: "token", ...body });
    expect(codeOf(await signIn(service))).toBe(code);
    expect(await service.account.facts()).toEqual({ ok: true, value: null });
  });

  it("stops when the person cancels", async () => {
    const service = hyperidOf(sandbox);
    const sign = await begun(service);
    const redirect = await approve(sign.url);
    await fault({ path: "token", kind: "delay", delayMs: 5_000 });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    expect(codeOf(await sign.finish(redirect, stop.signal))).toBe("connect.cancelled");
    expect(await service.account.facts()).toEqual({ ok: true, value: null });
  });

  it("says what is not set up, and what is no address", async () => {
    const bare = hyperidOf(sandbox, { settings: { clientId: "" } });
    expect(codeOf(await bare.account.begin(redirectUri, null, signal))).toBe("store.not-configured");
    for (const issuer of ["nowhere", "ftp://a.example", "http://hyperid.example/auth/realms/HyperID"]) {
      const odd = hyperidOf(sandbox, { settings: { issuer } });
      expect(codeOf(await odd.account.begin(redirectUri, null, signal))).toBe("settings.address-malformed");
    }
    const slash = hyperidOf(sandbox, { settings: { issuer: `${sandbox.endpoints.hyperid.issuer}/` } });
    expect(codeOf(await signIn(slash))).toBe("ok");
  });

  it("tells which redirects are not registered by the page that the browser shows", async () => {
    await sandbox.control("/hyperid/redirects", { uris: ["http://localhost:1/other"] });
    const sign = await begun(hyperidOf(sandbox));
    await expect(approve(sign.url)).rejects.toThrow(/not registered/);
  });
});
