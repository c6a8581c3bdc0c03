import { createPublicKey } from "node:crypto";
import { createContext, runInContext } from "node:vm";
import { decodeJwt, jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { approve } from "#test/support/dataswyft-consent.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
beforeAll(async () => {
  box = await startTestSandbox();
});
beforeEach(() => box.control("/reset", {}));
afterAll(() => box.dispose());

const redirect = "http://127.0.0.1:45555/dataswyft?try=1";
const pda = (): string => box.endpoints.dataswyft.pdaUrl;

/** The address of the documented screen, every value encoded. */
const hatlogin = (query: Record<string, string>): string =>
  `${pda()}/#/hatlogin?${new URLSearchParams(query).toString()}`;

const asked = { name: "tapvault-dev", redirect };

describe("the documented screen", () => {
  it("hands over a token of this account for the application", async () => {
    const sent = await approve(hatlogin(asked));
    expect(sent.href.startsWith(`${redirect}&token=`)).toBe(true);
    const token = sent.searchParams.get("token") ?? "";
    const pem = await (await fetch(`${pda()}/publickey`)).text();
    const { payload, protectedHeader } = await jwtVerify(token, createPublicKey(pem));
    expect(protectedHeader).toEqual({ typ: "JWT", alg: "RS256" });
    expect(payload).toMatchObject({
      iss: new URL(pda()).host,
      application: "tapvault-dev",
      applicationVersion: "1.0.0",
      exp: (payload.iat ?? 0) + 30 * 86_400,
    });
    expect(payload).not.toHaveProperty("accessScope");
  });

  it("answers with another account's token when asked to", async () => {
    const sent = await approve(hatlogin(asked), { as: "ben" });
    const token = sent.searchParams.get("token") ?? "";
    expect(decodeJwt(token)).toMatchObject({ iss: "ben.sandbox.example", application: "tapvault-dev" });
    const answer = await fetch(`${pda()}/users/access_token/validate`, {
      headers: { "x-auth-token": token },
    });
    expect(answer.status).toBe(401);
  });

  it("lower-cases the id, takes the other names, and the app's own scheme", async () => {
    const query = { application_id: "TAPVAULT-DEV", redirect_uri: "tapvault://dataswyft" };
    const sent = await approve(hatlogin(query));
    expect(sent.href).toMatch(/^tapvault:\/\/dataswyft\?token=ey/);
    const oauth = `${pda()}/auth/oauth?${new URLSearchParams(query).toString()}&lang=en`;
    expect((await approve(oauth)).href).toMatch(/^tapvault:\/\/dataswyft\?token=ey/);
  });

  it("encodes a fragment of the redirect", async () => {
    const sent = await approve(hatlogin({ ...asked, redirect: "http://127.0.0.1:45555/#/back" }));
    expect(sent.href).toMatch(/^http:\/\/127\.0\.0\.1:45555\/%23\/back\?token=ey/);
  });
});

describe("the start page", () => {
  const follow = async (hash: string): Promise<string | null> => {
    const text = await (await fetch(pda())).text();
    const script = /<script>([^]*)<\/script>/.exec(text)?.[1] ?? "";
    let followed: string | null = null;
    const location = { hash, replace: (to: string) => (followed = to) };
    runInContext(script, createContext({ location }));
    return followed;
  };

  it("turns the part behind the # into an address of its own", async () => {
    expect(await follow("#/hatlogin?name=a&redirect=b")).toBe("/hatlogin?name=a&redirect=b");
    expect(await follow("#/auth/oauth?name=a")).toBe("/auth/oauth?name=a");
  });

  it.each(["", "#/elsewhere", "#//elsewhere.example/hatlogin", "#/hatlogin.example"])(
    "leaves %o alone",
    async (hash) => {
      expect(await follow(hash)).toBeNull();
    },
  );
});

describe("failures of the screen", () => {
  it("says that the person refused, in one parameter", async () => {
    const sent = await approve(hatlogin(asked), { deny: true });
    expect(sent.href).toBe(`${redirect}&error=access_denied%26error_reason=user_cancelled`);
    expect(sent.searchParams.get("error")).toBe("access_denied&error_reason=user_cancelled");
  });

  it("goes to the fallback unchanged, with no reason", async () => {
    const fallback = "http://localhost:45555/over?x=1#there";
    const sent = await approve(hatlogin({ ...asked, fallback }), { deny: true });
    expect(sent.href).toBe(fallback);
  });

  it.each([
    [{ redirect }, "application_misconfigured&error_reason=application_id_is_required "],
    [{ redirect, name: "nobodys-dev" }, "application_misconfigured&error_reason=application_id_not_found "],
  ])("says what the application is missing: %o", async (query, error) => {
    const sent = await approve(hatlogin(query));
    expect(sent.searchParams.get("error")).toBe(error);
  });

  it("names a missing redirect only to the fallback", async () => {
    const fallback = "http://127.0.0.1:45555/over";
    expect((await approve(hatlogin({ name: "tapvault-dev", fallback }))).href).toBe(fallback);
    await expect(approve(hatlogin({ name: "tapvault-dev" }))).rejects.toThrow("no consent form: 400");
  });

  it.each([
    ["internal", "hat_exception&error_reason=internal_server_error"],
    ["enabling", "hat_exception&error_reason=enabling_application_failed"],
  ])("fails on demand: %s", async (code, error) => {
    await box.control("/faults", { service: "dataswyft", path: "hatlogin", count: 1, kind: "code", code });
    const sent = await approve(hatlogin(asked));
    expect(sent.searchParams.get("error")).toBe(error);
  });

  it.each([
    "https://elsewhere.example/cb",
    "http://127.0.0.1.elsewhere.example/",
    "javascript:1",
    "relative",
  ])("never sends a browser to %s", async (elsewhere) => {
    await expect(approve(hatlogin({ ...asked, redirect: elsewhere }))).rejects.toThrow(
      "no consent form: 400",
    );
    const query = { ...asked, fallback: elsewhere };
    await expect(approve(hatlogin(query), { deny: true })).rejects.toThrow("no redirect: 400");
  });

  it("takes no form of another page", async () => {
    const address = `${pda()}/hatlogin?${new URLSearchParams(asked).toString()}`;
    const answer = await fetch(address, {
      method: "POST",
      redirect: "manual",
      headers: { "sec-fetch-site": "cross-site" },
      body: new URLSearchParams({ decision: "allow" }),
    });
    expect(answer.status).toBe(400);
  });
});
