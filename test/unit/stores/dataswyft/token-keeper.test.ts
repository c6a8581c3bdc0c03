/** Keeping the newest token: renewal on every answer, few and single writes, other programs on the same slot, and the end. */
import { beforeEach, describe, expect, it } from "vitest";
import { createBench, noAbort, signIn } from "#test/support/dataswyft-bench.ts";
import type { DataswyftBench } from "#test/support/dataswyft-bench.ts";
import { fakeHost } from "#test/support/fake-pda.ts";
import { jsonReply, textReply } from "#test/support/pda-replies.ts";
import { generateKeyPair } from "jose";

const minute = 60_000;
const hour = 60 * minute;
let bench: DataswyftBench;

beforeEach(async () => {
  bench = await createBench();
  bench.pda.renews = true;
  bench.slot.saves = 0;
  bench.pda.seen.splice(0, Infinity);
});

const test = (): Promise<{ readonly ok: boolean }> => bench.service.account.test(noAbort);
const sent = (): string | undefined => bench.pda.seen.at(-1)?.headers?.["x-auth-token"];
const keptToken = (): string => {
  const kept = JSON.parse(new TextDecoder().decode(bench.slot.held ?? new Uint8Array())) as { token: string };
  return kept.token;
};
const later = (ms: number): void => void (bench.pda.now += ms);
const code = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }): string =>
  result.ok ? "ok" : (result.error?.code ?? "");

describe("a token that comes back", () => {
  it("is used and kept from then on", async () => {
    const first = keptToken();
    later(2 * minute);
    await test();
    expect(keptToken()).not.toBe(first);
    await test();
    expect(sent()).toBe(keptToken());
    expect(await bench.service.account.facts()).toMatchObject({
      value: { idleEndsAt: bench.pda.now + 72 * hour, consentEndsAt: 1_702_592_000_000 },
    });
  });

  it("is taken over from a refusal too", async () => {
    const first = keptToken();
    later(2 * minute);
    const renewed = await bench.pda.issue();
    bench.pda.instead = () =>
      jsonReply(403, { error: "Forbidden", message: "" }, [["x-auth-token", renewed]]);
    expect(code(await test())).toBe("store.no-permission");
    expect(keptToken()).toBe(renewed);
    expect(renewed).not.toBe(first);
  });

  it("is written once a minute at most, one write at a time, and the newest", async () => {
    for (let round = 0; round < 30; round++) {
      later(4_000);
      await Promise.all([test(), test(), test()]);
    }
    expect(bench.slot.saves).toBe(2);
    expect(bench.slot.mostAtOnce).toBe(1);
    later(5 * minute);
    await Promise.all(Array.from({ length: 8 }, test));
    expect(bench.slot.saves).toBe(3);
    expect(bench.slot.mostAtOnce).toBe(1);
  });

  it("tells listeners when what can be shown has changed", async () => {
    let told = 0;
    bench.service.account.subscribe(() => (told += 1));
    later(5 * minute);
    await test();
    await test();
    expect(told).toBe(1);
  });

  it.each([
    ["of another id", { jti: "j2" }],
    ["of another account", { iss: "ben.hubat.net" }],
    ["of another application", { application: "notes-dev" }],
    ["with its end moved", { exp: 1_702_592_001 }],
    ["older than ours", { iat: 1_600_000_000 }],
    ["that is the owner's", { application: undefined }],
  ])("%s is not taken", async (_what, claims) => {
    const first = keptToken();
    later(2 * minute);
    const foreign = await bench.pda.issue(claims);
    bench.pda.instead = () => jsonReply(200, [], [["x-auth-token", foreign]]);
    expect(code(await test())).toBe("ok");
    expect(keptToken()).toBe(first);
    await test();
    expect(sent()).toBe(first);
  });

  it("by another key, or no token at all, is not taken and leaves a line", async () => {
    const first = keptToken();
    later(2 * minute);
    const { privateKey } = await generateKeyPair("RS256");
    const forged = await bench.pda.issue({}, privateKey);
    bench.pda.instead = () => jsonReply(200, [], [["x-auth-token", forged]]);
    await test();
    bench.pda.instead = () => jsonReply(200, [], [["x-auth-token", "x"]]);
    await test();
    expect(keptToken()).toBe(first);
    expect(bench.log.lines).toContainEqual({ event: "dataswyft", call: "renewal", reason: "signature" });
  });

  it("goes on in memory when it cannot be kept", async () => {
    later(2 * minute);
    const before = keptToken();
    bench.slot.save = () =>
      Promise.resolve({ ok: false, error: { code: "vault.disk-full", ref: "r", retry: "after-action" } });
    expect(code(await test())).toBe("ok");
    await test();
    expect(sent()).not.toBe(before);
    expect(bench.log.lines.some(({ call }) => call === "keep-token")).toBe(true);
  });
});

describe("the end of a sign-in", () => {
  it("comes 72 hours after the last use, and the token is dropped", async () => {
    bench.pda.renews = false;
    later(72 * hour);
    expect(code(await test())).toBe("ok");
    later(1);
    const before = bench.pda.seen.length;
    expect(code(await test())).toBe("store.consent-ended");
    expect(bench.pda.seen.length).toBe(before);
    expect(keptToken()).toBeNull();
    expect(await bench.service.account.facts()).toMatchObject({
      value: { id: fakeHost, consentEndsAt: bench.pda.now },
    });
  });

  it("comes at the absolute end, however often it was used", async () => {
    while (bench.pda.now + 48 * hour < 1_702_592_000_000) {
      later(48 * hour);
      expect(code(await test())).toBe("ok");
    }
    later(48 * hour);
    expect(code(await test())).toBe("ok");
    later(1);
    expect(code(await test())).toBe("store.consent-ended");
  });

  it("comes when the account says so; a new sign-in, or the account's better mind, goes on", async () => {
    const refused = keptToken();
    bench.pda.instead = () => jsonReply(401, { error: "Not Authenticated", message: "" });
    expect(code(await test())).toBe("store.consent-ended");
    expect(keptToken()).toBe(refused);
    expect(bench.pda.seen.length).toBe(1);
    bench.pda.instead = () => null;
    expect(code(await test())).toBe("ok");
    await signIn(bench.pda, bench.service, await bench.pda.issue({ jti: "j2" }));
    expect(code(await test())).toBe("ok");
  });

  it("is not taken from a proxy's word", async () => {
    const first = keptToken();
    bench.pda.instead = () => textReply(401, "", "text/plain");
    expect(code(await test())).toBe("store.consent-ended");
    bench.pda.instead = () => textReply(401, "<html>log in to the hotel");
    expect(code(await test())).toBe("store.bad-reply");
    expect(keptToken()).toBe(first);
  });
});

describe("two programs on one slot", () => {
  it("use what the other one renewed before they give up", async () => {
    const other = await bench.another({ secrets: bench.slot });
    await other.account.test(noAbort);
    const old = keptToken();
    later(2 * minute);
    await test();
    bench.pda.instead = ({ headers }) =>
      headers?.["x-auth-token"] === old ? jsonReply(401, { error: "Not Authenticated", message: "" }) : null;
    expect(code(await other.account.test(noAbort))).toBe("ok");
    expect(keptToken()).not.toBeNull();
  });

  it("do not bring back what the other one forgot or replaced", async () => {
    const other = await bench.another({ secrets: bench.slot });
    await other.account.test(noAbort);
    await bench.service.account.disconnect(noAbort);
    later(5 * minute);
    await other.account.test(noAbort);
    expect(bench.slot.held).toBeNull();
    await signIn(bench.pda, bench.service, await bench.pda.issue({ jti: "j9" }));
    later(5 * minute);
    await other.account.test(noAbort);
    expect(new TextDecoder().decode(bench.slot.held ?? new Uint8Array())).toContain('"jti":"j9"');
  });
});

it("takes a slot that it cannot read for nobody signed in, and a shut one for what it is", async () => {
  bench.slot.held = new TextEncoder().encode("{}");
  expect(await bench.service.account.facts()).toEqual({ ok: true, value: null });
  const fresh = await bench.another({ secrets: bench.slot });
  bench.slot.failure = { code: "keychain.locked", ref: "r", retry: "after-action" };
  expect(code(await fresh.account.test(noAbort))).toBe("keychain.locked");
  bench.slot.failure = { code: "vault.busy", ref: "r", retry: "now" };
  expect(code(await fresh.account.test(noAbort))).toBe("store.busy");
  bench.slot.failure = { code: "vault.damaged", ref: "r", retry: "after-action" };
  expect(code(await fresh.account.test(noAbort))).toBe("store.secrets-lost");
});
