import { pathsOf } from "#lookup/registry-place.ts";
import { describe, expect, it } from "vitest";
import { ok } from "#contract/result.ts";
import { retryAfterMs } from "#platform/privo-http.ts";
import type { BytesRequest } from "#stores/http.port.ts";
import { createHandClock, createRushingClock } from "#test/support/hand-clock.ts";
import {
  byHash,
  codeOver,
  foundJo,
  grantOf,
  inPlain,
  joHash,
  registryOver,
  signal,
  tokenClient,
} from "#test/support/privo-bench.ts";
import type { ScriptedStep } from "#test/support/scripted-bytes-http.ts";
import { bytesAnswered, bytesUnanswered, scriptedBytesHttp } from "#test/support/scripted-bytes-http.ts";
import { keptLog } from "#test/support/scripted-http.ts";

const bodyOf = ({ body }: BytesRequest): unknown => JSON.parse(String(body));

describe("a request", () => {
  it("is an array, with the key, below the key's family of paths", async () => {
    const scripted = scriptedBytesHttp(foundJo);
    const answer = await registryOver(scripted).ask(byHash, signal);
    expect(answer).toEqual(
      ok([{ type: "email", value: joHash, status: "found", members: { is_under_13: true } }]),
    );
    const [request] = scripted.seen;
    expect(request).toMatchObject({
      method: "POST",
      url: "https://registry.example/api/v1.0/lookup/by-hash/acme/US",
      timeoutMs: 10_000,
    });
    expect(request?.headers).toEqual({
      accept: "application/json",
      "content-type": "application/json",
      "x-api-key": "the-key",
    });
    expect(request === undefined ? null : bodyOf(request)).toEqual([{ att_type: "email", value: joHash }]);
  });

  it("with a token goes below the other family and carries no key", async () => {
    const scripted = scriptedBytesHttp(grantOf("t1"), foundJo);
    await registryOver(scripted, { credentials: tokenClient }).ask(inPlain, signal);
    const [asked, sent] = scripted.seen;
    expect(asked).toMatchObject({ method: "POST", url: tokenClient.tokenUrl });
    expect(asked?.headers).toMatchObject({ "content-type": "application/x-www-form-urlencoded" });
    expect(Object.fromEntries(new URLSearchParams(String(asked?.body)))).toEqual({
      grant_type: "client_credentials",
      client_id: "acme int",
      client_secret: "s3&cr=t",
      scope: "openid",
    });
    expect(sent?.url).toBe("https://registry.example/api/v1.0/s2s/lookup/by-plain-value/acme/US");
    expect(sent?.headers).toMatchObject({ authorization: "Bearer t1" });
    expect(sent?.headers).not.toHaveProperty("x-api-key");
  });

  it("for a token may have its parameters in the address", async () => {
    const scripted = scriptedBytesHttp(grantOf("t1"), foundJo);
    await registryOver(scripted, { credentials: { ...tokenClient, style: "query", scope: "" } }).ask(
      byHash,
      signal,
    );
    const url = new URL(scripted.seen[0]?.url ?? "");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      grant_type: "client_credentials",
      client_id: "acme int",
      client_secret: "s3&cr=t",
    });
    expect(scripted.seen[0]).not.toHaveProperty("body");
  });

  it("percent-encodes both identifiers, and takes other families", async () => {
    const scripted = scriptedBytesHttp(foundJo);
    const place = { serviceIdentifier: "a/b c", jurisdictionIdentifier: "US-UT?#%" };
    await registryOver(scripted, {
      ...place,
      families: pathsOf({ keyPath: "/v2/find/", tokenPath: "x" }),
    }).ask(byHash, signal);
    expect(scripted.seen[0]?.url).toBe("https://registry.example/v2/find/by-hash/a%2Fb%20c/US-UT%3F%23%25");
  });

  it.each(["", ".", ".."])("is not sent for the identifier %j, which would be another path", async (name) => {
    const scripted = scriptedBytesHttp(foundJo);
    expect(await codeOver(scripted, { jurisdictionIdentifier: name })).toBe("lookup.not-configured");
    expect(scripted.seen).toEqual([]);
  });
});

const page = bytesAnswered("<!doctype html><title>Sign in</title>");

describe("what comes back", () => {
  it.each([
    ["a page", page, "lookup.bad-reply"],
    ["no array", bytesAnswered({ att_type: "email", value: joHash, status: "found" }), "lookup.bad-reply"],
    ["elements of another kind", bytesAnswered(["x", 1, null]), "lookup.bad-reply"],
    ["nothing", bytesAnswered(""), "lookup.bad-reply"],
    ["an empty array", bytesAnswered([]), "ok"],
    [
      "one good element among bad ones",
      bytesAnswered([1, { att_type: "email", value: joHash, status: 7 }]),
      "ok",
    ],
    ["already reported", bytesAnswered([], 208), "lookup.bad-reply"],
    ["no content", bytesAnswered("", 204), "lookup.bad-reply"],
    ["a redirect", bytesAnswered("", 302), "lookup.unreachable"],
    ["bad request", bytesAnswered({ error: "x" }, 400), "lookup.refused"],
    ["no or an old proof", bytesAnswered("", 401), "lookup.bad-credentials"],
    ["a wrong key", bytesAnswered("<p>no</p>", 403), "lookup.bad-credentials"],
    ["an unknown place", bytesAnswered("", 404), "lookup.unknown-place"],
    ["too large a body", bytesAnswered("", 413), "lookup.refused"],
    ["too many requests", bytesAnswered("", 429), "lookup.busy"],
    ["trouble there", bytesAnswered("", 500), "lookup.unreachable"],
    ["a gateway's trouble", bytesAnswered("<h1>502</h1>", 502), "lookup.unreachable"],
    ["no connection", bytesUnanswered("unreachable", "ECONNREFUSED"), "lookup.unreachable"],
    ["too late", bytesUnanswered("timeout"), "lookup.unreachable"],
    ["too much", bytesUnanswered("too-large"), "lookup.bad-reply"],
    ["an address without encryption", bytesUnanswered("insecure"), "lookup.unreachable"],
    ["cancelled", bytesUnanswered("cancelled"), "task.cancelled"],
  ])("%s", async (_what, answer, code) => {
    expect(await codeOver(scriptedBytesHttp(answer))).toBe(code);
  });

  it("403 for a token is a matter of what it may do", async () => {
    const scripted = scriptedBytesHttp(grantOf("t1"), bytesAnswered("", 403));
    expect(await codeOver(scripted, { credentials: tokenClient })).toBe("lookup.refused");
  });

  it.each([
    ["invalid_client", bytesAnswered({ error: "invalid_client" }, 401), "lookup.bad-credentials"],
    ["invalid_client as 400", bytesAnswered({ error: "invalid_client" }, 400), "lookup.bad-credentials"],
    ["invalid_scope", bytesAnswered({ error: "invalid_scope" }, 400), "lookup.refused"],
    ["no reason", bytesAnswered("", 400), "lookup.refused"],
    ["another address", bytesAnswered("", 404), "lookup.refused"],
    ["busy", bytesAnswered("", 429), "lookup.busy"],
    ["trouble", bytesAnswered("", 503), "lookup.unreachable"],
    ["a page", page, "lookup.bad-reply"],
    ["another kind of token", bytesAnswered({ access_token: "t", token_type: "mac" }), "lookup.bad-reply"],
    ["no token", bytesAnswered({ access_token: "" }), "lookup.bad-reply"],
    ["no connection", bytesUnanswered("unreachable", "ENOTFOUND"), "lookup.unreachable"],
  ])("from the token's address: %s", async (_what, answer, code) => {
    const scripted = scriptedBytesHttp(answer);
    expect(await codeOver(scripted, { credentials: tokenClient })).toBe(code);
    expect(scripted.seen.every(({ url }) => url === tokenClient.tokenUrl)).toBe(true);
  });
});

describe("another try", () => {
  const waitsFor = async (...answers: readonly ScriptedStep[]) => {
    const clock = createRushingClock();
    const scripted = scriptedBytesHttp(...answers);
    const code = await codeOver(scripted, { clock });
    return { code, waits: clock.waits, tries: scripted.seen.length };
  };

  it("comes at most twice, each later than the one before", async () => {
    expect(await waitsFor(bytesAnswered("", 503))).toEqual({
      code: "lookup.unreachable",
      waits: [400, 800],
      tries: 3,
    });
    expect(await waitsFor(bytesAnswered("", 429), bytesAnswered("", 500), foundJo)).toMatchObject({
      code: "ok",
      tries: 3,
    });
  });

  it("waits for as long as Retry-After says, and not at all when that is too long", async () => {
    const busy = (after: string) => bytesAnswered("", 429, { "retry-after": after });
    expect(await waitsFor(busy("3"), foundJo)).toEqual({ code: "ok", waits: [3_000], tries: 2 });
    expect(await waitsFor(busy("0"), foundJo)).toMatchObject({ waits: [400] });
    expect(await waitsFor(busy("3600"))).toEqual({ code: "lookup.busy", waits: [], tries: 1 });
  });

  it("comes after a connection that was cut, not after one that never was or took too long", async () => {
    expect(await waitsFor(bytesUnanswered("unreachable", "ECONNRESET"), foundJo)).toMatchObject({ tries: 2 });
    expect(await waitsFor(bytesUnanswered("unreachable", "ECONNREFUSED"))).toMatchObject({ tries: 1 });
    expect(await waitsFor(bytesUnanswered("timeout"))).toMatchObject({ tries: 1 });
    expect(await waitsFor(bytesAnswered("", 400))).toMatchObject({ tries: 1 });
  });

  it("does not come when nobody waits any more", async () => {
    const stop = new AbortController();
    const scripted = scriptedBytesHttp(bytesAnswered("", 503));
    const clock = createHandClock();
    const asked = registryOver(scripted, { clock }).ask(byHash, stop.signal);
    await new Promise((wake) => setImmediate(wake));
    stop.abort();
    expect(await asked).toMatchObject({ ok: false, error: { code: "task.cancelled" } });
    expect(scripted.seen).toHaveLength(1);
  });

  it.each([
    ["7", 7_000],
    [" 0 ", 0],
    ["Wed, 21 Oct 2026 07:28:10 GMT", 10_000],
    ["Wed, 21 Oct 2026 07:27:00 GMT", 0],
    ["", null],
    ["-1", null],
    ["1.5", null],
    ["soon", null],
    [undefined, null],
  ])("Retry-After %j is %j ms", (header, expected) => {
    expect(retryAfterMs(header, Date.parse("2026-10-21T07:28:00Z"))).toBe(expected);
  });
});

describe("the log", () => {
  it("has code, status and counts, and nothing of what was asked, answered or shown as proof", async () => {
    const log = keptLog();
    const secrets = { ...tokenClient, clientSecret: "client-secret-word" };
    const answers = [grantOf("token-word"), foundJo, bytesAnswered({ error: "answer-word" }, 400)];
    const registry = registryOver(scriptedBytesHttp(...answers), { credentials: secrets, log });
    await registry.ask(byHash, signal);
    await registry.ask(inPlain, signal);
    expect(log.lines).toEqual([
      { event: "privo", call: "by-hash", asked: 1, answered: 1 },
      {
        event: "privo",
        call: "by-plain-value",
        code: "lookup.refused",
        status: 400,
        ref: expect.any(String) as string,
      },
    ]);
  });
});
