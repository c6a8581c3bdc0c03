/** Signing in through the browser: one at a time, shown as it goes, ended by an answer, by time or by the person. */
import { describe, expect, it } from "vitest";
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { AccountFacts } from "#stores/account.port.ts";
import { createSchemeRedirects } from "#main/stores/scheme-redirects.ts";
import { ada, createLinkBench, signInPage } from "#test/support/link-bench.ts";
import { settle } from "#test/support/manual-clock.ts";
import { codeOf } from "#test/support/outcomes.ts";

const back = "http://127.0.0.1:47811/callback/hyperid?code=1&state=abc";
const tenMinutes = 600_000;

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

describe("a sign-in", () => {
  it("sends the browser off, is shown, and its outcome is kept", async () => {
    const bench = createLinkBench();
    const linkId = await bench.start({ expectedId: "sub-ada" });
    expect(bench.account.begun).toEqual([
      { redirectUri: "http://127.0.0.1:47811/callback/hyperid", expectedId: "sub-ada" },
    ]);
    expect(bench.opened).toEqual([signInPage]);
    expect(bench.desk.link).toEqual({
      linkId,
      store: "hyperid",
      state: "in-browser",
      url: signInPage,
      isBrowserOpen: true,
      endsAt: bench.clock.now() + tenMinutes,
    });
    bench.redirects[0]?.answer(back);
    await settle();
    expect(bench.account.finished).toEqual([back]);
    expect(bench.connected).toEqual([ada]);
    expect(bench.redirects[0]?.isClosed()).toBe(true);
    expect(bench.desk.link).toBeNull();
    expect(bench.desk.last).toEqual({ linkId, store: "hyperid", error: null });
  });

  it("is shown as being checked while the service is asked", async () => {
    let finish: (facts: AccountFacts) => void = () => undefined;
    const bench = createLinkBench({
      finish: () => new Promise((resolve) => (finish = (facts) => resolve(ok(facts)))),
    });
    await bench.start();
    bench.redirects[0]?.answer(back);
    await settle();
    expect(bench.desk.link?.state).toBe("checking");
    expect(JSON.stringify(bench.desk.link)).not.toContain("code=1");
    finish(ada);
    await settle();
    expect(bench.desk.last?.error).toBeNull();
  });

  it("goes on when no browser opens: the link is shown to be copied", async () => {
    const bench = createLinkBench({ openBrowser: () => Promise.resolve(false) });
    await bench.start();
    expect(bench.desk.link).toMatchObject({ isBrowserOpen: false, url: signInPage });
    bench.redirects[0]?.answer(back);
    await settle();
    expect(bench.desk.last?.error).toBeNull();
  });

  it.each(["connect.denied", "connect.wrong-state", "store.other-account"] as const)(
    "that the account refuses ends with %s, and nobody is connected",
    async (code) => {
      const bench = createLinkBench({ finish: () => Promise.resolve(fail(code)) });
      await bench.start();
      bench.redirects[0]?.answer(back);
      await settle();
      expect([bench.desk.last?.error?.code, bench.connected]).toEqual([code, []]);
      await bench.start();
      expect(bench.desk.last).toBeNull();
    },
  );

  it("whose connection cannot be kept ends with that, and one that fails unexpectedly with internal", async () => {
    const unkept = createLinkBench({ whenConnected: () => Promise.resolve(fail("vault.disk-full")) });
    const broken = createLinkBench({ finish: () => Promise.reject(new Error("broken")) });
    for (const [bench, code] of [
      [unkept, "vault.disk-full"],
      [broken, "internal"],
    ] as const) {
      await bench.start();
      bench.redirects[0]?.answer(back);
      await settle();
      expect(bench.desk.last?.error?.code).toBe(code);
      expect(bench.desk.link).toBeNull();
    }
  });
});

describe("one at a time", () => {
  it("is connect.busy while one is under way or beginning, and free after it", async () => {
    const bench = createLinkBench();
    const [first, second] = await Promise.all([
      bench.desk.start(bench.request),
      bench.desk.start(bench.request),
    ]);
    expect([codeOf(first), codeOf(second)]).toEqual(["ok", "connect.busy"]);
    expect(codeOf(await bench.desk.start({ ...bench.request, store: "digime" }))).toBe("connect.busy");
    expect(bench.redirects).toHaveLength(1);
    bench.redirects[0]?.answer(back);
    await settle();
    await bench.start();
    expect(bench.desk.link?.state).toBe("in-browser");
  });
});

describe("a sign-in that does not come to its end", () => {
  it("is connect.timeout after ten minutes, not before", async () => {
    const bench = createLinkBench();
    const linkId = await bench.start();
    bench.clock.advance(tenMinutes - 1);
    await settle();
    expect(bench.desk.link?.linkId).toBe(linkId);
    bench.clock.advance(1);
    await settle();
    expect(bench.desk.last).toMatchObject({ linkId, error: { code: "connect.timeout" } });
    expect(bench.redirects[0]?.isClosed()).toBe(true);
  });

  it("can be cancelled in the browser and while it is checked, by its own id only", async () => {
    const bench = createLinkBench({
      finish: (_redirect, signal) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve(fail("store.unreachable")));
        }),
    });
    for (const isAnswered of [false, true]) {
      const linkId = await bench.start();
      if (isAnswered) bench.redirects.at(-1)?.answer(back);
      await settle();
      bench.desk.cancel("another");
      await settle();
      expect(bench.desk.link).not.toBeNull();
      bench.desk.cancel(linkId);
      await settle();
      expect(bench.desk.last).toMatchObject({ linkId, error: { code: "connect.cancelled" } });
      expect(bench.redirects.at(-1)?.isClosed()).toBe(true);
      bench.desk.cancel(linkId);
    }
    expect(bench.connected).toEqual([]);
  });

  it("is not called cancelled when the service takes half a minute to check it", async () => {
    const bench = createLinkBench({
      finish: (_redirect, signal) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve(fail("connect.cancelled")));
        }),
    });
    await bench.start();
    bench.redirects[0]?.answer(back);
    await settle();
    bench.clock.advance(30_000);
    await settle();
    expect(bench.desk.last?.error?.code).toBe("store.unreachable");
  });

  it("ends with the desk, also while it begins", async () => {
    const bench = createLinkBench();
    await bench.start();
    bench.desk.dispose();
    await settle();
    expect(bench.desk.last?.error?.code).toBe("connect.cancelled");
    let begin = (): void => undefined;
    const beginning = createLinkBench({
      begin: () =>
        new Promise((resolve) => (begin = () => resolve(ok({ url: signInPage, finish: () => never() })))),
    });
    const started = beginning.desk.start(beginning.request);
    await settle();
    beginning.desk.dispose();
    begin();
    expect(codeOf(await started)).toBe("connect.cancelled");
    expect([beginning.opened, beginning.redirects[0]?.isClosed()]).toEqual([[], true]);
  });
});

describe("a sign-in that cannot begin", () => {
  it("is connect.port-taken, and asks the service nothing", async () => {
    const taken = fail("connect.port-taken", { ports: "47811" });
    const bench = createLinkBench({ openLoopback: () => Promise.resolve(taken) });
    expect(await bench.desk.start(bench.request)).toBe(taken);
    expect([bench.account.begun, bench.opened]).toEqual([[], []]);
  });

  it.each([
    "file:///etc/passwd",
    "http://login.example/x",
    "javascript:alert(1)",
    "smb://host/x",
    "no page",
    "",
  ])("is connect.untrusted when the service names %s as its page", async (url) => {
    const bench = createLinkBench({ begin: () => Promise.resolve(ok({ url, finish: () => never() })) });
    expect(codeOf(await bench.desk.start(bench.request))).toBe("connect.untrusted");
    expect([bench.opened, bench.redirects[0]?.isClosed(), bench.desk.link]).toEqual([[], true, null]);
    expect(codeOf(await bench.desk.start(bench.request))).toBe("connect.untrusted");
  });

  it("tells what the account says, and closes the way back", async () => {
    const bench = createLinkBench({ begin: () => Promise.resolve(fail("store.not-configured")) });
    expect(codeOf(await bench.desk.start(bench.request))).toBe("store.not-configured");
    expect([bench.opened, bench.redirects[0]?.isClosed()]).toEqual([[], true]);
  });
});

describe("a sign-in that comes back by an address of ours", () => {
  it("takes one address and no second", async () => {
    const bench = createLinkBench();
    await bench.start({ way: "scheme" });
    expect(bench.account.begun[0]?.redirectUri).toBe("tapvault://callback/hyperid");
    expect(bench.redirects).toEqual([]);
    expect(bench.desk.takeAddress("tapvault://callback/digime?code=1")).toBe(false);
    expect(bench.desk.takeAddress("tapvault://callback/hyperid?code=1")).toBe(true);
    expect(bench.desk.takeAddress("tapvault://callback/hyperid?code=2")).toBe(false);
    await settle();
    expect(bench.account.finished).toEqual(["tapvault://callback/hyperid?code=1"]);
  });
});

describe("addresses of our scheme", () => {
  const taken = async (address: string): Promise<string | null> => {
    const redirects = createSchemeRedirects();
    const receiver = redirects.open("/callback/hyperid");
    if (!redirects.take(address)) receiver.close();
    const received = await receiver.received;
    return received.ok ? received.value.search + received.value.hash : null;
  };

  it.each([
    ["tapvault://callback/hyperid?code=1&state=a%20b", "?code=1&state=a%20b"],
    ["tapvault://callback/hyperid/?code=1", "?code=1"],
    ["tapvault://callback/hyperid", ""],
    ["tapvault://callback/hyperid#code=1", "#code=1"],
  ])("%s is taken", async (address, rest) => {
    expect(await taken(address)).toBe(rest);
  });

  it.each([
    "tapvault://callback/dataswyft?code=1",
    "tapvault://callback/hyperid/x?code=1",
    "tapvault://callback?x=/hyperid",
    "https://callback/hyperid?code=1",
    "tapvaulted://callback/hyperid",
    "not an address",
    "",
  ])("“%s” is dropped", async (address) => {
    expect(await taken(address)).toBeNull();
  });

  it("find nobody after the sign-in was given up", () => {
    const redirects = createSchemeRedirects();
    redirects.open("/callback/hyperid").close();
    expect(redirects.take("tapvault://callback/hyperid?code=1")).toBe(false);
  });
});
