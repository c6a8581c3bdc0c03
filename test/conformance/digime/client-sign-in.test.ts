import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DigimeService } from "#stores/digime/digime-service.ts";
import type { DigimeBench } from "#test/support/digime-connected.ts";
import {
  connectDigime,
  createDigimeBench,
  digimeOf,
  offClock,
  redirectUri,
  signIn,
} from "#test/support/digime-connected.ts";
import { approve } from "#test/support/digime-consent.ts";
import { codeOf } from "#test/support/digime-scripted.ts";
import { watchedHttp } from "#test/support/hyperid-connected.ts";
import { createMemorySlot } from "#test/support/memory-slot.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

const never = new AbortController().signal;
const day = 86_400_000;
let bench: DigimeBench;

beforeAll(async () => {
  bench = createDigimeBench(await startTestSandbox());
});
beforeEach(() => bench.reset());
afterAll(() => bench.sandbox.dispose());

const make = (): DigimeService => digimeOf(bench.sandbox, { clock: bench.clock });

describe("connecting digi.me", () => {
  it("leads through the page to an account with a storage of its own", async () => {
    const service = make();
    expect(await service.account.facts()).toEqual({ ok: true, value: null });
    const facts = await signIn(service.account);
    expect(facts).toMatchObject({ ok: true, value: { idleEndsAt: null, isDeveloperAccess: false } });
    const { id = "", label = "", consentEndsAt = 0 } = facts.ok ? facts.value : {};
    expect(label).toBe(`digi.me ${id.slice(-8)}`);
    expect(Math.abs((consentEndsAt ?? 0) - Date.now() - 60 * day)).toBeLessThan(60_000);
    expect(codeOf(await service.account.test(never))).toBe("ok");
    expect(await service.values.list("", never)).toEqual({ ok: true, value: [] });
  });

  it("ends when the person says no", async () => {
    const secrets = createMemorySlot();
    const service = digimeOf(bench.sandbox, { secrets });
    expect(codeOf(await signIn(service.account, { deny: true }))).toBe("connect.denied");
    expect(secrets.kept()).toBeNull();
  });

  it("ends when the page's link is over", async () => {
    const begun = await make().account.begin(redirectUri, null, never);
    if (!begun.ok) throw new Error(begun.error.code);
    await bench.moveTime(700_000);
    const redirect = await approve(begun.value.url);
    expect(await begun.value.finish(redirect, never)).toMatchObject({
      error: { code: "connect.refused", detail: { reason: "invalid-code" } },
    });
  });

  it.each(["ONBOARD_ERROR", "SERVER_ERROR"])("tells the page's %s", async (code) => {
    const begun = await make().account.begin(redirectUri, null, never);
    if (!begun.ok) throw new Error(begun.error.code);
    await bench.fault("code", { code, path: "authorize" });
    expect(codeOf(await begun.value.finish(await approve(begun.value.url), never))).toBe("connect.refused");
  });

  it("takes no answer of another sign-in, and none twice", async () => {
    const { account } = make();
    const first = await account.begin(redirectUri, null, never);
    const second = await account.begin(redirectUri, null, never);
    if (!first.ok || !second.ok) throw new Error("it did not begin");
    const redirect = await approve(first.value.url);
    expect(codeOf(await second.value.finish(redirect, never))).toBe("connect.wrong-state");
    expect(codeOf(await first.value.finish(redirect, never))).toBe("ok");
    expect(codeOf(await first.value.finish(redirect, never))).toBe("connect.wrong-state");
  });

  it("does not exchange a code that was used before", async () => {
    const { account } = make();
    const begun = await account.begin(redirectUri, null, never);
    if (!begun.ok) throw new Error(begun.error.code);
    const redirect = await approve(begun.value.url);
    await bench.fault("expire", { path: "token" });
    expect(codeOf(await begun.value.finish(redirect, never))).toBe("connect.refused");
    expect(await account.facts()).toEqual({ ok: true, value: null });
  });

  it("refuses another person than the one of before, and keeps that one", async () => {
    const service = await connectDigime(bench.sandbox, { person: "ada" });
    const before = await service.account.facts();
    const expectedId = before.ok ? (before.value?.id ?? "") : "";
    expect(codeOf(await signIn(service.account, { person: "ben", expectedId }))).toBe("store.other-account");
    expect(await service.account.facts()).toEqual(before);
    expect(codeOf(await signIn(service.account, { person: "ada", expectedId }))).toBe("ok");
  });

  it("finds the storage again after disconnecting, also on another computer", async () => {
    const service = await connectDigime(bench.sandbox);
    await service.values.write([{ name: "v/a", bytes: Uint8Array.of(1, 2) }], never);
    expect(codeOf(await service.account.disconnect(never))).toBe("ok");
    expect(codeOf(await service.values.list("", never))).toBe("store.not-connected");
    expect(codeOf(await signIn(service.account))).toBe("ok");
    const other = await connectDigime(bench.sandbox);
    for (const one of [service, other]) {
      expect((await one.values.read(["v/a"], never)).get("v/a")).toEqual({
        ok: true,
        value: Uint8Array.of(1, 2),
      });
    }
  });

  it("gives another person another storage", async () => {
    const ada = await connectDigime(bench.sandbox, { person: "ada" });
    await ada.values.write([{ name: "a", bytes: Uint8Array.of(1) }], never);
    const ben = await connectDigime(bench.sandbox, { person: "ben" });
    expect(await ben.values.list("", never)).toEqual({ ok: true, value: [] });
  });

  it("uses nothing before its redirect is one that the contract allows", async () => {
    const begun = await make().account.begin("https://elsewhere.example/back", null, never);
    expect(begun).toMatchObject({ error: { code: "connect.refused", detail: { reason: "redirect-uri" } } });
  });

  it("tells an application or contract that the service does not know", async () => {
    const unknown = digimeOf(bench.sandbox, { settings: { contractId: "Nobody" } });
    expect(await unknown.account.begin(redirectUri, null, never)).toMatchObject({
      error: { code: "connect.refused", detail: { code: "InvalidClient" } },
    });
  });

  it("is cancelled while it waits for the service", async () => {
    const { account } = make();
    await bench.fault("delay", { delayMs: 5_000, path: "authorize" });
    const stop = new AbortController();
    const begun = account.begin(redirectUri, null, stop.signal);
    setTimeout(() => stop.abort(), 300);
    expect(codeOf(await begun)).toBe("connect.cancelled");
  });
});

describe("a reply that is not proven", () => {
  it.each([
    ["other-host", "jku"],
    ["unknown-kid", "kid"],
    ["other-key", "signature"],
    ["other-algorithm", "header"],
  ])("is not used: %s", async (replySignature, reason) => {
    const watched = watchedHttp();
    const { account } = digimeOf(bench.sandbox, { http: watched.http });
    await bench.set({ replySignature });
    expect(await account.begin(redirectUri, null, never)).toMatchObject({
      error: { code: "connect.untrusted", detail: { reason } },
    });
    expect(watched.seen.every(({ url }) => !url.includes("localhost"))).toBe(true);
  });

  it.each(["other-host", "unknown-kid", "other-key", "other-algorithm"])(
    "keeps no tokens: %s",
    async (replySignature) => {
      const { account } = make();
      const begun = await account.begin(redirectUri, null, never);
      if (!begun.ok) throw new Error(begun.error.code);
      const redirect = await approve(begun.value.url);
      await bench.set({ replySignature });
      expect(codeOf(await begun.value.finish(redirect, never))).toBe("connect.untrusted");
      expect(await account.facts()).toEqual({ ok: true, value: null });
    },
  );
});

describe("a clock that is 10 minutes off", () => {
  it.each([
    ["ahead", 600_000, 10],
    ["behind", -600_000, -10],
  ])("is told when connecting: %s", async (_what, offset, minutes) => {
    const { account } = digimeOf(bench.sandbox, { clock: offClock(() => offset) });
    expect(await account.begin(redirectUri, null, never)).toMatchObject({
      error: { code: "connect.clock-skew", detail: { minutes } },
    });
  });

  it("is told by every part of what is connected", async () => {
    let offset = 0;
    const service = await connectDigime(bench.sandbox, { clock: offClock(() => offset) });
    offset = -600_000;
    expect(codeOf(await service.account.test(never))).toBe("connect.clock-skew");
    expect(codeOf(await service.values.list("", never))).toBe("store.clock-skew");
    expect(codeOf(await service.library.write("a", Uint8Array.of(1), [], never))).toBe("store.clock-skew");
    // A minute is no matter anywhere.
    offset = -90_000;
    expect(codeOf(await service.account.test(never))).toBe("ok");
    offset = 90_000;
    expect(codeOf(await service.account.test(never))).toBe("ok");
  });
});
