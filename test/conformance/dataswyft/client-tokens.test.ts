/** How long a sign-in lasts at the account's stand-in: renewal on every answer, the two ends, and what a refused token does. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DataswyftService } from "#stores/dataswyft/dataswyft-service.ts";
import {
  clickThrough,
  connectDataswyft,
  createAheadClock,
  createNotingHttp,
  dataswyftService,
} from "#test/support/dataswyft-connected.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { createSharedSlot } from "#test/support/shared-slot.ts";
import type { SharedSlot } from "#test/support/shared-slot.ts";

let box: TestSandbox;
beforeAll(async () => {
  box = await startTestSandbox();
});
afterAll(() => box.dispose());
beforeEach(() => box.control("/reset", {}));

const never = new AbortController().signal;
const minute = 60_000;
const hour = 60 * minute;

interface Claims {
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
}

const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Claims;
const keptToken = ({ held }: SharedSlot): string | null =>
  (JSON.parse(new TextDecoder().decode(held ?? new Uint8Array())) as { token: string | null }).token;
const keptClaims = (slot: SharedSlot): Claims => claimsOf(keptToken(slot) ?? "");

const connected = async (): Promise<{
  readonly service: DataswyftService;
  readonly slot: SharedSlot;
  readonly clock: ReturnType<typeof createAheadClock>;
  readonly noting: ReturnType<typeof createNotingHttp>;
  /** Moves the account's clock and ours. */
  readonly later: (ms: number) => Promise<void>;
}> => {
  const slot = createSharedSlot();
  const clock = createAheadClock();
  const noting = createNotingHttp();
  const service = await connectDataswyft(box, { secrets: slot, clock, http: noting.http });
  const later = async (ms: number): Promise<void> => {
    clock.aheadMs += ms;
    await box.control("/clock", { offsetMs: clock.aheadMs });
  };
  return { service, slot, clock, noting, later };
};

const testCode = async ({ account }: DataswyftService): Promise<string> => {
  const tested = await account.test(never);
  return tested.ok ? "ok" : tested.error.code;
};

const put = async ({ values }: DataswyftService, name: string, bytes: Uint8Array): Promise<string> => {
  const outcome = (await values.write([{ name, bytes }], never)).get(name);
  return outcome?.ok === true ? "ok" : (outcome?.error.code ?? "none");
};

describe("renewal", () => {
  it("comes with every answer, and the newest is used and kept", async () => {
    const { service, slot, noting, later } = await connected();
    const first = keptClaims(slot);
    await later(5 * minute);
    expect(await testCode(service)).toBe("ok");
    const second = keptClaims(slot);
    expect(second).toMatchObject({ jti: first.jti, exp: first.exp });
    expect(second.iat - first.iat).toBeGreaterThanOrEqual(5 * 60);
    expect(await testCode(service)).toBe("ok");
    expect(noting.seen.at(-1)?.headers?.["x-auth-token"]).toBe(keptToken(slot));
  });

  it.each([
    ["403", "forbidden", "store.no-permission"],
    ["400", "insert", "store.refused"],
    ["404", "not-found", "store.refused"],
  ])("comes with a %s too", async (_status, code, told) => {
    const { service, slot, later } = await connected();
    const first = keptClaims(slot);
    await later(5 * minute);
    await box.control("/faults", { service: "dataswyft", path: "vault", count: 1, kind: "code", code });
    expect(await testCode(service)).toBe(told);
    expect(keptClaims(slot).iat).toBeGreaterThan(first.iat);
  });

  it("is no part of a file's signed address", async () => {
    const { service, noting } = await connected();
    expect(await put(service, "large", new Uint8Array(70_000).fill(1))).toBe("ok");
    const signed = noting.seen.filter(({ url }) => url.includes("X-Amz-Signature"));
    expect(signed.length).toBe(1);
    expect(signed.every(({ headers }) => headers?.["x-auth-token"] === undefined)).toBe(true);
  });

  it("of many calls at once is written once", async () => {
    const { service, slot, later } = await connected();
    await later(5 * minute);
    slot.saves = 0;
    await Promise.all(Array.from({ length: 10 }, () => testCode(service)));
    expect(slot.saves).toBe(1);
    expect(slot.mostAtOnce).toBe(1);
  });

  it("shows in the facts, and listeners are told", async () => {
    const { service, clock, later } = await connected();
    let told = 0;
    service.account.subscribe(() => (told += 1));
    await later(10 * hour);
    await testCode(service);
    expect(told).toBe(1);
    const facts = await service.account.facts();
    const idleEndsAt = facts.ok ? facts.value?.idleEndsAt : null;
    expect(Math.abs((idleEndsAt ?? 0) - clock.now() - 72 * hour)).toBeLessThan(20_000);
  });
});

describe("the end", () => {
  it("comes after 72 hours without use; a new sign-in goes on with the same values", async () => {
    const { service, slot, noting, later } = await connected();
    expect(await put(service, "v", Uint8Array.of(1))).toBe("ok");
    await later(72 * hour - minute);
    expect(await testCode(service)).toBe("ok");
    await later(72 * hour + minute);
    const before = noting.seen.length;
    expect(await testCode(service)).toBe("store.consent-ended");
    expect(await put(service, "v", Uint8Array.of(2))).toBe("store.consent-ended");
    expect(noting.seen.length).toBe(before);
    expect(keptToken(slot)).toBeNull();
    expect((await clickThrough(service)).ok).toBe(true);
    expect((await service.values.read(["v"], never)).get("v")).toEqual({ ok: true, value: Uint8Array.of(1) });
  });

  it("comes after 30 days, however often it was used", async () => {
    const { service, later } = await connected();
    for (let days = 2; days < 30; days += 2) {
      await later(48 * hour);
      expect(await testCode(service)).toBe("ok");
    }
    await later(48 * hour + minute);
    expect(await testCode(service)).toBe("store.consent-ended");
  });

  it("is the account's to tell when only its clock has gone on", async () => {
    const { service, noting } = await connected();
    await box.control("/clock", { offsetMs: 73 * hour });
    expect(await testCode(service)).toBe("store.consent-ended");
    expect(noting.rows).toContain("401/B/Not Authenticated");
    await box.control("/clock", { offsetMs: 0 });
    expect(await testCode(service)).toBe("ok");
  });

  it("in the middle of a write keeps what was acknowledged, and what was not goes after a new sign-in", async () => {
    const { service, noting } = await connected();
    expect(await put(service, "a", Uint8Array.of(1))).toBe("ok");
    noting.before = async ({ method }) => {
      if (method !== "PUT") return;
      noting.before = () => Promise.resolve();
      // Twice: a token that another answer renewed meanwhile is tried once.
      await box.control("/faults", { service: "dataswyft", count: 2, kind: "expire" });
    };
    expect(await put(service, "a", Uint8Array.of(2))).toBe("store.consent-ended");
    await box.control("/faults/clear", {});
    expect((await clickThrough(service)).ok).toBe(true);
    expect((await service.values.read(["a"], never)).get("a")).toEqual({ ok: true, value: Uint8Array.of(1) });
    expect(await put(service, "a", Uint8Array.of(2))).toBe("ok");
  });

  it("is not taken from a refusal when another program renewed meanwhile", async () => {
    const { service, slot, clock, later } = await connected();
    const other = dataswyftService(box, { secrets: slot, clock });
    expect(await testCode(other)).toBe("ok");
    await later(5 * minute);
    expect(await testCode(service)).toBe("ok");
    await box.control("/faults", { service: "dataswyft", path: "vault", count: 1, kind: "expire" });
    expect(await testCode(other)).toBe("ok");
    expect(keptToken(slot)).not.toBeNull();
  });
});
