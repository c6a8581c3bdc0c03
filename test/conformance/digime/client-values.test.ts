import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DigimeService } from "#stores/digime/digime-service.ts";
import type { DigimeBench } from "#test/support/digime-connected.ts";
import { connectDigime, createDigimeBench } from "#test/support/digime-connected.ts";
import { codeOf } from "#test/support/digime-scripted.ts";
import { watchedHttp } from "#test/support/hyperid-connected.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

const never = new AbortController().signal;
const bytes = (length: number, seed = 1): Uint8Array => {
  const value = new Uint8Array(length);
  for (let at = 0; at < length; at++) value[at] = (at * 31 + (at >> 8) + seed) % 256;
  return value;
};
let bench: DigimeBench;
let service: DigimeService;

beforeAll(async () => {
  bench = createDigimeBench(await startTestSandbox());
});
beforeEach(async () => {
  await bench.reset();
  service = await connectDigime(bench.sandbox, { clock: bench.clock });
});
afterAll(() => bench.sandbox.dispose());

const write = async (name: string, value: Uint8Array, on = service, signal = never): Promise<string> =>
  codeOf((await on.values.write([{ name, bytes: value }], signal)).get(name) ?? { ok: false });
const read = async (name: string, on = service, signal = never): Promise<unknown> => {
  const found = (await on.values.read([name], signal)).get(name);
  return found?.ok === true ? found.value : found?.error.code;
};
const list = async (prefix = "", on = service): Promise<unknown> => {
  const listed = await on.values.list(prefix, never);
  return listed.ok ? listed.value.map(({ name }) => name).sort() : listed.error.code;
};
const remove = async (name: string): Promise<string> =>
  codeOf((await service.values.remove([name], never)).get(name) ?? { ok: false });

describe("values in digi.me's storage", () => {
  it.each([0, 1, 15, 16, 17, 4_096, 1_000_000])("come back as they were: %i bytes", async (length) => {
    expect(await write("v/a", bytes(length))).toBe("ok");
    expect(Buffer.compare((await read("v/a")) as Uint8Array, bytes(length))).toBe(0);
  });

  it("come back at their limit", async () => {
    const largest = bytes(service.values.limits.maxValueBytes);
    const name = "n".repeat(service.values.limits.maxNameBytes);
    expect(await write(name, largest)).toBe("ok");
    const found = (await read(name)) as Uint8Array;
    expect(Buffer.compare(found, largest)).toBe(0);
  });

  it("are not to be read at the service", async () => {
    const marked = new TextEncoder().encode("a very secret word ".repeat(20));
    await write("v/marked", marked);
    const held = await bench.held();
    expect(held).toContain("v/marked");
    expect(held).not.toContain(Buffer.from("very secret").toString("base64").slice(0, 12));
    expect(held).not.toContain("very secret");
  });

  it.each(["folder", "file"])("are listed where a path is told as its %s", async (listedPath) => {
    await bench.set({ listedPath });
    for (const name of ["v/a", "v/b/c", "w/a"]) await write(name, bytes(3));
    expect(await list()).toEqual(["v/a", "v/b/c", "w/a"]);
    expect(await list("v/")).toEqual(["v/a", "v/b/c"]);
    expect(await list("v/b/")).toEqual(["v/b/c"]);
    expect(await list("none/")).toEqual([]);
  });

  it.each(["replace", "refuse"])("are replaced where the service would %s", async (existingPath) => {
    await bench.set({ existingPath });
    expect(await write("a", bytes(10))).toBe("ok");
    expect(await write("a", bytes(20, 2))).toBe("ok");
    expect(await read("a")).toEqual(bytes(20, 2));
    expect(await list()).toEqual(["a"]);
  });

  it.each(["json", "empty"])(
    "are removed where it answers with %s, also when they are not there",
    async (deleteAnswer) => {
      await bench.set({ deleteAnswer });
      await write("a", bytes(1));
      expect([await remove("a"), await remove("a"), await read("a"), await list()]).toEqual([
        "ok",
        "ok",
        null,
        [],
      ]);
    },
  );

  it.each(["flat", "nested"])("are missed where failures are %s", async (storageErrors) => {
    await bench.set({ storageErrors });
    expect(await read("nothing")).toBeNull();
    await bench.fault("code", { code: "InvalidClient", path: "a" });
    expect(await read("a")).toBe("store.not-configured");
  });

  it("go there and back by the hundred, four at a time", async () => {
    const values = Array.from({ length: 100 }, (_, at) => ({ name: `v/${at}`, bytes: bytes(at * 10, at) }));
    const written = await service.values.write(values, never);
    expect(new Set([...written.values()].map(codeOf))).toEqual(new Set(["ok"]));
    const found = await service.values.read(
      values.map(({ name }) => name),
      never,
    );
    expect([...found].map(([name, result]) => ({ name, bytes: result.ok ? result.value : null }))).toEqual(
      values,
    );
    const removed = await service.values.remove(
      values.map(({ name }) => name),
      never,
    );
    expect(removed.size).toBe(100);
    expect(await list()).toEqual([]);
  });

  it("may be written by two at once: the last one stays, whole", async () => {
    const other = await connectDigime(bench.sandbox, { clock: bench.clock });
    const ours = Array.from({ length: 5 }, (_, at) => write("a", bytes(5_000, at)));
    const theirs = Array.from({ length: 5 }, (_, at) => write("a", bytes(5_000, 100 + at), other));
    const codes = await Promise.all([...ours, ...theirs]);
    // Who was overtaken does not get its own back, and is not told that it is kept.
    expect(codes.every((code) => code === "ok" || code === "store.bad-reply")).toBe(true);
    const left = (await read("a")) as Uint8Array;
    expect(
      [...Array(5).keys()]
        .flatMap((at) => [at, 100 + at])
        .some((seed) => Buffer.compare(bytes(5_000, seed), left) === 0),
    ).toBe(true);
  });
});

describe("when the storage host fails", () => {
  it.each(["drop", "cut", "status"])("for a moment (%s), nothing is noticed", async (kind) => {
    for (const count of [1, 2]) {
      await bench.fault(kind, { count, status: 503 });
      expect(await write("a", bytes(300))).toBe("ok");
      await bench.fault(kind, { count, status: 503 });
      expect(await read("a")).toEqual(bytes(300));
      await bench.fault(kind, { count, status: 503 });
      expect(await list()).toEqual(["a"]);
      await bench.fault(kind, { count, status: 503 });
      expect(await remove("a")).toBe("ok");
    }
  });

  it("for longer, it is said, and nothing counts as kept", async () => {
    await bench.fault("drop", { count: 3 });
    expect(await write("a", bytes(3))).toBe("store.unreachable");
    await bench.fault("status", { count: 3, status: 429 });
    expect(await write("a", bytes(3))).toBe("store.busy");
    expect(await list()).toEqual([]);
  });

  it.each([
    ["html", "store.bad-reply"],
    ["truncated", "store.bad-reply"],
    ["empty", "store.bad-reply"],
    ["huge", "store.bad-reply"],
  ])("with %s in place of a list, no value is lost", async (garbage, code) => {
    await write("a", bytes(3));
    await bench.fault("garbage", { garbage });
    expect(await list()).toBe(garbage === "huge" ? "store.bad-reply" : code);
  });

  it.each(["html", "truncated", "empty", "huge"])(
    "with %s in place of a value, it is not taken for one",
    async (garbage) => {
      await write("a", bytes(3));
      await bench.fault("garbage", { garbage });
      expect(["store.bad-reply", "cipher.tampered"]).toContain(await read("a"));
      // An upload that something else answered is found out by reading back.
      await bench.fault("garbage", { garbage });
      expect(["store.bad-reply"]).toContain(await write("b", bytes(3)));
    },
  );

  it("with an ended token, a fresh one is made, once", async () => {
    await bench.fault("expire");
    expect(await write("a", bytes(3))).toBe("ok");
    await bench.fault("expire", { count: 2 });
    expect(await read("a")).toBe("store.no-permission");
  });

  it("slowly, it is waited for; and cancelling does not wait", async () => {
    await write("a", bytes(3_000));
    await bench.fault("slow", { delayMs: 800 });
    expect(await read("a")).toEqual(bytes(3_000));
    for (const kind of ["delay", "slow"]) {
      await bench.fault(kind, { delayMs: 20_000 });
      const stop = new AbortController();
      const startedAt = performance.now();
      const pending = read("a", service, stop.signal);
      setTimeout(() => stop.abort(), 200);
      expect(await pending).toBe("scan.cancelled");
      expect(performance.now() - startedAt).toBeLessThan(3_000);
    }
  });

  it("in the middle of many, each has its own outcome", async () => {
    const watched = watchedHttp();
    const other = await connectDigime(bench.sandbox, { clock: bench.clock, http: watched.http });
    await bench.fault("code", { code: "ScopeOutOfBounds", path: "v/7" });
    const values = Array.from({ length: 12 }, (_, at) => ({ name: `v/${at}`, bytes: bytes(100, at) }));
    const written = await other.values.write(values, never);
    const codes = Object.fromEntries([...written].map(([name, result]) => [name, codeOf(result)]));
    expect(codes["v/7"]).toBe("store.no-permission");
    expect(Object.values(codes).filter((code) => code === "ok").length).toBe(11);
    expect(await list("v/")).toHaveLength(11);
  });
});
