/** Releases of every kind on a real server, looked at, downloaded and put in place by the real engine in real Electron. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { placeInRelease } from "#main/updates/staging.ts";
import { startProxy } from "#test/support/local-proxy.ts";
import {
  type InstalledFiles,
  type UpdateProgram,
  startUpdateProgram,
  writeInstalledFiles,
} from "#test/support/update-program.ts";
import type { UpdateOrders, UpdateOutcome } from "#test/support/updates-main.ts";
import {
  type Publisher,
  type UpdateServer,
  createPublisher,
  publish,
  startUpdateServer,
  tamper,
} from "#test/support/update-server.ts";

/** It follows a .deb here; elsewhere the engine hands over to the system, which is no test. */
const onLinux = describe.skipIf(process.platform !== "linux");

let program: UpdateProgram;
let server: UpdateServer;
let publisher: Publisher;
let resourcesDir: string;
let count = 0;

const installer = "tapvault_1.1.0_amd64.deb";
const releaseFile = "latest-linux.yml";

beforeAll(async () => {
  program = await startUpdateProgram();
  publisher = createPublisher();
});
afterAll(() => program.close());

beforeEach(async () => {
  server = await startUpdateServer();
  resourcesDir = mkdtempSync(join(tmpdir(), "tapvault-resources-"));
  count += 1;
  install();
});
afterEach(async () => {
  await server.close();
  rmSync(resourcesDir, { recursive: true, force: true });
});

const cacheName = (): string => `case-${count}`;

const install = (change: Partial<InstalledFiles> = {}): void =>
  writeInstalledFiles(resourcesDir, {
    cacheName: cacheName(),
    url: server.url,
    publisherKeys: [publisher.publicKey],
    ...change,
  });

const obey = (change: Partial<UpdateOrders> = {}): Promise<UpdateOutcome> =>
  program.obey({
    resourcesDir,
    identity: "computer",
    isUnsaved: false,
    proxyUrl: null,
    steps: ["look"],
    ...change,
  });

const look = async (change: Partial<UpdateOrders> = {}): Promise<UpdateOutcome["views"][number]> => {
  const { views } = await obey(change);
  const view = views.at(-1);
  if (view === undefined) throw new Error("no view");
  return view;
};

const pending = (): readonly string[] => {
  const folder = join(program.cacheDir, cacheName(), "pending");
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".deb")) : [];
};

const isInstalled = (): boolean => existsSync(join(resourcesDir, "installed"));

onLinux("a good release", () => {
  it("is downloaded, compared and put in place, with what the root's own check needs", async () => {
    await publish(server.folder, { version: "1.1.0", by: [publisher], notes: "Quicker taps." });
    const { views, restarts } = await obey({ steps: ["look", "install"] });
    expect(views[0]).toMatchObject({
      state: "ready",
      release: { version: "1.1.0", notes: "Quicker taps.", bytes: 300_000 },
      error: null,
    });
    expect(views[1]?.state).toBe("installed");
    expect(restarts).toBe(1);
    expect(readFileSync(join(resourcesDir, "installed"))).toEqual(
      readFileSync(join(server.folder, installer)),
    );
    const [facts, signature] = readFileSync(join(resourcesDir, "facts"), "utf8").split("\n");
    expect(JSON.parse(facts ?? "")).toEqual(expect.arrayContaining(["tapvault-release/1", "1.1.0"]));
    expect(signature).toMatch(/^[A-Za-z0-9+/]{86}==$/u);
    expect(server.requests).toEqual([releaseFile, installer]);
  });

  it("tells the server nothing about this computer", async () => {
    await publish(server.folder, { version: "1.1.0", by: [publisher] });
    await look();
    expect(Object.keys(server.lastHeaders()).filter((name) => name.includes("staging"))).toEqual([]);
    expect(server.lastHeaders()).toMatchObject({ "accept-language": "*", "user-agent": "Tapvault" });
    expect(server.lastHeaders().cookie).toBeUndefined();
  });

  it("is not downloaded a second time by the next start", async () => {
    await publish(server.folder, { version: "1.1.0", by: [publisher] });
    expect((await look()).state).toBe("ready");
    expect((await look()).state).toBe("ready");
    expect(server.requests.filter((name) => name === installer)).toHaveLength(1);
  });

  it("waits while something unsaved does, also when the program ends", async () => {
    await publish(server.folder, { version: "1.1.0", by: [publisher] });
    const { views, restarts } = await obey({ isUnsaved: true, steps: ["look", "install", "leave"] });
    expect(views.map(({ state }) => state)).toEqual(["ready", "ready", "ready"]);
    expect(views[1]?.waitsFor).toEqual(["typing"]);
    expect(restarts).toBe(0);
    expect(isInstalled()).toBe(false);
  });

  it("is put in place when the program ends and nothing waits", async () => {
    await publish(server.folder, { version: "1.1.0", by: [publisher] });
    await obey({ steps: ["look", "leave"] });
    await expect.poll(isInstalled).toBe(true);
  });

  it("is good with any of the keys that came along, and any signature on it", async () => {
    const next = createPublisher();
    await publish(server.folder, { version: "1.1.0", by: [next] });
    expect((await look()).error?.code).toBe("updates.unsigned");
    install({ publisherKeys: [publisher.publicKey, next.publicKey] });
    expect((await look()).state).toBe("ready");
    await publish(server.folder, { version: "1.2.0", by: [next, publisher] });
    install();
    expect((await look()).state).toBe("ready");
  });

  it("can be taken back until it is put in place", async () => {
    await publish(server.folder, { version: "1.1.0", by: [publisher] });
    await publish(server.folder, { version: "1.0.0", by: [publisher] });
    expect((await look()).state).toBe("current");
  });
});

onLinux("a release that is not newer", () => {
  it.each(["1.0.0", "0.9.9", "1.0.0-beta.4"])("%s: nothing is downloaded", async (version) => {
    await publish(server.folder, { version, by: [publisher] });
    expect(await look()).toMatchObject({ state: "current", release: null, error: null });
    expect(server.requests).toEqual([releaseFile]);
  });
});

onLinux("a release that is handed out step by step", () => {
  const early = (): string =>
    Array.from({ length: 100 }, (_, at) => `computer-${at}`).find((id) => placeInRelease(id, "1.1.0") < 20) ??
    "";
  const late = (): string =>
    Array.from({ length: 100 }, (_, at) => `computer-${at}`).find((id) => placeInRelease(id, "1.1.0") > 80) ??
    "";

  it("comes to some computers now and to others when the share grows", async () => {
    await publish(server.folder, { version: "1.1.0", by: [publisher], staging: 40 });
    expect((await look({ identity: early() })).state).toBe("ready");
    expect(await look({ identity: late() })).toMatchObject({
      state: "held-back",
      release: { version: "1.1.0" },
    });
    tamper(server.folder, (yml) => yml.replace("stagingPercentage: 40", "stagingPercentage: 100"));
    expect((await look({ identity: late() })).state).toBe("ready");
  });
});

onLinux("what somebody without the key changes", () => {
  const other = "A".repeat(86) + "==";
  it.each([
    ["the version", (yml: string) => yml.replace("version: 1.1.0", "version: 9.0.0")],
    ["the digest", (yml: string) => yml.replace(/sha512: \S+/gu, `sha512: ${other}`)],
    ["the size", (yml: string) => yml.replace(/size: \d+/u, "size: 299999")],
    ["the file's name", (yml: string) => yml.replaceAll("amd64.deb", "evil.deb")],
    ["what is new", (yml: string) => yml.replace("Quicker taps.", "Type your words at evil.example.")],
    ["the signature", (yml: string) => yml.replace(/- \S+==/u, `- ${other}`)],
    ["taking the signature away", (yml: string) => yml.replace(/signatures:[\s\S]*/u, "")],
  ])("%s: it is refused before anything is downloaded", async (_what, change) => {
    await publish(server.folder, { version: "1.1.0", by: [publisher], notes: "Quicker taps." });
    tamper(server.folder, change);
    expect(await look()).toMatchObject({ state: "failed", error: { code: "updates.unsigned" } });
    expect(server.requests).toEqual([releaseFile]);
  });

  it.each([
    ["another place on the server", (yml: string) => yml.replaceAll(installer, `../${installer}`)],
    ["another server", (yml: string) => yml.replaceAll(installer, `http://127.0.0.1:1/${installer}`)],
    ["not a release", () => "hello: there"],
    ["not YAML", () => "{{{"],
    ["far too much", () => `notes: ${"x".repeat(300_000)}`],
  ])("%s: it is not understood", async (_what, change) => {
    await publish(server.folder, { version: "1.1.0", by: [publisher] });
    tamper(server.folder, change);
    expect(await look()).toMatchObject({ state: "failed", error: { code: "updates.bad-reply" } });
    expect(server.requests).toEqual([releaseFile]);
  });

  it("another installer under the signed name is thrown away", async () => {
    await publish(server.folder, { version: "1.1.0", by: [publisher] });
    writeFileSync(join(server.folder, installer), "x".repeat(300_000));
    expect(await look()).toMatchObject({ state: "failed", error: { code: "updates.damaged" } });
    expect(pending()).toEqual([]);
  });

  it("an installer longer than the signed one is broken off", async () => {
    await publish(server.folder, { version: "1.1.0", by: [publisher] });
    writeFileSync(join(server.folder, installer), "x".repeat(30_000_000));
    expect(await look()).toMatchObject({ state: "failed", error: { code: "updates.damaged" } });
    expect(pending()).toEqual([]);
  });

  it("a file exchanged on this computer after the download is not put in place", async () => {
    await publish(server.folder, { version: "1.1.0", by: [publisher] });
    const spoiled = join(program.cacheDir, cacheName(), "pending", installer);
    const { views } = await obey({ steps: ["look", "spoil", "install"], spoiled });
    expect(views.map(({ state }) => state)).toEqual(["ready", "ready", "failed"]);
    expect(views[2]?.error?.code).toBe("updates.damaged");
    expect(isInstalled()).toBe(false);
    expect(pending()).toEqual([]);
  });

  it("a file exchanged while the program did not run is downloaded again", async () => {
    await publish(server.folder, { version: "1.1.0", by: [publisher] });
    await look();
    const file = join(program.cacheDir, cacheName(), "pending", installer);
    const good = readFileSync(file);
    writeFileSync(file, "x".repeat(300_000));
    expect((await look()).state).toBe("ready");
    expect(readFileSync(file)).toEqual(good);
  });
});

onLinux("a server in trouble", () => {
  it.each(["missing", "error", "cut"] as const)("that answers %s is asked again later", async (fault) => {
    await publish(server.folder, { version: "1.1.0", by: [publisher] });
    server.serve(releaseFile, fault);
    expect(await look()).toMatchObject({ state: "failed", error: { code: "updates.unreachable" } });
    server.serve(releaseFile, null);
    expect((await look()).state).toBe("ready");
  });

  it("that is gone is told as that", async () => {
    await server.close();
    expect(await look()).toMatchObject({ state: "failed", error: { code: "updates.unreachable" } });
    server = await startUpdateServer();
  });

  it("that breaks off the installer leaves nothing, and the next look has it", async () => {
    await publish(server.folder, { version: "1.1.0", by: [publisher] });
    server.serve(installer, "cut");
    expect((await look()).state).toBe("failed");
    expect(pending()).toEqual([]);
    server.serve(installer, null);
    expect((await look()).state).toBe("ready");
  });

  it("that has nothing for this kind of installer is told as that", async () => {
    await publish(server.folder, { version: "1.1.0", by: [publisher], kind: "rpm" });
    expect((await look()).error?.code).toBe("updates.bad-reply");
  });
});

onLinux("the way to the internet", () => {
  it("is the app's proxy also for the download; this computer is not asked through it", async () => {
    const proxy = await startProxy("refuse");
    await publish(server.folder, { version: "1.1.0", by: [publisher] });
    const { views, wayOut } = await obey({ proxyUrl: proxy.url });
    expect(views[0]?.state).toBe("ready");
    expect(proxy.asked).toEqual([]);
    expect(wayOut).toBe(`PROXY ${new URL(proxy.url).host}`);
    expect((await obey()).wayOut).toBe("DIRECT");
    await proxy.close();
  });
});

onLinux("an installation that fails", () => {
  it("leaves the version ready, to be tried again", async () => {
    install({ helper: "exit 1" });
    await publish(server.folder, { version: "1.1.0", by: [publisher] });
    const { views, restarts } = await obey({ steps: ["look", "install"] });
    expect(views[1]).toMatchObject({ state: "ready", error: { code: "updates.install-failed" } });
    expect(restarts).toBe(0);
  });
});
