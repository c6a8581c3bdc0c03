import { beforeAll, describe, expect, it } from "vitest";
import type { Route, Scripted, ScriptedDigime } from "#test/support/digime-scripted.ts";
import {
  codeOf,
  connectedSlot,
  json,
  makeKey,
  raw,
  refusal,
  scriptDigime,
} from "#test/support/digime-scripted.ts";

const { signal } = new AbortController();
let contractKey: string;

beforeAll(() => {
  contractKey = makeKey().privatePem;
});

const script = (routes: Readonly<Record<string, Route>>): ScriptedDigime =>
  scriptDigime({ contractKey, secrets: connectedSlot(), routes });

describe("listing", () => {
  const file = (path: string, name: string): object => ({
    id: "1",
    name,
    originalName: name,
    originalPath: path,
    path,
  });
  const list = async (answer: Scripted, prefix = ""): Promise<unknown> => {
    const scripted = script({ "GET /clouds/": [answer] });
    const listed = await scripted.service.values.list(prefix, signal);
    return listed.ok ? listed.value.map(({ name }) => name) : listed.error.code;
  };
  const files = (...all: object[]): Scripted => json({ files: all, total: all.length });

  it("takes a path with or without the name", async () => {
    expect(
      await list(
        files(
          file("/apps/app/tapvault/v/", "a"),
          file("/apps/app/tapvault/v", "b"),
          file("/apps/app/tapvault/v/c", "c"),
          file("/x/apps/app/tapvault/", "d"),
        ),
      ),
    ).toEqual(["v/a", "v/b", "v/c", "d"]);
  });

  it("leaves out what is not below our folder", async () => {
    expect(
      await list(files(file("/apps/app/other/", "a"), file("/apps/app2/tapvault/", "b"), file("/", "c"))),
    ).toEqual([]);
  });

  it("asks for the folder of a prefix, and gives what begins with it", async () => {
    const scripted = script({
      "GET /clouds/": [files(file("/apps/app/tapvault/v/", "ab"), file("/apps/app/tapvault/v/", "b"))],
    });
    const listed = await scripted.service.values.list("v/a", signal);
    expect(listed).toEqual({ ok: true, value: [{ name: "v/ab" }] });
    expect(scripted.seen[0]?.url).toMatch(/\/apps\/App\/tapvault\/v\/\?recursive=true$/);
  });

  it.each<[string, Scripted, unknown]>([
    ["no folder yet", json({ error: "NotFound" }, 404), []],
    ["no storage", refusal("InvalidPCloud", 404), "store.refused"],
    ["less than there is", json({ files: [], total: 3 }), "store.bad-reply"],
    ["another shape", json({ items: [] }), "store.bad-reply"],
    ["a page", raw(new TextEncoder().encode("<html>")), "store.bad-reply"],
    ["nothing", raw(new Uint8Array(0)), "store.bad-reply"],
  ])("tells %s from an empty one", async (_what, answer, expected) => {
    expect(await list(answer)).toEqual(expected);
  });
});

describe("removing", () => {
  it.each<[string, Scripted, string]>([
    ["JSON", json({}), "ok"],
    ["nothing", raw(new Uint8Array(0), 204), "ok"],
    ["that there is none", json({ error: "NotFound" }, 404), "ok"],
    ["that there is no storage", refusal("InvalidPCloud", 404), "store.refused"],
    ["words", raw(new TextEncoder().encode("<p>hello")), "store.bad-reply"],
  ])("is done or not when the service answers %s", async (_what, answer, code) => {
    const { service } = script({ "DELETE /clouds/": [answer] });
    const removed = await service.values.remove(["a"], signal);
    expect(codeOf(removed.get("a") ?? { ok: true })).toBe(code);
  });
});
