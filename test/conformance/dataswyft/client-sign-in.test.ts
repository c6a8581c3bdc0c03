/** Our client's ways into the account's stand-in: both pages, every way back, credentials, clocks. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Result } from "#contract/result.ts";
import type { AccountError, AccountFacts } from "#stores/account.port.ts";
import type { DataswyftService } from "#stores/dataswyft/dataswyft-service.ts";
import { approve } from "#test/support/dataswyft-consent.ts";
import {
  clickThrough,
  connectDataswyft,
  createNotingHttp,
  dataswyftService,
  redirectUri,
} from "#test/support/dataswyft-connected.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { createSharedSlot } from "#test/support/shared-slot.ts";

let box: TestSandbox;
beforeAll(async () => {
  box = await startTestSandbox();
});
afterAll(() => box.dispose());
beforeEach(() => box.control("/reset", {}));

const never = new AbortController().signal;
const hour = 3_600_000;
const codeOf = (result: Result<unknown, AccountError>): string => (result.ok ? "ok" : result.error.code);
const host = (): string => new URL(box.endpoints.dataswyft.pdaUrl).host;

const begin = async ({
  account,
}: DataswyftService): Promise<{
  readonly url: string;
  readonly finish: (back: URL) => Promise<Result<AccountFacts, AccountError>>;
}> => {
  const begun = await account.begin(redirectUri, null, never);
  if (!begun.ok) throw new Error(begun.error.code);
  return { url: begun.value.url, finish: (back) => begun.value.finish(back, never) };
};

/** The page's address without our way out, so that a refusal says its reason. */
const withoutFallback = (url: string): string => url.replace(/&fallback=[^&]*/, "");

describe("signing in through the pages", () => {
  it.each(["hatlogin", "auth"] as const)("%s brings the account's facts", async (signInPage) => {
    const service = dataswyftService(box, { settings: { signInPage } });
    const facts = await clickThrough(service);
    if (!facts.ok) throw new Error(facts.error.code);
    const { consentEndsAt, idleEndsAt, connectedAt, ...rest } = facts.value;
    expect(rest).toEqual({ id: host(), label: host(), isDeveloperAccess: false });
    expect(Math.abs((idleEndsAt ?? 0) - connectedAt - 72 * hour)).toBeLessThan(10_000);
    expect(Math.abs((consentEndsAt ?? 0) - connectedAt - 720 * hour)).toBeLessThan(10_000);
    expect(codeOf(await service.account.test(never))).toBe("ok");
  });

  it("works without a mark in the way back, and with a way back that has a query", async () => {
    expect(
      codeOf(await clickThrough(dataswyftService(box, { settings: { hasStateInRedirect: false } }))),
    ).toBe("ok");
    const { account } = dataswyftService(box);
    const begun = await account.begin(`${redirectUri}?from=tapvault&x=1`, null, never);
    if (!begun.ok) throw new Error(begun.error.code);
    expect(codeOf(await begun.value.finish(await approve(begun.value.url), never))).toBe("ok");
    const byScheme = await account.begin("tapvault://dataswyft", null, never);
    if (!byScheme.ok) throw new Error(byScheme.error.code);
    expect(codeOf(await byScheme.value.finish(await approve(byScheme.value.url), never))).toBe("ok");
  });

  it("that is denied comes back by our way out, or says so", async () => {
    expect(codeOf(await clickThrough(dataswyftService(box), { deny: true }))).toBe("connect.denied");
    const { url, finish } = await begin(dataswyftService(box));
    expect(codeOf(await finish(await approve(withoutFallback(url), { deny: true })))).toBe("connect.denied");
  });

  it.each([
    ["internal", "internal_server_error"],
    ["enabling", "enabling_application_failed"],
  ])("that the pages cannot finish (%s) is refused with the reason", async (code, reason) => {
    const { url, finish } = await begin(dataswyftService(box));
    await box.control("/faults", { service: "dataswyft", path: "hatlogin", count: 1, kind: "code", code });
    const finished = await finish(await approve(withoutFallback(url)));
    expect(finished).toMatchObject({ error: { code: "connect.refused", detail: { reason } } });
  });

  it("of an application that nobody knows is refused with the reason", async () => {
    const service = dataswyftService(box, { settings: { applicationId: "nobody-dev" } });
    const { url, finish } = await begin(service);
    expect(await finish(await approve(withoutFallback(url)))).toMatchObject({
      error: { code: "connect.refused", detail: { reason: "application_id_not_found" } },
    });
    expect(codeOf(await clickThrough(service))).toBe("connect.denied");
  });

  it("with another account's token is refused, and nothing is kept", async () => {
    const secrets = createSharedSlot();
    const service = dataswyftService(box, { secrets });
    expect(codeOf(await clickThrough(service, { as: "ben" }))).toBe("store.other-account");
    expect(secrets.held).toBeNull();
    expect(await service.account.facts()).toEqual({ ok: true, value: null });
  });

  it("with another application's token is refused", async () => {
    const { url, finish } = await begin(dataswyftService(box));
    const back = await approve(url.replace("name=tapvault-dev", "name=notes-dev"));
    expect(codeOf(await finish(back))).toBe("connect.untrusted");
  });

  it("with an address meant for another sign-in, or used before, is refused", async () => {
    const service = dataswyftService(box);
    const first = await begin(service);
    const back = await approve(first.url);
    const second = await begin(service);
    expect(codeOf(await second.finish(back))).toBe("connect.wrong-state");
    expect(codeOf(await first.finish(back))).toBe("ok");
    expect(codeOf(await first.finish(back))).toBe("connect.wrong-state");
    const bare = dataswyftService(box, { settings: { hasStateInRedirect: false } });
    const third = await begin(bare);
    const used = await approve(third.url);
    expect(codeOf(await third.finish(used))).toBe("ok");
    const fourth = await begin(bare);
    expect(codeOf(await fourth.finish(used))).toBe("connect.wrong-state");
  });

  it("with a changed token is not trusted", async () => {
    const { url, finish } = await begin(dataswyftService(box));
    const back = await approve(url);
    const token = back.searchParams.get("token") ?? "";
    const [head, body = "", tail] = token.split(".");
    const claims = JSON.parse(atob(body.replaceAll("-", "+").replaceAll("_", "/"))) as object;
    const forged = btoa(JSON.stringify({ ...claims, exp: 4_000_000_000 })).replaceAll("=", "");
    back.searchParams.set("token", `${head ?? ""}.${forged}.${tail ?? ""}`);
    expect(codeOf(await finish(back))).toBe("connect.untrusted");
  });

  it.each([
    [30 * 60_000, 30],
    [-45 * 60_000, -45],
  ])("by a clock that is %i ms behind the account's says so", async (offsetMs, minutes) => {
    await box.control("/clock", { offsetMs });
    const finished = await clickThrough(dataswyftService(box));
    expect(finished).toMatchObject({ error: { code: "connect.clock-skew" } });
    const told = finished.ok ? null : finished.error.detail?.["minutes"];
    expect(Math.abs(Number(told) - minutes)).toBeLessThanOrEqual(1);
  });

  it("by a clock that is up to ten minutes ahead works", async () => {
    await box.control("/clock", { offsetMs: -9 * 60_000 });
    expect(codeOf(await clickThrough(dataswyftService(box)))).toBe("ok");
  });

  it.each(["html", "empty", "truncated", "huge"])(
    "at an address that answers %s opens no browser",
    async (garbage) => {
      await box.control("/faults", {
        service: "dataswyft",
        path: "publickey",
        count: 1,
        kind: "garbage",
        garbage,
      });
      expect(codeOf(await dataswyftService(box).account.begin(redirectUri, null, never))).toBe(
        "settings.pda-unknown",
      );
    },
  );

  it("at an address where nobody is opens no browser", async () => {
    const service = dataswyftService(box, { settings: { pdaUrl: "http://127.0.0.1:9" } });
    expect(codeOf(await service.account.begin(redirectUri, null, never))).toBe("settings.pda-unknown");
    const ill = dataswyftService(box);
    await box.control("/faults", {
      service: "dataswyft",
      path: "publickey",
      count: 1,
      kind: "status",
      status: 503,
    });
    expect(codeOf(await ill.account.begin(redirectUri, null, never))).toBe("store.unreachable");
  });
});

describe("connecting again", () => {
  it("after a disconnect is a new sign-in", async () => {
    const service = await connectDataswyft(box);
    expect(codeOf(await service.account.disconnect(never))).toBe("ok");
    expect(await service.account.facts()).toEqual({ ok: true, value: null });
    expect(codeOf(await service.account.test(never))).toBe("store.not-connected");
    expect(codeOf(await clickThrough(service))).toBe("ok");
    expect(codeOf(await service.account.test(never))).toBe("ok");
  });

  it("is not needed after a restart of this program", async () => {
    const secrets = createSharedSlot();
    await connectDataswyft(box, { secrets });
    const restarted = dataswyftService(box, { secrets });
    expect(codeOf(await restarted.account.test(never))).toBe("ok");
  });
});

describe("a developer's credentials", () => {
  it("connect, marked so", async () => {
    const { username, password } = box.endpoints.dataswyft;
    expect(password).toContain("+");
    const service = dataswyftService(box);
    const facts = await service.ownerSignIn(username, password, never);
    expect(facts).toMatchObject({ ok: true, value: { id: host(), isDeveloperAccess: true } });
    expect(await service.account.facts()).toEqual(facts);
    expect(codeOf(await service.account.test(never))).toBe("ok");
  });

  it("that are wrong, too often tried, or of an unknown application are told apart", async () => {
    const { username, password } = box.endpoints.dataswyft;
    const noting = createNotingHttp();
    const service = dataswyftService(box, { http: noting.http });
    expect(await service.ownerSignIn(username, "wrong", never)).toMatchObject({
      error: { code: "connect.refused", detail: { reason: "credentials" } },
    });
    const unknown = dataswyftService(box, { settings: { applicationId: "nobody-dev" }, http: noting.http });
    expect(await unknown.ownerSignIn(username, password, never)).toMatchObject({
      error: { code: "connect.refused", detail: { reason: "application-unknown" } },
    });
    const codes: string[] = [];
    for (let attempt = 0; attempt < 12; attempt++)
      codes.push(codeOf(await service.ownerSignIn(username, "wrong", never)));
    expect(codes.at(-1)).toBe("store.busy");
    expect([...noting.rows].sort()).toEqual([
      "400/A/Request rate exceeded",
      "401/B/Not Authenticated",
      "404/A/Application not Found",
    ]);
  });
});
