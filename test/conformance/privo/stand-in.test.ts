/** The stand-in by itself, over plain HTTP: the duties of the contract's emulator section. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { askedOf } from "#test/support/privo-sandbox.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.dispose());
beforeEach(() => sandbox.control("/reset", {}));

const grantSchema = z.object({
  access_token: z.string(),
  token_type: z.literal("Bearer"),
  expires_in: z.number(),
  refresh_token: z.string().optional(),
});

interface Told {
  readonly status: number;
  readonly json: unknown;
}

const tell = async (response: Response): Promise<Told> => {
  const text = await response.text();
  return { status: response.status, json: text === "" ? null : (JSON.parse(text) as unknown) };
};

const client = (more: Record<string, string> = {}): Record<string, string> => {
  const { clientId, clientSecret } = sandbox.endpoints.privo;
  return {
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    scope: "openid",
    ...more,
  };
};

const inForm = async (parameters: Record<string, string>, path = "token"): Promise<Told> =>
  tell(
    await fetch(`${sandbox.endpoints.privo.baseUrl}/${path}`, {
      method: "POST",
      body: new URLSearchParams(parameters),
    }),
  );

const inQuery = async (parameters: Record<string, string>, path = "token"): Promise<Told> => {
  const query = new URLSearchParams(parameters).toString();
  return tell(await fetch(`${sandbox.endpoints.privo.baseUrl}/${path}?${query}`, { method: "POST" }));
};

const grantFrom = async (told: Promise<Told>): Promise<z.infer<typeof grantSchema>> =>
  grantSchema.parse((await told).json);

const jo = { att_type: "email", value: "jo.doe@example.com" };
const joHash =
  "3bd169dcef302bed776357580d9c9bbd8cf1e9569e9903564024fc63942ffd3810ddce95dcec875f0cd74cd80816449930a5ab246f99cbeb93507f81fd589dac";

const lookup = (
  path: string,
  headers: Record<string, string>,
  body: unknown = [jo],
  place = "US",
): Promise<Told> => {
  const { baseUrl, serviceIdentifier } = sandbox.endpoints.privo;
  return sandbox.post(`${baseUrl}/api/v1.0/${path}/${serviceIdentifier}/${place}`, body, headers);
};

const key = () => ({ "x-api-key": sandbox.endpoints.privo.apiKey });
const bearer = async () => ({
  authorization: `Bearer ${(await grantFrom(inForm(client()))).access_token}`,
});

describe("tokens", () => {
  it.each(["token", "oauth/token"])("/%s gives one for form and query", async (path) => {
    for (const ask of [inForm, inQuery]) {
      const told = await ask(client(), path);
      expect(told.status).toBe(200);
      expect(grantSchema.parse(told.json)).toMatchObject({ expires_in: 599 });
      expect(told.json).not.toHaveProperty("refresh_token");
    }
  });

  it.each<[string, Record<string, string>, number, string]>([
    ["a wrong secret", { client_secret: "wrong" }, 401, "invalid_client"],
    ["a wrong client", { client_id: "wrong" }, 401, "invalid_client"],
    ["another grant", { grant_type: "password" }, 400, "unsupported_grant_type"],
    ["a made-up refresh token", { grant_type: "refresh_token", refresh_token: "x" }, 400, "invalid_grant"],
  ])("%s is refused", async (_what, change, status, error) => {
    expect(await inForm(client(change))).toMatchObject({ status, json: { error } });
  });

  it("no grant, or a body that is no form, is refused", async () => {
    expect((await inForm({})).status).toBe(400);
    expect((await sandbox.post(sandbox.endpoints.privo.tokenUrl, client())).status).toBe(400);
  });

  it("a refresh token comes with offline_access and is good once", async () => {
    const first = await grantFrom(inForm(client({ scope: "openid offline_access" })));
    const refresh = (token = "") => inForm(client({ grant_type: "refresh_token", refresh_token: token }));
    const second = await grantFrom(refresh(first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await refresh(first.refresh_token)).status).toBe(400);
    expect((await refresh(second.refresh_token)).status).toBe(200);
  });

  it("end by the sandbox's clock", async () => {
    const headers = await bearer();
    await sandbox.control("/clock", { offsetMs: 598_000 });
    expect((await lookup("s2s/lookup/by-plain-value", headers)).status).toBe(200);
    await sandbox.control("/clock", { offsetMs: 600_000 });
    expect((await lookup("s2s/lookup/by-plain-value", headers)).status).toBe(401);
  });

  it("switches: one spelling, one style, another life, a scope that must be asked for", async () => {
    await sandbox.control("/privo/settings", { tokenPaths: "oauth-token", tokenSeconds: 3_599 });
    expect((await fetch(sandbox.endpoints.privo.tokenUrl, { method: "POST" })).status).toBe(404);
    expect((await inForm(client(), "oauth/token")).json).toMatchObject({ expires_in: 3_599 });
    await sandbox.control("/privo/settings", {
      tokenPaths: "token",
      tokenStyles: "form",
      requiredScope: "TRUST",
    });
    expect((await inQuery(client())).status).toBe(400);
    expect((await inForm(client())).json).toMatchObject({ error: "invalid_scope" });
    expect((await inForm(client({ scope: "PRIVOLOCK TRUST" }))).status).toBe(200);
  });
});

describe("path families", () => {
  it("take their own kind of credential and no other", async () => {
    const token = await bearer();
    for (const method of ["by-plain-value", "by-hash"]) {
      expect((await lookup(`lookup/${method}`, key())).status).toBe(200);
      expect((await lookup(`s2s/lookup/${method}`, token)).status).toBe(200);
      expect((await lookup(`lookup/${method}`, token)).status).toBe(401);
      expect((await lookup(`s2s/lookup/${method}`, key())).status).toBe(401);
      expect((await lookup(`lookup/${method}`, { ...token, ...key() })).status).toBe(400);
      expect((await lookup(`lookup/${method}`, {})).status).toBe(403);
      expect((await lookup(`s2s/lookup/${method}`, {})).status).toBe(401);
    }
    await sandbox.control("/privo/settings", { refusesBoth: false, hashWithApiKey: false });
    expect((await lookup("s2s/lookup/by-hash", { ...token, ...key() })).status).toBe(200);
    expect((await lookup("lookup/by-hash", key())).status).toBe(404);
  });

  it("a place that is not known is 404, or what the switch says", async () => {
    expect((await lookup("lookup/by-hash", key(), [jo], "ZZ")).status).toBe(404);
    await sandbox.control("/privo/settings", { unknownPlaceStatus: 400 });
    expect((await lookup("lookup/by-hash", key(), [jo], "ZZ")).status).toBe(400);
    await sandbox.control("/privo/places", { jurisdiction: "ZZ", shows: ["is_under_13"] });
    expect((await lookup("lookup/by-plain-value", key(), [jo], "ZZ")).json).toEqual([
      { ...jo, status: "found", is_under_13: true },
    ]);
  });
});

describe("lookups", () => {
  it("answer 200 and an array, echo what was sent, and find by either way", async () => {
    const hashed = { att_type: "email", value: joHash };
    for (const [method, query] of [
      ["by-plain-value", jo],
      ["by-hash", hashed],
      ["by-hash", { ...hashed, value: joHash.toUpperCase() }],
    ] as const)
      expect(await lookup(`lookup/${method}`, key(), [query])).toMatchObject({
        status: 200,
        json: [{ ...query, status: "found", is_under_13: true }],
      });
    await sandbox.control("/privo/settings", { takesUpperCaseHash: false });
    expect(
      (await lookup("lookup/by-hash", key(), [{ ...hashed, value: joHash.toUpperCase() }])).json,
    ).toMatchObject([{ status: "bad_data" }]);
    expect((await lookup("lookup/by-hash", key(), [])).json).toEqual([]);
  });

  it.each([
    ["no JSON", "x"],
    ["another type", [{ att_type: "name", value: "Jo" }]],
    ["no value", [{ att_type: "email" }]],
    ["too many", Array.from({ length: 101 }, () => jo)],
  ])("%s is 400", async (_what, body) => {
    expect((await lookup("lookup/by-plain-value", key(), body)).status).toBe(400);
  });

  it("a query without its array is taken, marked, or refused by the switch", async () => {
    expect((await lookup("lookup/by-plain-value", key(), jo)).status).toBe(200);
    expect((await askedOf(sandbox)).last.at(-1)).toMatchObject({ isBare: true, value: jo.value });
    await sandbox.control("/privo/settings", { takesBareQuery: false });
    expect((await lookup("lookup/by-plain-value", key(), jo)).status).toBe(400);
  });

  it("remembers the last 100 values as they came, and forgets on reset", async () => {
    const odd = "a\u0000b\u{1f600}@example.com";
    await lookup(
      "lookup/by-plain-value",
      key(),
      Array.from({ length: 100 }, () => jo),
    );
    await lookup("lookup/by-plain-value", key(), [{ att_type: "email", value: odd }]);
    const { last, counts } = await askedOf(sandbox);
    expect([last.length, last.at(-1)?.value, counts[0]?.count]).toEqual([100, odd, 101]);
    await sandbox.control("/reset", {});
    expect(await askedOf(sandbox)).toEqual({ counts: [], last: [] });
  });

  it("a person who is added takes over an address; controls refuse what makes no sense", async () => {
    await sandbox.control("/privo/people", { email: "JO.DOE@example.com", birthdate: "1950-01-01" });
    expect((await lookup("lookup/by-plain-value", key())).json).toMatchObject([{ is_65_or_over: true }]);
    for (const [path, body] of [
      ["people", {}],
      ["people", { email: "a@b.c", birthdate: "yesterday" }],
      ["settings", { tokenSeconds: 0 }],
      ["settings", { unknown: 1 }],
      ["settings", []],
      ["places", { jurisdiction: "US", shows: ["shoe_size"] }],
    ] as const)
      await expect(sandbox.control(`/privo/${path}`, body)).rejects.toThrow("400");
  });
});

it("credentials, people and switches survive a restart; a reset keeps only the credentials", async () => {
  const before = sandbox.endpoints.privo;
  const { dataDir } = sandbox;
  await sandbox.control("/privo/people", { email: "kept@example.com", birthdate: "2015-01-01" });
  await sandbox.control("/privo/settings", { tokenSeconds: 60 });
  await sandbox.close();
  sandbox = await startTestSandbox({ dataDir });
  const { apiKey, clientId, clientSecret } = before;
  expect(sandbox.endpoints.privo).toMatchObject({ apiKey, clientId, clientSecret });
  const kept = [{ att_type: "email", value: "kept@example.com" }];
  expect((await lookup("lookup/by-plain-value", key(), kept)).json).toMatchObject([{ status: "found" }]);
  expect((await inForm(client())).json).toMatchObject({ expires_in: 60 });
  await sandbox.control("/reset", {});
  expect((await lookup("lookup/by-plain-value", key(), kept)).json).toMatchObject([{ status: "not_found" }]);
  expect((await inForm(client())).json).toMatchObject({ expires_in: 599 });
});
