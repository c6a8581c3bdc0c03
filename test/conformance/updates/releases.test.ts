/** Releases of every kind on a real server, looked at, downloaded and put in place by the real engine in real Electron. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { placeInRelease } from "#main/updates/staging.ts";
import { startProxy } from "#test/support/local-proxy.ts";
import { installer, onLinux, releaseFile, useUpdateCase } from "#test/support/update-case.ts";
import { createPublisher, publish, tamper } from "#test/support/update-server.ts";

const one = useUpdateCase();

onLinux("a good release", () => {
  it("is downloaded, compared and put in place, with what the root's own check needs", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher], notes: "Quicker taps." });
    const { views, restarts } = await one.obey({ steps: ["look", "install"] });
    expect(views[0]).toMatchObject({
      state: "ready",
      release: { version: "1.1.0", notes: "Quicker taps.", bytes: 300_000 },
      error: null,
    });
    expect(views[1]?.state).toBe("installed");
    expect(restarts).toBe(1);
    expect(readFileSync(join(one.resourcesDir, "installed"))).toEqual(
      readFileSync(join(one.server.folder, installer)),
    );
    const [facts, signature] = readFileSync(join(one.resourcesDir, "facts"), "utf8").split("\n");
    expect(JSON.parse(facts ?? "")).toEqual(expect.arrayContaining(["tapvault-release/1", "1.1.0"]));
    expect(signature).toMatch(/^[A-Za-z0-9+/]{86}==$/u);
    expect(one.server.requests).toEqual([releaseFile, installer]);
  });

  it("tells the server nothing about this computer", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    await one.look();
    expect(Object.keys(one.server.lastHeaders()).filter((name) => name.includes("staging"))).toEqual([]);
    expect(one.server.lastHeaders()).toMatchObject({ "accept-language": "*", "user-agent": "Tapvault" });
    expect(one.server.lastHeaders().cookie).toBeUndefined();
  });

  it("is not downloaded a second time by the next start", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    expect((await one.look()).state).toBe("ready");
    expect((await one.look()).state).toBe("ready");
    expect(one.server.requests.filter((name) => name === installer)).toHaveLength(1);
  });

  it("waits while something unsaved does, also when the program ends", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    const { views, restarts } = await one.obey({ isUnsaved: true, steps: ["look", "install", "leave"] });
    expect(views.map(({ state }) => state)).toEqual(["ready", "ready", "ready"]);
    expect(views[1]?.waitsFor).toEqual(["typing"]);
    expect(restarts).toBe(0);
    expect(one.isInstalled()).toBe(false);
  });

  it("is not put in place when somebody begins to type while it is compared once more", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    expect(await one.look({ steps: ["look", "type-late"] })).toMatchObject({
      state: "ready",
      error: { code: "updates.unsaved-work" },
    });
    expect(one.isInstalled()).toBe(false);
  });

  it("is put in place when the program ends and nothing waits", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    await one.obey({ steps: ["look", "leave"] });
    await expect.poll(one.isInstalled).toBe(true);
  });

  it("is good with any of the keys that came along, and any signature on it", async () => {
    const next = createPublisher();
    await publish(one.server.folder, { version: "1.1.0", by: [next] });
    expect((await one.look()).error?.code).toBe("updates.unsigned");
    one.install({ publisherKeys: [one.publisher.publicKey, next.publicKey] });
    expect((await one.look()).state).toBe("ready");
    await publish(one.server.folder, { version: "1.2.0", by: [next, one.publisher] });
    one.install({});
    expect((await one.look()).state).toBe("ready");
  });

  it("can be taken back until it is put in place", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    await publish(one.server.folder, { version: "1.0.0", by: [one.publisher] });
    expect((await one.look()).state).toBe("current");
  });
});

onLinux("a release that is not newer", () => {
  it.each(["1.0.0", "0.9.9", "1.0.0-beta.4"])("%s: nothing is downloaded", async (version) => {
    await publish(one.server.folder, { version, by: [one.publisher] });
    expect(await one.look()).toMatchObject({ state: "current", release: null, error: null });
    expect(one.server.requests).toEqual([releaseFile]);
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
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher], staging: 40 });
    expect((await one.look({ identity: early() })).state).toBe("ready");
    expect(await one.look({ identity: late() })).toMatchObject({
      state: "held-back",
      release: { version: "1.1.0" },
    });
    tamper(one.server.folder, (yml) => yml.replace("stagingPercentage: 40", "stagingPercentage: 100"));
    expect((await one.look({ identity: late() })).state).toBe("ready");
  });
});

onLinux("the way to the internet", () => {
  it("is the app's proxy also for the download; this computer is not asked through it", async () => {
    const proxy = await startProxy("refuse");
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    const { views, wayOut } = await one.obey({ proxyUrl: proxy.url });
    expect(views[0]?.state).toBe("ready");
    expect(proxy.asked).toEqual([]);
    expect(wayOut).toBe(`PROXY ${new URL(proxy.url).host}`);
    expect((await one.obey()).wayOut).toBe("DIRECT");
    await proxy.close();
  });
});

onLinux("an installation that fails", () => {
  it("leaves the version ready, to be tried again", async () => {
    one.install({ helper: "exit 1" });
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    const { views, restarts } = await one.obey({ steps: ["look", "install"] });
    expect(views[1]).toMatchObject({ state: "ready", error: { code: "updates.install-failed" } });
    expect(restarts).toBe(0);
  });
});
