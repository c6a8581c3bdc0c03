/** HyperID's user data calls over scripted HTTP: the result table, what is repeated, what is never taken for empty. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ok } from "#contract/result.ts";
import type { Meaning, Space, Verb } from "#stores/hyperid/result-table.ts";
import { meaningOf, spaces, verbs } from "#stores/hyperid/result-table.ts";
import type { UserData } from "#stores/hyperid/user-data-verbs.ts";
import { basic, byUserId } from "#stores/hyperid/user-data-verbs.ts";
import { fixed, scriptedUserData } from "#test/support/hyperid-scripted.ts";
import type { BytesReply } from "#test/support/scripted-bytes.ts";
import { jsonReply, noReply, scriptedBytes, textReply } from "#test/support/scripted-bytes.ts";

const { signal } = new AbortController();

const errorOf = (result: Awaited<ReturnType<UserData["list"]>>): string =>
  result.ok ? "ok" : result.error.error.code;

describe("the result table", () => {
  const byPerson: readonly Space[] = ["basic", "by-email", "by-user-id"];
  const table: readonly (readonly [Verb, "person" | "place", number, Meaning])[] = [
    ["set", "person", -6, "key-denied"],
    ["set", "person", -7, "key-invalid"],
    ["set", "person", -8, "unknown"],
    ["set", "person", 1, "unknown"],
    ["set", "place", -6, "place-unknown"],
    ["set", "place", -7, "key-denied"],
    ["set", "place", -8, "key-invalid"],
    ["get", "person", -6, "too-many-keys"],
    ["get", "person", -7, "unknown"],
    ["get", "place", -6, "place-unknown"],
    ["get", "place", -7, "too-many-keys"],
    ["list-get", "person", -6, "unknown"],
    ["list-get", "place", -6, "place-unknown"],
    ["shared-list-get", "person", -6, "unknown"],
    ["shared-list-get", "place", -6, "place-unknown"],
    ["delete", "person", -6, "key-denied"],
    ["delete", "place", -6, "place-unknown"],
    ["delete", "place", -7, "unknown"],
  ];
  it.each(table)("%s by %s: %i is %s", (verb, by, result, meaning) => {
    for (const space of spaces)
      if (byPerson.includes(space) === (by === "person"))
        expect(meaningOf(verb, space, result)).toBe(meaning);
  });

  it("has the same five failures and successes for all", () => {
    const common = [0, -1, -2, -3, -4, -5].map((result) =>
      verbs.flatMap((verb) => spaces.map((space) => meaningOf(verb, space, result))),
    );
    const distinct = common.map((meanings) => [...new Set(meanings)]);
    expect(distinct).toEqual([
      ["done"],
      ["token-ended"],
      ["token-ended"],
      ["not-granted"],
      ["busy"],
      ["invalid"],
    ]);
    for (const verb of verbs)
      if (verb !== "set") expect(meaningOf(verb, "by-user-id", 1)).toBe("nothing-found");
  });
});

describe("a call", () => {
  it("posts JSON with the token to the address of the verb", async () => {
    const script = fixed(jsonReply({ result: 0 }));
    await scriptedUserData(script).data.set(byUserId, "tapvault/a", "AA==", signal);
    expect(script.seen[0]).toMatchObject({
      url: "https://rest.example/user-data/by-user-id/set",
      method: "POST",
      headers: {
        authorization: "Bearer token-1",
        "content-type": "application/json",
        accept: "application/json",
      },
      json: { value_key: "tapvault/a", value_data: "AA==", access_scope: 0 },
    });
  });

  it.each([-1, -2])("with an ended token (%i) takes a new one, once", async (result) => {
    const mended = scriptedUserData(fixed(jsonReply({ result }), jsonReply({ result: 1 })));
    expect(errorOf(await mended.data.list(byUserId, signal))).toBe("ok");
    expect(mended.refused).toEqual([undefined, "token-1"]);
    const ended = scriptedUserData(fixed(jsonReply({ result })));
    expect(errorOf(await ended.data.list(byUserId, signal))).toBe("store.consent-ended");
    expect(ended.refused).toHaveLength(2);
  });

  it("waits longer each time while the service is busy, three tries in all", async () => {
    const script = fixed(jsonReply({ result: -4 }));
    const { data, waits, log } = scriptedUserData(script);
    expect(errorOf(await data.list(byUserId, signal))).toBe("store.busy");
    expect(script.seen).toHaveLength(3);
    expect(waits).toEqual([300, 600]);
    expect(log.lines).toMatchObject([
      { event: "hyperid", call: "list-get/by-user-id", code: "store.busy", result: -4 },
    ]);
  });

  it.each<[string, BytesReply, string, number]>([
    ["a portal's page", textReply("<!doctype html>"), "store.bad-reply", 1],
    ["nothing", textReply(""), "store.bad-reply", 1],
    ["no result", jsonReply({ keys_private: [] }), "store.bad-reply", 1],
    ["a result that is no number", jsonReply({ result: "0" }), "store.bad-reply", 1],
    ["half a number", jsonReply({ result: 0.5 }), "store.bad-reply", 1],
    ["a list without lists", jsonReply({ result: 0 }), "store.bad-reply", 1],
    ["a list of numbers", jsonReply({ result: 0, keys_private: [1], keys_public: [] }), "store.bad-reply", 1],
    ["an unknown result", jsonReply({ result: 17 }), "store.bad-reply", 1],
    ["a redirect", textReply("", 302), "store.unreachable", 1],
    ["not found", textReply("", 404), "store.unreachable", 1],
    ["maintenance", textReply("<html>", 502), "store.unreachable", 3],
    ["overload", jsonReply({ result: 0 }, 429), "store.busy", 3],
    ["storage full", textReply("", 507), "store.full", 1],
    ["no connection", noReply("unreachable"), "store.unreachable", 3],
    ["too slow", noReply("timeout"), "store.unreachable", 3],
    ["too much", noReply("too-large"), "store.bad-reply", 1],
    ["cancelled", noReply("cancelled"), "scan.cancelled", 1],
    ["an address that is none", noReply("insecure"), "store.not-configured", 1],
  ])("answered with %s", async (_what, reply, code, requests) => {
    const script = fixed(reply);
    expect(errorOf(await scriptedUserData(script).data.list(byUserId, signal))).toBe(code);
    expect(script.seen).toHaveLength(requests);
  });

  it("ends a pause when it is cancelled", async () => {
    const stop = new AbortController();
    const script = scriptedBytes(() => {
      setImmediate(() => stop.abort());
      return jsonReply({ result: -4 });
    });
    const { data } = scriptedUserData(script);
    const answer = await data.list(byUserId, stop.signal);
    expect(answer.ok).toBe(false);
    expect(script.seen.length).toBeLessThan(3);
  });

  it("keeps keys, values and tokens out of the log", async () => {
    const { data, log } = scriptedUserData(fixed(jsonReply({ result: -5 })));
    await data.set(byUserId, "tapvault/secret-name", "secret-value", signal);
    expect(JSON.stringify(log.lines)).not.toMatch(/secret|token-/);
  });
});

describe("verbs", () => {
  it("take an entry without data, a missing one and one not asked for for what they are", async () => {
    const values = [
      { value_key: "a", value_data: "1" },
      { value_key: "b", value_data: null },
      { value_key: "z", value_data: "9" },
    ];
    const got = await scriptedUserData(fixed(jsonReply({ result: 0, values }))).data.get(
      byUserId,
      ["a", "b", "c"],
      signal,
      1_000,
    );
    expect(got.ok && [...got.value]).toEqual([["a", "1"]]);
  });

  it("follow the pages of what others share, and no circle", async () => {
    const pages = fixed(
      jsonReply({ result: 0, keys_shared: ["a"], next_search_id: "x" }),
      jsonReply({ result: 0, keys_shared: ["b"], next_search_id: "" }),
    );
    expect(await scriptedUserData(pages).data.listShared(byUserId, signal)).toEqual(ok(["a", "b"]));
    expect(pages.seen.map(({ json }) => json)).toEqual([
      { search_id: "", page_size: 100 },
      { search_id: "x", page_size: 100 },
    ]);
    const circle = fixed(jsonReply({ result: 0, keys_shared: ["a"], next_search_id: "x" }));
    const turned = await scriptedUserData(circle).data.listShared(byUserId, signal);
    expect(!turned.ok && turned.error.error.code).toBe("store.bad-reply");
    expect(circle.seen).toHaveLength(2);
  });

  it("send access_scope 0 in every set but a basic one, whatever is sent", async () => {
    const places = spaces.filter((space) => space !== "basic").map((space) => ({ space }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.string(), fc.string(), async (where, key, text) => {
        const script = fixed(jsonReply({ result: 0 }));
        const { data } = scriptedUserData(script);
        await data.set({ ...where, members: { access_scope: "1" } }, key, text, signal);
        await data.set(basic, key, text, signal);
        expect(script.seen[0]?.json["access_scope"]).toBe(0);
        expect(script.seen[1]?.json).not.toHaveProperty("access_scope");
      }),
    );
  });
});
