import { describe, expect, it } from "vitest";
import type { BytesRequest } from "#stores/http.port.ts";
import { createHandClock } from "#test/support/hand-clock.ts";
import {
  byHash,
  codeOver,
  foundJo,
  grantOf,
  registryOver,
  signal,
  tokenClient,
} from "#test/support/privo-bench.ts";
import type { ScriptedBytes, ScriptedBytesHttp } from "#test/support/scripted-bytes-http.ts";
import { bytesAnswered, scriptedBytesHttp } from "#test/support/scripted-bytes-http.ts";

describe("the token", () => {
  const tokens = (scripted: ScriptedBytesHttp): number =>
    scripted.seen.filter(({ url }) => url === tokenClient.tokenUrl).length;
  const service = (lookup: (request: BytesRequest) => ScriptedBytes) => {
    let given = 0;
    return scriptedBytesHttp((request) =>
      request.url === tokenClient.tokenUrl ? grantOf(`t${++given}`) : lookup(request),
    );
  };

  it("is used until 85 % of its life are over", async () => {
    const scripted = service(() => foundJo);
    const clock = createHandClock();
    const registry = registryOver(scripted, { credentials: tokenClient, clock });
    await registry.ask(byHash, signal);
    clock.advance(509_000);
    await registry.ask(byHash, signal);
    expect(tokens(scripted)).toBe(1);
    clock.advance(200);
    await registry.ask(byHash, signal);
    expect(tokens(scripted)).toBe(2);
  });

  it("is asked for once, however many wait for it", async () => {
    const scripted = service(() => foundJo);
    const registry = registryOver(scripted, { credentials: tokenClient });
    const answers = await Promise.all(Array.from({ length: 8 }, () => registry.ask(byHash, signal)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(tokens(scripted)).toBe(1);
  });

  it("one who leaves does not take it from the others", async () => {
    let give: (() => void) | null = null;
    const scripted = service(() => foundJo);
    const registry = registryOver(scripted, {
      credentials: tokenClient,
      http: async (request) => {
        if (request.url === tokenClient.tokenUrl) await new Promise<void>((resolve) => (give = resolve));
        return scripted.http(request);
      },
    });
    const leaving = new AbortController();
    const left = registry.ask(byHash, leaving.signal);
    const stayed = registry.ask(byHash, signal);
    leaving.abort();
    expect(await left).toMatchObject({ ok: false, error: { code: "task.cancelled" } });
    (give as (() => void) | null)?.();
    expect((await stayed).ok).toBe(true);
  });

  it("that ended early is replaced once, and the question is asked once more", async () => {
    const once = service(({ headers }) =>
      headers?.["authorization"] === "Bearer t1" ? bytesAnswered("", 401) : foundJo,
    );
    expect(await codeOver(once, { credentials: tokenClient })).toBe("ok");
    expect(tokens(once)).toBe(2);
    const always = service(() => bytesAnswered("", 401));
    expect(await codeOver(always, { credentials: tokenClient })).toBe("lookup.bad-credentials");
    expect(always.seen).toHaveLength(4);
  });

  it("that does not say how long it lasts is used for a while", async () => {
    const scripted = scriptedBytesHttp(bytesAnswered({ access_token: "t" }), foundJo, foundJo);
    const registry = registryOver(scripted, { credentials: tokenClient });
    await registry.ask(byHash, signal);
    expect((await registry.ask(byHash, signal)).ok).toBe(true);
    expect(tokens(scripted)).toBe(1);
  });
});
