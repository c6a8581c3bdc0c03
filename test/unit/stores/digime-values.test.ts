import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createDigimeCrypto } from "#platform/digime-crypto.ts";
import type { ContractKey } from "#stores/digime/digime-crypto.port.ts";
import { createLanes } from "#stores/lanes.ts";
import type {
  Route,
  Scripted,
  ScriptedDigime,
  ScriptOptions,
  SeenCall,
} from "#test/support/digime-scripted.ts";
import {
  codeOf,
  connectedSlot,
  json,
  makeKey,
  raw,
  refusal,
  scriptDigime,
} from "#test/support/digime-scripted.ts";
import { createMemorySlot } from "#test/support/memory-slot.ts";

const { signal } = new AbortController();
const bytes = (length: number, seed = 3): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 7 + seed) % 256);
let contractKey: string;
let key: ContractKey;

beforeAll(() => {
  contractKey = makeKey().privatePem;
  key = createDigimeCrypto().readKey(contractKey) as ContractKey;
});

const script = (
  routes: Readonly<Record<string, Route>>,
  options: Partial<ScriptOptions> = {},
): ScriptedDigime => scriptDigime({ contractKey, secrets: connectedSlot(), routes, ...options });

/** A storage in memory; `refuses` answers 409 onto a path that is taken. */
const memory = (refuses = false): { routes: Record<string, Route>; files: Map<string, Uint8Array> } => {
  const files = new Map<string, Uint8Array>();
  const pathOf = ({ url }: SeenCall): string => url.split("/tapvault/")[1] ?? "";
  return {
    files,
    routes: {
      "POST /clouds/": (call) => {
        if (refuses && files.has(pathOf(call))) return refusal("FileExists", 409);
        files.set(pathOf(call), call.body as Uint8Array);
        return json({});
      },
      "GET /clouds/": (call) => {
        const found = files.get(pathOf(call));
        return found === undefined ? json({ error: "NotFound", message: "m" }, 404) : raw(found);
      },
      "DELETE /clouds/": (call) => {
        files.delete(pathOf(call));
        return raw(new Uint8Array(0), 204);
      },
    },
  };
};

const sealed = (value: Uint8Array, hash = createHash("sha256").update(value).digest()): Uint8Array =>
  key.seal(Buffer.concat([hash, value]));

describe("writing", () => {
  it.each([0, 1, 1_000, 300_000])(
    "gives back %i bytes, and the service sees none of them",
    async (length) => {
      const { routes, files } = memory();
      const { service } = script(routes);
      expect(await service.values.write([{ name: "v/a", bytes: bytes(length) }], signal)).toEqual(
        new Map([["v/a", { ok: true, value: undefined }]]),
      );
      expect(await service.values.read(["v/a"], signal)).toEqual(
        new Map([["v/a", { ok: true, value: bytes(length) }]]),
      );
      const body = files.get("v/a") ?? new Uint8Array(0);
      expect(body.length % 16).toBe(0);
      if (length >= 1_000) expect(Buffer.from(body).includes(Buffer.from(bytes(40)))).toBe(false);
    },
  );

  it("removes what is in the way where the service will not replace", async () => {
    const { routes } = memory(true);
    const scripted = script(routes);
    await scripted.service.values.write([{ name: "a", bytes: bytes(5) }], signal);
    const again = await scripted.service.values.write([{ name: "a", bytes: bytes(9) }], signal);
    expect(again.get("a")).toEqual({ ok: true, value: undefined });
    expect(scripted.seen.map(({ method = "GET" }) => method)).toEqual([
      "POST",
      "GET",
      "POST",
      "DELETE",
      "POST",
      "GET",
    ]);
    expect((await scripted.service.values.read(["a"], signal)).get("a")).toEqual({
      ok: true,
      value: bytes(9),
    });
  });

  it("says conflict when the way stays taken", async () => {
    const { routes } = memory();
    const { service } = script({ ...routes, "POST /clouds/": [refusal("FileExists", 409)] });
    const written = await service.values.write([{ name: "a", bytes: bytes(5) }], signal);
    expect(written.get("a")).toMatchObject({ error: { code: "store.conflict" } });
  });

  it.each<[string, Scripted]>([
    ["it is not there", json({ error: "NotFound" }, 404)],
    ["something else is there", raw(new Uint8Array(300))],
    ["it was cut", raw(new Uint8Array(0))],
  ])("acknowledges nothing when after it %s", async (_what, answer) => {
    const { routes } = memory();
    const { service } = script({ ...routes, "GET /clouds/": [answer] });
    const written = await service.values.write([{ name: "a", bytes: bytes(5) }], signal);
    expect(written.get("a")).toMatchObject({
      error: { code: "store.bad-reply", detail: { reason: "not-as-written" } },
    });
  });

  it.each([
    ["a name over the limit", "a".repeat(201), 1, "store.name-too-long"],
    ["a value over the limit", "a", 9_000_000, "store.value-too-long"],
    ["a way out of the folder", "a/../../b", 1, "store.refused"],
    ["a dot", "./a", 1, "store.refused"],
    ["an empty step", "a//b", 1, "store.refused"],
    ["a slash at its end", "a/", 1, "store.refused"],
    ["a slash at its beginning", "/a", 1, "store.refused"],
    ["a capital", "A", 1, "store.refused"],
    ["a question", "a?b", 1, "store.refused"],
    ["nothing", "", 1, "store.refused"],
  ])("sends nothing of %s, and the rest all the same", async (_what, name, length, code) => {
    const { routes } = memory();
    const scripted = script(routes);
    const values = [
      { name, bytes: new Uint8Array(length) },
      { name: "fine", bytes: bytes(1) },
    ];
    const written = await scripted.service.values.write(values, signal);
    expect(codeOf(written.get(name) ?? { ok: true })).toBe(code);
    expect(codeOf(written.get("fine") ?? { ok: false, error: { code: "?" } })).toBe("ok");
    expect(scripted.seen.every(({ url }) => url.endsWith("/fine"))).toBe(true);
  });

  it("takes names and values at their limits", async () => {
    const { routes } = memory();
    const { service } = script(routes);
    const { maxNameBytes, maxValueBytes } = service.values.limits;
    const written = await service.values.write(
      [{ name: "a".repeat(maxNameBytes), bytes: new Uint8Array(maxValueBytes) }],
      signal,
    );
    expect([...written.values()]).toEqual([{ ok: true, value: undefined }]);
    expect([maxNameBytes, maxValueBytes]).toEqual([200, 8_999_968]);
  });

  it("has at most four requests under way", async () => {
    let now = 0;
    let most = 0;
    const { routes } = memory();
    const counted = Object.fromEntries(
      Object.entries(routes).map(([name, route]): [string, Route] => [
        name,
        async (call) => {
          now += 1;
          most = Math.max(most, now);
          await new Promise((wake) => setTimeout(wake, 2));
          now -= 1;
          return (route as (c: SeenCall) => Scripted)(call);
        },
      ]),
    );
    const { service } = script(counted);
    const values = Array.from({ length: 20 }, (_, at) => ({ name: `n${at}`, bytes: bytes(at) }));
    const [written] = await Promise.all([
      service.values.write(values, signal),
      service.values.read(
        values.map(({ name }) => name),
        signal,
      ),
    ]);
    expect([...written.values()].every(({ ok }) => ok)).toBe(true);
    expect(most).toBe(4);
  });

  it("is cancelled for what was not sent", async () => {
    const { routes } = memory();
    const scripted = script(routes);
    const written = await scripted.service.values.write(
      [{ name: "a", bytes: bytes(1) }],
      AbortSignal.abort(),
    );
    expect(written.get("a")).toMatchObject({ error: { code: "scan.cancelled" } });
    expect(scripted.seen).toEqual([]);
  });
});

describe("reading", () => {
  it.each<[string, () => Scripted, string]>([
    ["nothing in it", () => raw(new Uint8Array(0)), "cipher.tampered"],
    ["a length that is no multiple of 16", () => raw(sealed(bytes(50)).subarray(0, -1)), "cipher.tampered"],
    ["its end cut", () => raw(sealed(bytes(500)).subarray(0, -64)), "cipher.tampered"],
    ["a wrong hash", () => raw(sealed(bytes(50), Buffer.alloc(32))), "cipher.tampered"],
    ["less than a hash", () => raw(key.seal(bytes(20))), "cipher.tampered"],
    [
      "another key",
      () => raw(createDigimeCrypto().readKey(makeKey().privatePem)?.seal(bytes(90)) ?? bytes(0)),
      "cipher.tampered",
    ],
    ["an error with 200", () => json({ error: { code: "InvalidToken" } }), "cipher.tampered"],
    ["an error", () => refusal("InvalidPCloud", 400), "store.refused"],
    ["the whole storage missing", () => refusal("InvalidPCloud", 404), "store.refused"],
    ["a page", () => raw(sealed(bytes(50)), 200, { "content-type": "text/html" }), "store.bad-reply"],
  ])("is not fooled by %s", async (_what, answer, code) => {
    const { service } = script({ "GET /clouds/": [answer()] });
    expect((await service.values.read(["a"], signal)).get("a")).toMatchObject({ ok: false, error: { code } });
  });

  it("notices a changed byte anywhere", async () => {
    const body = sealed(bytes(200));
    for (let at = 0; at < body.length; at += 13) {
      const changed = body.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      const { service } = script({ "GET /clouds/": [raw(changed)] });
      expect((await service.values.read(["a"], signal)).get("a")).toMatchObject({
        error: { code: "cipher.tampered" },
      });
    }
  });

  it("opens no body before its status is looked at", async () => {
    const { service } = script({ "GET /clouds/": [raw(sealed(bytes(50)), 403)] });
    expect((await service.values.read(["a"], signal)).get("a")).toMatchObject({
      error: { code: "store.bad-reply" },
    });
  });

  it("needs an account and a key", async () => {
    const none = script({}, { secrets: createMemorySlot() });
    expect(codeOf((await none.service.values.read(["a"], signal)).get("a") ?? { ok: true })).toBe(
      "store.not-connected",
    );
    const noKey = script({}, { contractKey: "words" });
    expect(await noKey.service.values.list("", signal)).toMatchObject({
      error: { code: "store.not-configured", detail: { cause: "settings.contract-key-malformed" } },
    });
    const locked = connectedSlot();
    locked.failing("load", "vault.damaged");
    expect(await script({}, { secrets: locked }).service.values.list("", signal)).toMatchObject({
      error: { code: "store.secrets-lost", detail: { cause: "vault.damaged" } },
    });
  });
});

it("lanes are freed by what throws", async () => {
  const inLane = createLanes(1);
  await expect(inLane(() => Promise.reject(new Error("x")))).rejects.toThrow("x");
  expect(await inLane(() => Promise.resolve(1))).toBe(1);
});
