import { createHash } from "node:crypto";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { HyperidApp } from "#test/support/hyperid-app.ts";
import { claimsOf, hyperidApp } from "#test/support/hyperid-app.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
let app: HyperidApp;

beforeAll(async () => {
  box = await startTestSandbox();
});
beforeEach(async () => {
  await box.control("/reset", {});
  app = hyperidApp(box);
});
afterAll(() => box.dispose());

describe("the tokens", () => {
  const certs = (): ReturnType<typeof createRemoteJWKSet> =>
    createRemoteJWKSet(new URL(app.endpoint("/certs")));

  it("are signed with a key of /certs", async () => {
    const { access_token, id_token } = await app.signIn();
    const { issuer } = box.endpoints.hyperid;
    const { protectedHeader } = await jwtVerify(access_token, certs(), { issuer, algorithms: ["RS256"] });
    expect(protectedHeader).toMatchObject({ typ: "JWT", alg: "RS256" });
    await jwtVerify(id_token, certs(), { issuer, audience: app.clientId, algorithms: ["RS256"] });
  });

  it("carry every claim of the contract", async () => {
    const { access_token, refresh_token, id_token, session_state } = await app.signIn();
    const claims = claimsOf(access_token);
    expect(Object.keys(claims)).toEqual(
      expect.arrayContaining(
        (
          "exp iat auth_time jti iss sub typ azp scope sid email email_verified wallet_address " +
          "wallet_chain_id device_id ip is_guest wallet_source wallet_family is_wallet_verified"
        ).split(" "),
      ),
    );
    expect(claims).toMatchObject({ typ: "Bearer", email: "ada@sandbox.example", sid: session_state });
    expect(Number(claims["exp"]) - Number(claims["iat"])).toBe(3600);
    expect(claimsOf(refresh_token)).toMatchObject({ typ: "Refresh", aud: box.endpoints.hyperid.issuer });
    const half = createHash("sha256").update(access_token).digest().subarray(0, 16).toString("base64url");
    expect(claimsOf(id_token)).toMatchObject({
      nonce: "nonce-1",
      aud: app.clientId,
      azp: app.clientId,
      at_hash: half,
      sub: claims["sub"],
    });
  });

  it("name the same person the same, and another another", async () => {
    const subject = async (person: "ada" | "ben"): Promise<unknown> =>
      claimsOf((await app.signIn({ person })).access_token)["sub"];
    const ada = await subject("ada");
    expect(ada).toMatch(/^[0-9a-f-]{36}$/);
    expect(await subject("ada")).toBe(ada);
    expect(await subject("ben")).not.toBe(ada);
  });

  it("tell the e-mail address and give an ID token only where that was allowed", async () => {
    const tokens = await app.signIn({}, "user-data-set");
    expect(tokens.id_token).toBe("");
    expect(claimsOf(tokens.access_token)["email"]).toBeUndefined();
  });

  it("can be signed with a key that nobody knows yet, or never will", async () => {
    const before = certs();
    await jwtVerify((await app.signIn()).id_token, before);
    const next = (await box.control("/hyperid/keys", {})) as { kid: string };
    const { keys } = (await (await fetch(app.endpoint("/certs"))).json()) as { keys: { kid: string }[] };
    expect(keys.map(({ kid }) => kid)).toContain(next.kid);
    await jwtVerify((await app.signIn()).id_token, certs());
    await box.control("/hyperid/keys", { isPublished: false });
    await expect(jwtVerify((await app.signIn()).id_token, certs())).rejects.toThrow(/no applicable key/);
    await box.control("/hyperid/keys", {});
  });
});
