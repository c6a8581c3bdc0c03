/** Tokens of a connected HyperID account and what it shares, over real HTTP to the stand-in. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ok } from "#contract/result.ts";
import type { HyperidBench } from "#test/support/hyperid-bench.ts";
import { freshBench, startBenchSandbox } from "#test/support/hyperid-bench.ts";
import { codeOf } from "#test/support/outcomes.ts";
import { connectHyperid, hyperidOf } from "#test/support/hyperid-connected.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { createMemorySlot } from "#test/support/memory-slot.ts";
import { createSystemClock } from "#platform/system-clock.ts";

const { signal } = new AbortController();
let sandbox: TestSandbox;
let bench: HyperidBench;

beforeAll(async () => {
  sandbox = await startBenchSandbox();
});
afterAll(() => sandbox.dispose());
beforeEach(async () => {
  bench = await freshBench(sandbox);
});

describe("shared with services", () => {
  it("is handed over in the basic space, read, and withdrawn", async () => {
    const { shared } = bench.service;
    expect(await shared.read("card", signal)).toEqual(ok(null));
    expect(await shared.share("card", "tv1.sealed", signal)).toEqual(ok(undefined));
    expect(await shared.read("card", signal)).toEqual(ok("tv1.sealed"));
    expect(bench.watched.count("/rest/user-data/set")).toBe(1);
    expect(await shared.withdraw("card", signal)).toEqual(ok(undefined));
    expect(await shared.read("card", signal)).toEqual(ok(null));
    expect(await bench.service.values.list("", signal)).toEqual(ok([]));
    expect((await shared.listFromOthers(signal)).ok).toBe(true);
  });

  it("takes no key and no text that the service would not", async () => {
    const { shared } = bench.service;
    expect(codeOf(await shared.share("k".repeat(129), "x", signal))).toBe("store.name-too-long");
    expect(codeOf(await shared.share("a key", "x", signal))).toBe("store.refused");
    expect(codeOf(await shared.share("key", "x".repeat(4_097), signal))).toBe("store.value-too-long");
    expect(codeOf(await shared.share("key", "", signal))).toBe("store.refused");
    expect(bench.watched.count("/rest/user-data/set")).toBe(0);
  });
});

describe("tokens", () => {
  it("are renewed before they end, and the slot holds the new ones", async () => {
    const clock = createSystemClock();
    let aheadMs = 0;
    const later = hyperidOf(sandbox, {
      secrets: bench.secrets,
      http: bench.watched.http,
      clock: { ...clock, now: () => clock.now() + aheadMs },
    });
    const before = bench.secrets.kept();
    aheadMs = 3_590_000;
    const refreshes = bench.watched.count("/token");
    expect(await later.account.test(signal)).toEqual(ok(undefined));
    expect(bench.watched.count("/token") - refreshes).toBe(1);
    expect(bench.secrets.kept()).not.toEqual(before);
    const again = hyperidOf(sandbox, { secrets: bench.secrets });
    expect(await again.account.test(signal)).toEqual(ok(undefined));
  });

  it("renewed by another program are taken from the slot instead of ending the grant", async () => {
    const second = hyperidOf(sandbox, { secrets: bench.secrets, http: bench.watched.http });
    expect(await second.account.test(signal)).toEqual(ok(undefined));
    await bench.fault({ path: "list-get", kind: "expire" });
    expect(await bench.service.account.test(signal)).toEqual(ok(undefined));
    const refreshes = bench.watched.count("/token");
    await bench.fault({ path: "list-get", kind: "expire" });
    expect(await second.account.test(signal)).toEqual(ok(undefined));
    expect(bench.watched.count("/token") - refreshes).toBe(0);
  });

  it("used twice end the consent; signing in again mends it", async () => {
    const stolen = createMemorySlot(bench.secrets.kept());
    const second = hyperidOf(sandbox, { secrets: stolen });
    await bench.fault({ path: "list-get", kind: "expire" });
    expect(await bench.service.account.test(signal)).toEqual(ok(undefined));
    await bench.fault({ path: "list-get", kind: "expire" });
    expect(codeOf(await second.account.test(signal))).toBe("store.consent-ended");
    const answers = await Promise.all([
      bench.service.values.list("", signal),
      second.values.list("", signal),
    ]);
    expect(answers.map(codeOf)).toEqual(["store.consent-ended", "store.consent-ended"]);
    expect((await bench.service.account.facts()).ok).toBe(true);
    const again = await connectHyperid(sandbox, { secrets: bench.secrets });
    expect(await again.account.test(signal)).toEqual(ok(undefined));
  });

  it("of a person who withdrew what they allowed are no good any more", async () => {
    await sandbox.control("/hyperid/withdraw", { person: "ada" });
    expect(codeOf(await bench.service.values.list("", signal))).toBe("store.consent-ended");
    const refreshes = bench.watched.count("/token");
    expect(codeOf(await bench.service.values.list("", signal))).toBe("store.consent-ended");
    expect(bench.watched.count("/token")).toBe(refreshes);
  });

  it("without the scope for data are told as a permission that is missing", async () => {
    const narrow = await connectHyperid(sandbox, { settings: { scope: "openid email" } });
    expect(codeOf(await narrow.values.list("", signal))).toBe("store.no-permission");
  });

  it("are revoked and forgotten on disconnecting, also when the service is away", async () => {
    expect(await bench.service.account.disconnect(signal)).toEqual(ok(undefined));
    expect(bench.watched.count("/revoke")).toBe(1);
    expect(bench.watched.count("/logout")).toBe(0);
    expect(JSON.stringify(await sandbox.control("/objects"))).toContain("revoked");
    expect(bench.secrets.kept()).toBeNull();
    expect(codeOf(await bench.service.values.list("", signal))).toBe("store.not-connected");
    const again = await connectHyperid(sandbox, { secrets: bench.secrets });
    await bench.fault({ path: "revoke", kind: "drop" });
    expect(await again.account.disconnect(signal)).toEqual(ok(undefined));
    expect(bench.secrets.kept()).toBeNull();
  });
});
