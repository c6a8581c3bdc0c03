import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DigimeService } from "#stores/digime/digime-service.ts";
import type { DigimeBench } from "#test/support/digime-connected.ts";
import { connectDigime, createDigimeBench, digimeOf, signIn } from "#test/support/digime-connected.ts";
import { codeOf } from "#test/support/digime-scripted.ts";
import type { WatchedHttp } from "#test/support/hyperid-connected.ts";
import { watchedHttp } from "#test/support/hyperid-connected.ts";
import type { MemorySlot } from "#test/support/memory-slot.ts";
import { createMemorySlot } from "#test/support/memory-slot.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

const never = new AbortController().signal;
const value = Uint8Array.of(1, 2, 3);
let bench: DigimeBench;
let service: DigimeService;
let secrets: MemorySlot;
let watched: WatchedHttp;

beforeAll(async () => {
  bench = createDigimeBench(await startTestSandbox());
});
beforeEach(async () => {
  await bench.reset();
  secrets = createMemorySlot();
  watched = watchedHttp();
  service = await connectDigime(bench.sandbox, { clock: bench.clock, secrets, http: watched.http });
  watched.seen.length = 0;
});
afterAll(() => bench.sandbox.dispose());

const write = async (name = "a", on = service): Promise<string> =>
  codeOf(await on.library.write(name, value, [], never));
const renewals = (): number => watched.count("oauth/token");
const kept = (): string => new TextDecoder().decode(secrets.kept() ?? new Uint8Array());

describe("tokens of digi.me", () => {
  it("are renewed when their time is over, again and again, each time with the latest", async () => {
    for (let hour = 1; hour <= 3; hour++) {
      await bench.moveTime(hour * 3_700_000);
      const before = kept();
      expect(await write(`a${hour}`)).toBe("ok");
      expect(renewals()).toBe(hour);
      expect(kept()).not.toBe(before);
    }
    const facts = await service.account.facts();
    const { consentEndsAt = 0 } = facts.ok ? (facts.value ?? {}) : {};
    expect((consentEndsAt ?? 0) - bench.clock.now()).toBeGreaterThan(59 * 86_400_000);
  });

  it("end in the middle of many writings without any being lost or doubled", async () => {
    await bench.set({ accessSeconds: 1 });
    await signIn(service.account);
    await bench.set({ accessSeconds: 3_600 });
    watched.seen.length = 0;
    const names = Array.from({ length: 20 }, (_, at) => `n${at}`);
    const writings = names.map(async (name, at) => {
      await new Promise((wake) => setTimeout(wake, at * 100));
      return write(name);
    });
    expect(await Promise.all(writings)).toEqual(names.map(() => "ok"));
    expect(renewals()).toBe(1);
    const held = await bench.held();
    for (const name of names) expect(held.split(`"name:${name}"`).length - 1).toBe(1);
  });

  it("are renewed by one of many callers, whatever they ask for", async () => {
    await bench.moveTime(3_700_000);
    const outcomes = await Promise.all([
      write(),
      service.account.test(never),
      write("b"),
      service.account.test(never),
    ]);
    expect(outcomes.map((one) => (typeof one === "string" ? one : codeOf(one)))).toEqual([
      "ok",
      "ok",
      "ok",
      "ok",
    ]);
    expect(renewals()).toBe(1);
  });

  it("are renewed once only for one call", async () => {
    await bench.fault("expire", { path: "import", count: 2 });
    expect(await write()).toBe("store.consent-ended");
    expect(renewals()).toBe(1);
    expect(await write()).toBe("ok");
  });

  it("can be over for good; then the storage goes on, and a new sign-in mends it", async () => {
    await bench.moveTime(61 * 86_400_000);
    expect(await write()).toBe("store.consent-ended");
    expect(codeOf(await service.account.test(never))).toBe("store.consent-ended");
    expect(codeOf(await service.values.list("", never))).toBe("ok");
    const facts = await service.account.facts();
    const expectedId = facts.ok ? (facts.value?.id ?? null) : null;
    expect(codeOf(await signIn(service.account, { expectedId }))).toBe("ok");
    expect(await write()).toBe("ok");
  });

  it("of a second computer end those of the first, which is told to sign in again", async () => {
    const other = await connectDigime(bench.sandbox, { clock: bench.clock });
    expect(await write("b", other)).toBe("ok");
    expect(await write()).toBe("store.consent-ended");
    // The vault's own storage needs none of them.
    expect(codeOf(await service.values.list("", never))).toBe("ok");
  });

  it("are shared by two programs on one vault", async () => {
    const beside = digimeOf(bench.sandbox, { clock: bench.clock, secrets, http: watched.http });
    await bench.moveTime(3_700_000);
    expect(await write()).toBe("ok");
    expect(await write("b", beside)).toBe("ok");
    expect(renewals()).toBe(1);
  });

  it.each(["drop", "status"])("are not asked for twice when the renewal fails (%s)", async (kind) => {
    await bench.moveTime(3_700_000);
    await bench.fault(kind, { path: "token", status: 503 });
    expect(await write()).toBe(kind === "drop" ? "store.unreachable" : "store.busy");
    expect(renewals()).toBe(1);
    // Nothing reached the service, so the pair still counts.
    expect(await write()).toBe("ok");
  });

  it.each(["other-host", "unknown-kid", "other-key", "other-algorithm"])(
    "that are not proven are not kept: %s",
    async (replySignature) => {
      await bench.moveTime(3_700_000);
      await bench.set({ replySignature });
      const before = kept();
      expect(await write()).toBe("store.bad-reply");
      expect(kept()).toBe(before);
    },
  );

  it("never get into an address or a log", async () => {
    const lines: string[] = [];
    const keep = (event: string, fields: object = {}): void =>
      void lines.push(JSON.stringify({ event, ...fields }));
    const log = { debug: keep, info: keep, warn: keep, error: keep };
    const logged = digimeOf(bench.sandbox, { clock: bench.clock, secrets, http: watched.http, log });
    await bench.moveTime(61 * 86_400_000);
    await write("a", logged);
    await bench.fault("garbage", { garbage: "html" });
    await logged.values.list("", never);
    const { write: account } = JSON.parse(kept()) as {
      write: { access: { value: string }; refresh: { value: string } };
    };
    const told = [...lines, ...watched.seen.map(({ url }) => url)].join("\n");
    expect(lines.length).toBeGreaterThan(1);
    expect(told).not.toContain(account.access.value);
    expect(told).not.toContain(account.refresh.value);
    expect(told).not.toContain("PRIVATE KEY");
  });
});
