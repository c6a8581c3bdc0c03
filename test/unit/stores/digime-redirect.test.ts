import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { ScriptedDigime, ScriptOptions } from "#test/support/digime-scripted.ts";
import { codeOf, gone, refusal } from "#test/support/digime-scripted.ts";
import type { SignInBench } from "#test/support/digime-sign-in-script.ts";
import {
  back,
  begin,
  createSignInBench,
  finish,
  good,
  redirect,
} from "#test/support/digime-sign-in-script.ts";
import { createMemorySlot } from "#test/support/memory-slot.ts";

const { signal } = new AbortController();
let bench: SignInBench;

beforeAll(() => {
  bench = createSignInBench();
});

const script = (options: Partial<ScriptOptions> = {}): Promise<ScriptedDigime> => bench.script(options);

describe("coming back", () => {
  it("exchanges the code with its verifier and keeps who came, with the storage the service names", async () => {
    const secrets = createMemorySlot();
    const scripted = await script({ secrets });
    const told: string[] = [];
    scripted.service.account.subscribe(() => told.push("changed"));
    const facts = await finish(scripted);
    expect(facts).toEqual({
      ok: true,
      value: {
        id: "user-77",
        label: "digi.me user-77",
        connectedAt: expect.any(Number) as number,
        consentEndsAt: 1_800_001_000_000,
        idleEndsAt: null,
        isDeveloperAccess: false,
      },
    });
    const claims = scripted.to("oauth/token")[0]?.claims ?? {};
    const verifier = String(claims["code_verifier"]);
    const challenge = scripted.to("oauth/authorize")[0]?.claims["code_challenge"];
    expect(verifier).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(createHash("sha256").update(verifier).digest("base64url")).toBe(challenge);
    expect(claims).toMatchObject({ grant_type: "authorization_code", code: "code-1" });
    expect(new TextDecoder().decode(secrets.kept() ?? new Uint8Array())).toContain("stor-theirs");
    expect(await scripted.service.account.facts()).toEqual(facts);
    expect(told).toEqual(["changed"]);
  });

  it.each([
    ["another state", { success: "true", code: "c", state: "theirs" }, "connect.wrong-state"],
    ["no state", { success: "true", code: "c" }, "connect.wrong-state"],
    [
      "a failure of another state",
      { success: "false", errorCode: "USER_CANCEL", state: "x" },
      "connect.wrong-state",
    ],
    ["a no of the person", { success: "false", errorCode: "USER_CANCEL" }, "connect.denied"],
    ["an error of the page", { success: "false", errorCode: "ONBOARD_ERROR" }, "connect.refused"],
    ["an error that is not known", { success: "false", errorCode: "<b>" }, "connect.refused"],
    ["nothing", {}, "connect.refused"],
  ])("is refused with %s, and nothing is sent or kept", async (_what, query, code) => {
    const secrets = createMemorySlot();
    const scripted = await script({ secrets });
    const signIn = await begin(scripted);
    const before = scripted.seen.length;
    expect(codeOf(await signIn.finish(redirect(query), signal))).toBe(code);
    expect(scripted.seen.length).toBe(before);
    expect(secrets.kept()).toBeNull();
  });

  it("tells why in words of its own", async () => {
    const scripted = await script();
    const failed = async (errorCode: string): Promise<unknown> =>
      (await begin(scripted)).finish(redirect({ success: "false", errorCode }), signal);
    expect(await failed("INVALID_CODE")).toMatchObject({ error: { detail: { reason: "invalid-code" } } });
    expect(await failed("SERVER_ERROR")).toMatchObject({ error: { detail: { reason: "server-error" } } });
    expect(await failed("secret words")).toMatchObject({ error: { detail: { reason: "unknown" } } });
  });

  it("is refused when a value is there twice", async () => {
    const scripted = await script();
    const signIn = await begin(scripted);
    const twice = good(scripted);
    twice.searchParams.append("state", "theirs");
    expect(codeOf(await signIn.finish(twice, signal))).toBe("connect.wrong-state");
  });

  it("works once; another's answer does not use it up", async () => {
    const scripted = await script();
    const signIn = await begin(scripted);
    await signIn.finish(redirect({ success: "true", code: "c", state: "theirs" }), signal);
    expect(codeOf(await signIn.finish(good(scripted), signal))).toBe("ok");
    expect(codeOf(await signIn.finish(good(scripted), signal))).toBe("connect.wrong-state");
    expect(scripted.to("oauth/token").length).toBe(1);
  });

  it("does not take another account than the expected one", async () => {
    const secrets = createMemorySlot();
    expect(codeOf(await finish(await script({ secrets }), "user-78"))).toBe("store.other-account");
    expect(secrets.kept()).toBeNull();
  });

  it("keeps the storage it made when the service knows of none", async () => {
    const secrets = createMemorySlot();
    await finish(await script({ secrets, routes: { "GET /storage": [refusal("InvalidPCloud", 404)] } }));
    expect(new TextDecoder().decode(secrets.kept() ?? new Uint8Array())).toContain("stor-new");
  });

  it.each([
    ["the code is refused", { "POST /oauth/token": [refusal("InvalidToken", 401)] }, "connect.refused"],
    ["the service is away", { "POST /oauth/token": [gone("unreachable")] }, "store.unreachable"],
    ["the storage cannot be asked for", { "GET /storage": [gone("unreachable")] }, "store.unreachable"],
  ])("keeps nothing when %s", async (_what, routes, code) => {
    const secrets = createMemorySlot();
    expect(codeOf(await finish(await script({ secrets, routes })))).toBe(code);
    expect(secrets.kept()).toBeNull();
  });

  it("blames the clock where that is why", async () => {
    const date = new Date(1_700_000_600_000).toUTCString();
    const scripted = await script({
      routes: { "POST /oauth/authorize": [refusal("TokenInvalid", 400, { date })] },
    });
    expect(await scripted.service.account.begin(back, null, signal)).toMatchObject({
      error: { code: "connect.clock-skew", detail: { minutes: -10 } },
    });
  });

  it("tells a keychain that does not answer", async () => {
    const secrets = createMemorySlot();
    secrets.failing("save", "keychain.locked");
    expect(codeOf(await finish(await script({ secrets })))).toBe("keychain.locked");
  });
});
