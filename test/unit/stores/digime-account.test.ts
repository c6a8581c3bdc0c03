import { beforeAll, describe, expect, it } from "vitest";
import type { ScriptedDigime, ScriptOptions } from "#test/support/digime-scripted.ts";
import { codeOf, connectedSlot, json, refusal } from "#test/support/digime-scripted.ts";
import type { SignInBench } from "#test/support/digime-sign-in-script.ts";
import { back, begin, createSignInBench, finish, good } from "#test/support/digime-sign-in-script.ts";
import { createMemorySlot } from "#test/support/memory-slot.ts";

const { signal } = new AbortController();
let bench: SignInBench;

beforeAll(() => {
  bench = createSignInBench();
});

const script = (options: Partial<ScriptOptions> = {}): Promise<ScriptedDigime> => bench.script(options);

describe("beginning", () => {
  it("makes a storage, names it, and asks with PKCE and a state of its own", async () => {
    const scripted = await script();
    const { url } = await begin(scripted);
    const { pathname, searchParams } = new URL(url);
    expect(pathname).toBe("/apps/saas/authorize");
    expect(Object.fromEntries(searchParams)).toEqual({
      code: "pre-1",
      sourceType: "pull",
      storageRef: "ref-1",
    });
    expect(scripted.to("/reference")[0]?.body).toBe('{"type":"cloudId","value":"stor-new"}');
    const { claims, body } = scripted.to("oauth/authorize")[0] ?? { claims: {}, body: "" };
    expect(Object.keys(claims).sort()).toEqual(
      [
        "client_id",
        "code_challenge",
        "code_challenge_method",
        "nonce",
        "redirect_uri",
        "response_mode",
        "response_type",
        "state",
        "timestamp",
      ].sort(),
    );
    expect(claims).toMatchObject({
      code_challenge_method: "S256",
      redirect_uri: back,
      response_mode: "query",
      response_type: "code",
    });
    expect(JSON.parse(String(body))).toMatchObject({
      actions: { pull: { limits: { duration: { sourceFetch: 0 } } } },
    });
  });

  it("uses a storage again that no finished sign-in took", async () => {
    const scripted = await script();
    await begin(scripted);
    await begin(scripted);
    expect(scripted.to("/v1.7/storage").length).toBe(1);
    await (await begin(scripted)).finish(good(scripted), signal);
    await begin(scripted);
    expect(scripted.to("/v1.7/storage").filter(({ method }) => method === "POST").length).toBe(2);
  });

  it("names the storage of before for the same person only, and a new one when that is gone", async () => {
    const known = await script({ secrets: connectedSlot() });
    await begin(known, "user-77");
    expect(known.to("/reference")[0]?.body).toContain("stor-1");
    const other = await script({ secrets: connectedSlot() });
    await begin(other, null);
    expect(other.to("/reference")[0]?.body).toContain("stor-new");
    const removed = await script({
      secrets: connectedSlot(),
      routes: { "POST /reference": [refusal("InvalidPCloud"), json({ id: "ref-2" })] },
    });
    expect((await begin(removed, "user-77")).url).toContain("storageRef=ref-2");
  });

  it.each([
    ["no key", { contractKey: null }, "store.not-configured"],
    ["a key that is none", { contractKey: "words" }, "settings.contract-key-malformed"],
    ["no application", { settings: { applicationId: "" } }, "store.not-configured"],
    ["no contract", { settings: { contractId: "" } }, "store.not-configured"],
    ["an address that is none", { settings: { baseUrl: "api" } }, "settings.address-malformed"],
    [
      "an address without TLS",
      { settings: { cloudBaseUrl: "http://cloud.example/" } },
      "settings.address-malformed",
    ],
    [
      "an address with a question",
      { settings: { onboardUrl: "https://x.example/?a" } },
      "settings.address-malformed",
    ],
  ])("sends nothing with %s", async (_what, options, code) => {
    const scripted = await script(options);
    expect(codeOf(await scripted.service.account.begin(back, null, signal))).toBe(code);
    expect(scripted.seen).toEqual([]);
  });

  it("goes to the service's own addresses when none are set", async () => {
    const scripted = await script({
      settings: { baseUrl: "", onboardUrl: " ", cloudBaseUrl: "", legacyBaseUrl: "" },
    });
    await scripted.service.account.begin(back, null, signal);
    expect(scripted.seen.map(({ url }) => url)).toEqual([
      "https://api.digi.me/v1.7/storage",
      "https://api.digi.me/v1.7/reference",
      "https://api.digi.me/v1.7/oauth/authorize",
    ]);
  });
});

describe("an account that is kept", () => {
  it("belongs to its contract", async () => {
    const scripted = await script({ secrets: connectedSlot(), settings: { contractId: "Other" } });
    expect(await scripted.service.account.facts()).toEqual({ ok: true, value: null });
    expect(codeOf(await scripted.service.account.test(signal))).toBe("store.not-connected");
  });

  it("is lost when its secret is damaged, and a new sign-in is the way out", async () => {
    const secrets = createMemorySlot(new TextEncoder().encode('{"version":9}'));
    const scripted = await script({ secrets });
    expect(codeOf(await scripted.service.account.facts())).toBe("store.secrets-lost");
    expect(codeOf(await finish(scripted))).toBe("ok");
    expect(codeOf(await scripted.service.account.facts())).toBe("ok");
  });

  it("is forgotten on disconnecting, without a word to the service", async () => {
    const secrets = connectedSlot();
    const scripted = await script({ secrets });
    expect(codeOf(await scripted.service.account.disconnect(signal))).toBe("ok");
    expect(secrets.kept()).toBeNull();
    expect(scripted.seen).toEqual([]);
    expect(await scripted.service.account.facts()).toEqual({ ok: true, value: null });
  });
});
