/** Our client when the account's stand-in drops, cuts, delays, lies or tears: nothing acknowledged is lost, nothing hangs. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DataswyftService } from "#stores/dataswyft/dataswyft-service.ts";
import { connectDataswyft, createAheadClock, createNotingHttp } from "#test/support/dataswyft-connected.ts";
import type { NotingHttp } from "#test/support/dataswyft-connected.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
let noting: NotingHttp;
let service: DataswyftService;
beforeAll(async () => {
  box = await startTestSandbox();
});
afterAll(() => box.dispose());
beforeEach(async () => {
  await box.control("/reset", {});
  noting = createNotingHttp();
  service = await connectDataswyft(box, { http: noting.http });
});

const never = new AbortController().signal;
const fault = (over: object): Promise<unknown> =>
  box.control("/faults", { service: "dataswyft", count: 1, ...over });
const put = async (name: string, bytes: Uint8Array, signal = never): Promise<string> => {
  const outcome = (await service.values.write([{ name, bytes }], signal)).get(name);
  return outcome?.ok === true ? "ok" : (outcome?.error.code ?? "none");
};
const get = async (name: string): Promise<unknown> => {
  const outcome = (await service.values.read([name], never)).get(name);
  return outcome?.ok === true
    ? outcome.value === null
      ? null
      : [...outcome.value.subarray(0, 3)]
    : outcome?.error.code;
};
const remove = async (name: string): Promise<string> => {
  const outcome = (await service.values.remove([name], never)).get(name);
  return outcome?.ok === true ? "ok" : (outcome?.error.code ?? "none");
};
const list = async (): Promise<unknown> => {
  const listed = await service.values.list("", never);
  return listed.ok ? listed.value.map(({ name }) => name) : listed.error.code;
};
const byte = (value: number): Uint8Array => Uint8Array.of(value);
const large = (fill: number): Uint8Array => new Uint8Array(70_000).fill(fill);
const standingFiles = async (): Promise<number> => {
  const { dataswyft } = (await box.control("/objects")) as {
    dataswyft: { files: { status: { status: string } }[] };
  };
  return dataswyft.files.filter(({ status }) => status.status !== "Deleted").length;
};

const passing = [
  { kind: "drop" },
  { kind: "cut" },
  { kind: "status", status: 500 },
  { kind: "status", status: 503 },
  { kind: "status", status: 429 },
  { kind: "code", code: "unavailable" },
  { kind: "code", code: "internal" },
];

describe("a fault that passes", () => {
  it.each(passing)("%j is not seen in a list, a replacement, a removal", async (kind) => {
    expect(await put("v", byte(1))).toBe("ok");
    await fault({ path: "vault", count: 2, ...kind });
    expect(await list()).toEqual(["v"]);
    await fault({ path: "v2.6/data", count: 2, ...kind });
    expect(await put("v", byte(2))).toBe("ok");
    await fault({ path: "v2.6/data", count: 1, ...kind });
    expect(await remove("v")).toBe("ok");
    expect(await list()).toEqual([]);
  });

  it.each(passing)("%j at a new record is told once; writing again leaves one record", async (kind) => {
    await list();
    await fault({ path: "vault", ...kind });
    expect(["store.unreachable", "store.busy"]).toContain(await put("v", byte(1)));
    expect(noting.seen.filter(({ method }) => method === "POST").length).toBe(1);
    expect(await put("v", byte(2))).toBe("ok");
    expect(await get("v")).toEqual([2]);
    expect(await list()).toEqual(["v"]);
  });

  it("slow but steady is waited for", async () => {
    expect(await put("v", byte(1))).toBe("ok");
    await fault({ path: "vault", kind: "slow", delayMs: 800 });
    expect(await list()).toEqual(["v"]);
    await fault({ path: "vault", kind: "delay", delayMs: 800 });
    expect(await list()).toEqual(["v"]);
  });
});

describe("a fault that stays", () => {
  it.each([
    [{ kind: "drop" }, "store.unreachable"],
    [{ kind: "cut" }, "store.unreachable"],
    [{ kind: "status", status: 500 }, "store.unreachable"],
    [{ kind: "status", status: 429 }, "store.busy"],
    [{ kind: "status", status: 403 }, "store.no-permission"],
    [{ kind: "status", status: 401 }, "store.consent-ended"],
    [{ kind: "garbage", garbage: "html" }, "store.bad-reply"],
    [{ kind: "garbage", garbage: "truncated" }, "store.bad-reply"],
    [{ kind: "garbage", garbage: "empty" }, "store.bad-reply"],
    [{ kind: "garbage", garbage: "huge" }, "store.bad-reply"],
    [{ kind: "code", code: "unavailable" }, "store.unreachable"],
    [{ kind: "code", code: "handler-not-found" }, "store.bad-reply"],
  ])("%j is %s, and passes without a trace", async (kind, code) => {
    expect(await put("v", byte(1))).toBe("ok");
    await fault({ count: 100, ...kind });
    expect(await list()).toBe(code);
    expect(await get("v")).toBe(code);
    expect(await put("v", byte(2))).toBe(code);
    expect(await put("w", byte(2))).toBe(code);
    expect(await remove("w")).toBe(code);
    await clearFaults();
    // A replacement whose answer was cut off may have been made.
    expect([[1], [2]]).toContainEqual(await get("v"));
    expect(await list()).toContain("v");
  });

  it("too slow is unreachable in the time that was given", async () => {
    noting.timeoutMs = 150;
    await fault({ count: 100, kind: "slow", delayMs: 60_000 });
    const startedAt = performance.now();
    expect(await list()).toBe("store.unreachable");
    expect(performance.now() - startedAt).toBeLessThan(8_000);
  });

  it("in a whole network is unreachable", async () => {
    const { values } = await connectDataswyft(box, {
      http: (request) =>
        request.url.includes("/api/")
          ? noting.http({ ...request, url: request.url.replace(/127\.0\.0\.1:\d+/, "127.0.0.1:9") })
          : noting.http(request),
    });
    expect(await values.list("", never)).toMatchObject({ error: { code: "store.unreachable" } });
  });
});

/** Uses up what is left of the faults without touching what is kept. */
const clearFaults = async (): Promise<void> => {
  for (let round = 0; round < 120; round++) {
    const answer = await fetch(`${box.endpoints.dataswyft.pdaUrl}/publickey`).catch(() => null);
    const text = await answer?.text().catch(() => "");
    if (text?.startsWith("-----BEGIN") === true) return;
  }
};

describe("giving up", () => {
  it("in the middle of a slow answer ends at once", async () => {
    await fault({ count: 100, kind: "slow", delayMs: 60_000 });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const startedAt = performance.now();
    expect(await put("v", byte(1), controller.signal)).toBe("scan.cancelled");
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("between a record and its look leaves a value that the next write takes over", async () => {
    await list();
    const controller = new AbortController();
    noting.before = ({ url }) => {
      if (url.includes("data-record")) controller.abort();
      return Promise.resolve();
    };
    expect(await put("v", byte(1), controller.signal)).toBe("scan.cancelled");
    noting.before = () => Promise.resolve();
    expect(await put("v", byte(2))).toBe("ok");
    expect(await list()).toEqual(["v"]);
    expect(await get("v")).toEqual([2]);
  });
});

describe("a torn upload", () => {
  it.each([
    ["of its description", { path: "files/upload", kind: "drop" }, "store.unreachable"],
    ["of its bytes", { path: "object", kind: "drop", count: 3 }, "store.unreachable"],
    ["of its bytes, refused", { path: "object", kind: "code", code: "expired" }, "store.refused"],
    ["of its end", { path: "complete", kind: "code", code: "file-not-available" }, "store.refused"],
    ["of its end, for good", { path: "complete", kind: "drop", count: 3 }, "store.unreachable"],
  ])("%s keeps the former value and leaves no file behind", async (_what, over, code) => {
    expect(await put("v", large(1))).toBe("ok");
    await fault(over);
    expect(await put("v", large(2))).toBe(code);
    expect(await get("v")).toEqual([1, 1, 1]);
    expect(await put("v", large(3))).toBe("ok");
    expect(await get("v")).toEqual([3, 3, 3]);
    expect(await standingFiles()).toBeLessThanOrEqual(2);
    expect(await put("w", byte(1))).toBe("ok");
  });

  it.each([{ kind: "drop" }, { kind: "code", code: "internal" }])(
    "that passes (%j) is not seen",
    async (kind) => {
      await fault({ path: "object", count: 2, ...kind });
      expect(await put("v", large(1))).toBe("ok");
      expect(await get("v")).toEqual([1, 1, 1]);
    },
  );

  it("that nobody cleared away goes with a later write of the name from anywhere", async () => {
    await fault({ path: "object", count: 3, kind: "drop" });
    noting.before = async ({ method, url }) => {
      if (method === "DELETE" && url.includes("files/file")) await fault({ kind: "drop" });
    };
    expect(await put("v", large(1))).toBe("store.unreachable");
    expect(await standingFiles()).toBe(1);
    const clock = createAheadClock();
    const { values } = await connectDataswyft(box, { clock });
    expect((await values.write([{ name: "v", bytes: large(2) }], never)).get("v")?.ok).toBe(true);
    expect(await standingFiles()).toBe(2);
    clock.aheadMs = 20 * 60_000;
    expect((await values.write([{ name: "v", bytes: large(3) }], never)).get("v")?.ok).toBe(true);
    expect(await standingFiles()).toBe(1);
    expect(await get("v")).toEqual([3, 3, 3]);
  });
});

describe("a download", () => {
  it.each([
    { kind: "drop", count: 2 },
    { kind: "cut", count: 2 },
    { kind: "code", code: "internal", count: 2 },
    { kind: "expire", count: 1 },
    { kind: "slow", delayMs: 500, count: 1 },
  ])("with a fault that passes (%j) is whole", async (over) => {
    expect(await put("v", large(1))).toBe("ok");
    await fault({ path: "object", ...over });
    const read = (await service.values.read(["v"], never)).get("v");
    expect(read).toEqual({ ok: true, value: large(1) });
  });

  it("of something else is not taken for the value", async () => {
    expect(await put("v", large(1))).toBe("ok");
    await fault({ path: "object", kind: "garbage", garbage: "html" });
    expect(await get("v")).toBe("store.bad-reply");
    expect(await get("v")).toEqual([1, 1, 1]);
  });
});
