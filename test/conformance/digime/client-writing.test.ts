import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { gzipSync } from "node:zlib";
import type { ReadProgress } from "#stores/digime/digime-session.ts";
import type { ReadBackAnswer } from "#stores/digime/digime-read-back.ts";
import type { DigimeService } from "#stores/digime/digime-service.ts";
import type { DigimeBench, DigimeOptions } from "#test/support/digime-connected.ts";
import {
  connectDigime,
  createDigimeBench,
  digimeOf,
  redirectUri,
  signIn,
} from "#test/support/digime-connected.ts";
import { approve } from "#test/support/digime-consent.ts";
import { codeOf } from "#test/support/digime-scripted.ts";
import type { WatchedHttp } from "#test/support/hyperid-connected.ts";
import { watchedHttp } from "#test/support/hyperid-connected.ts";
import { createMemorySlot } from "#test/support/memory-slot.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

const never = new AbortController().signal;
const value = Uint8Array.from({ length: 3_000 }, (_, at) => (at * 13) % 256);
const protocols = ["library", "postbox"] as const;
let bench: DigimeBench;
let watched: WatchedHttp;

beforeAll(async () => {
  bench = createDigimeBench(await startTestSandbox());
});
beforeEach(async () => {
  await bench.reset();
  watched = watchedHttp();
});
afterAll(() => bench.sandbox.dispose());

const connect = (
  writeProtocol: (typeof protocols)[number],
  options: DigimeOptions = {},
): Promise<DigimeService> =>
  connectDigime(bench.sandbox, {
    clock: bench.clock,
    http: watched.http,
    settings: { writeProtocol },
    reading: true,
    ...options,
  });

const ignore = (): void => undefined;
const read = async (
  service: DigimeService,
  tags = ["tapvault"],
  onProgress: (progress: ReadProgress) => void = ignore,
): Promise<ReadBackAnswer> => {
  const answer = await service.readBack.read({ tags }, onProgress, never);
  if (!answer.ok) throw new Error(`reading back: ${answer.error.code}`);
  return answer.value;
};
/** How the service calls the first file. */
const nameOf = async (service: DigimeService): Promise<string> => (await read(service)).files[0]?.name ?? "";
const contents = ({ files }: ReadBackAnswer): unknown =>
  files.map(({ reference, content }) => [reference, content.ok ? content.value : content.error.code]);

describe.each(protocols)("writing to one's own digi.me by the %s", (protocol) => {
  it("comes back through the contract that reads, with its name and time", async () => {
    const service = await connect(protocol);
    expect(codeOf(await service.writer.write("item-01", value, ["rev:1"], never))).toBe("ok");
    expect(codeOf(await service.writer.write("item-02", new Uint8Array(0), ["rev:2"], never))).toBe("ok");
    const told: ReadProgress[] = [];
    const answer = await read(service, ["tapvault"], (progress) => told.push(progress));
    expect(contents(answer)).toEqual([
      ["item-01", value],
      ["item-02", new Uint8Array(0)],
    ]);
    expect(answer.isComplete).toBe(true);
    expect(Math.abs((answer.files[0]?.at ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(told.map(({ state }) => state)).toEqual([
      "pending",
      "running",
      "completed",
      "completed",
      "completed",
    ]);
    expect(contents(await read(service, ["rev:2"]))).toEqual([["item-02", new Uint8Array(0)]]);
    expect(contents(await read(service, ["rev:3"]))).toEqual([]);
  });

  it.each(["none", "gzip", "brotli"])("comes back when the service compresses by %s", async (compression) => {
    const service = await connect(protocol);
    await service.writer.write("a", value, [], never);
    await bench.set({ compression });
    expect(contents(await read(service))).toEqual([["a", value]]);
  });

  it("takes what is at the limit", async () => {
    const service = await connect(protocol);
    const largest = new Uint8Array(9_000_000).fill(7);
    expect(codeOf(await service.writer.write("n".repeat(200), largest, [], never))).toBe("ok");
    const [file] = (await read(service)).files;
    expect(file?.content.ok === true && Buffer.compare(file.content.value, largest)).toBe(0);
  });

  it("goes on when its token has ended, once for each writing", async () => {
    const service = await connect(protocol);
    watched.seen.length = 0;
    await bench.moveTime(3_700_000);
    expect(codeOf(await service.writer.write("a", value, [], never))).toBe("ok");
    expect(watched.count("oauth/token")).toBe(1);
    expect(contents(await read(service))).toEqual([["a", value]]);
  });

  it("is not done twice when the answer is lost", async () => {
    const service = await connect(protocol);
    await bench.fault("cut", { path: protocol === "library" ? "import" : undefined });
    await service.writer.write("a", value, [], never);
    expect((await read(service)).files.length).toBeLessThanOrEqual(1);
  });

  it.each(["html", "huge"])("is not told as done when %s answers", async (garbage) => {
    const service = await connect(protocol);
    await bench.fault("garbage", { garbage });
    expect(codeOf(await service.writer.write("a", value, [], never))).toBe("store.bad-reply");
  });
});

describe("the older road", () => {
  it("says pending for an ended token; then there are new tokens and one more try", async () => {
    const service = await connect("postbox");
    watched.seen.length = 0;
    await bench.fault("expire");
    expect(codeOf(await service.postbox.write("a", value, [], never))).toBe("ok");
    const posts = watched.seen.filter(({ url }) => url.includes("/postbox/"));
    expect([posts.length, watched.count("oauth/token")]).toEqual([2, 1]);
    expect(contents(await read(service))).toEqual([["a", value]]);
  });

  it("may say so for longer", async () => {
    const service = await connect("postbox");
    await bench.fault("expire", { count: 3 });
    // The first says pending, the renewal is refused.
    expect(codeOf(await service.postbox.write("a", value, [], never))).toBe("store.consent-ended");
  });

  it("signs in at the older API, and has storage as well", async () => {
    const service = await connect("postbox");
    expect(watched.seen.some(({ url }) => url.includes("/v1.6/oauth/authorize"))).toBe(true);
    expect(codeOf(await service.account.test(never))).toBe("ok");
    const written = await service.values.write([{ name: "v/a", bytes: value }], never);
    expect(written.get("v/a")).toEqual({ ok: true, value: undefined });
    await bench.moveTime(3_700_000);
    expect(codeOf(await service.account.test(never))).toBe("ok");
  });

  it("is told a no on the page at its own address", async () => {
    const service = digimeOf(bench.sandbox, { settings: { writeProtocol: "postbox" } });
    expect(codeOf(await signIn(service.account, { deny: true }))).toBe("connect.denied");
  });

  it("needs a new sign-in after the setting was changed", async () => {
    const secrets = createMemorySlot();
    await connectDigime(bench.sandbox, { secrets });
    const changed = digimeOf(bench.sandbox, { secrets, settings: { writeProtocol: "postbox" } });
    expect(codeOf(await changed.writer.write("a", value, [], never))).toBe("store.consent-ended");
    expect(codeOf(await signIn(changed.account))).toBe("ok");
    expect(codeOf(await changed.writer.write("a", value, [], never))).toBe("ok");
  });
});

describe("reading back", () => {
  it("makes a new session when one is used up", async () => {
    const service = await connect("library");
    await service.library.write("a", value, [], never);
    const path = await nameOf(service);
    for (const code of ["SessionUsed", "SessionInvalid"]) {
      watched.seen.length = 0;
      await bench.fault("code", { code, path });
      expect(contents(await read(service))).toEqual([["a", value]]);
      expect(watched.count("trigger")).toBe(2);
    }
  });

  it("renews its own tokens in the middle", async () => {
    const service = await connect("library");
    for (const name of ["a", "b", "c"]) await service.library.write(name, value, [], never);
    for (const path of ["trigger", await nameOf(service)]) {
      watched.seen.length = 0;
      await bench.fault("expire", { path });
      expect((await read(service)).files.every(({ content }) => content.ok)).toBe(true);
      expect(watched.count("oauth/token")).toBe(1);
    }
    await bench.moveTime(3_700_000);
    expect((await read(service)).files.length).toBe(3);
    expect(codeOf(await service.readBack.account.test(never))).toBe("ok");
  });

  it("brings a part, and says what failed", async () => {
    const service = await connect("library");
    await service.library.write("a", value, [], never);
    await bench.set({ outcome: "partial" });
    const answer = await read(service);
    expect(answer.isComplete).toBe(false);
    expect(answer.problems.map(({ detail }) => detail?.["code"])).toEqual(["ServiceAuthorizationError"]);
    expect(contents(answer)).toEqual([["a", value]]);
  });

  it("leaves what was just written to the next time", async () => {
    const service = await connect("library");
    await service.library.write("a", value, [], never);
    await bench.set({ libraryDelayMs: 60_000 });
    expect((await read(service)).files).toEqual([]);
    await bench.moveTime(120_000);
    expect((await read(service)).files.length).toBe(1);
  });

  it("does not mind files of other kinds", async () => {
    const service = await connect("library");
    await bench.set({ mappedSample: true });
    const { files } = await read(service);
    expect(files.map(({ reference, content }) => [reference, content.ok])).toEqual([["", true]]);
  });

  it("unpacks no bomb", async () => {
    const service = await connect("library");
    // What was written is a bomb itself; the service's own packing around it is undone, the bomb stays packed.
    const bomb = new Uint8Array(gzipSync(new Uint8Array(8 * 1024 * 1024)));
    await service.library.write("bomb", bomb, [], never);
    await bench.set({ compression: "gzip" });
    expect(contents(await read(service))).toEqual([["bomb", bomb]]);
  });

  it.each(["drop", "cut", "status"])("gets over a moment's failure of a file (%s)", async (kind) => {
    const service = await connect("library");
    await service.library.write("a", value, [], never);
    const path = await nameOf(service);
    watched.seen.length = 0;
    await bench.fault(kind, { path, status: 503 });
    expect(contents(await read(service))).toEqual([["a", value]]);
    expect(watched.count(path)).toBe(2);
  });

  it("ends at once when it is cancelled", async () => {
    const service = await connect("library");
    await bench.set({ pendingPolls: 1_000 });
    const stop = new AbortController();
    const answer = service.readBack.read({ tags: ["x"] }, ignore, stop.signal);
    setTimeout(() => stop.abort(), 200);
    expect(codeOf(await answer)).toBe("scan.cancelled");
  });

  it("ends after two minutes of nothing", async () => {
    const service = await connect("library");
    await bench.set({ pendingPolls: 1_000 });
    expect(codeOf(await service.readBack.read({ tags: ["x"] }, ignore, never))).toBe("store.busy");
  });

  it("is a consent of its own, by the same person only", async () => {
    const service = await connectDigime(bench.sandbox, { clock: bench.clock, person: "ben" });
    expect(codeOf(await service.readBack.read({ tags: ["x"] }, ignore, never))).toBe("store.no-permission");
    const begun = await service.readBack.account.begin(redirectUri, null, never);
    if (!begun.ok) throw new Error(begun.error.code);
    await expect(approve(begun.value.url, { person: "ada" })).rejects.toThrow("does not offer ada");
    expect(codeOf(await signIn(service.readBack.account, { deny: true }))).toBe("connect.denied");
    expect(codeOf(await signIn(service.readBack.account))).toBe("ok");
    expect(codeOf(await service.readBack.read({ tags: ["x"] }, ignore, never))).toBe("ok");
  });
});
