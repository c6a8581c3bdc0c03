/** What a server, or somebody on the way to it, can do without the publisher's key: nothing is downloaded or put in place but what was signed. */
import { copyFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { signReleases } from "#build/updates/release-files.mjs";
import { installer, onLinux, releaseFile, useUpdateCase } from "#test/support/update-case.ts";
import { publish, startUpdateServer, tamper } from "#test/support/update-server.ts";

const one = useUpdateCase();

const heldFiles = async (): Promise<readonly string[]> => (await one.obey({ steps: [] })).heldFiles;

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
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher], notes: "Quicker taps." });
    tamper(one.server.folder, change);
    expect(await one.look()).toMatchObject({ state: "failed", error: { code: "updates.unsigned" } });
    expect(one.server.requests).toEqual([releaseFile]);
  });

  it.each([
    ["another place on the server", (yml: string) => yml.replaceAll(installer, `../${installer}`)],
    ["another server", (yml: string) => yml.replaceAll(installer, `http://127.0.0.1:1/${installer}`)],
    ["not a release", () => "hello: there"],
    ["not YAML", () => "{{{"],
    ["far too much", () => `notes: ${"x".repeat(300_000)}`],
  ])("%s: it is not understood", async (_what, change) => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    tamper(one.server.folder, change);
    expect(await one.look()).toMatchObject({ state: "failed", error: { code: "updates.bad-reply" } });
    expect(one.server.requests).toEqual([releaseFile]);
  });

  it("a signed release for another processor is not understood", async () => {
    const foreign = "tapvault_1.1.0_arm64.deb";
    writeFileSync(join(one.server.folder, foreign), "arm64");
    await signReleases({ folder: one.server.folder, version: "1.1.0", keys: [one.publisher.privateKey] });
    renameSync(join(one.server.folder, "latest-linux-arm64.yml"), join(one.server.folder, releaseFile));
    expect(await one.look()).toMatchObject({ state: "failed", error: { code: "updates.bad-reply" } });
    expect(one.server.requests).toEqual([releaseFile]);
  });

  it("another installer under the signed name is thrown away", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    writeFileSync(join(one.server.folder, installer), "x".repeat(300_000));
    expect(await one.look()).toMatchObject({ state: "failed", error: { code: "updates.damaged" } });
    expect(one.pending()).toEqual([]);
  });

  it("an installer longer than the signed one is broken off", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    writeFileSync(join(one.server.folder, installer), "x".repeat(30_000_000));
    expect(await one.look()).toMatchObject({ state: "failed", error: { code: "updates.damaged" } });
    expect(one.pending()).toEqual([]);
  });

  it("an installer without length or end is broken off, also at the server", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    one.server.serve(installer, "endless");
    expect(await one.look()).toMatchObject({ state: "failed", error: { code: "updates.damaged" } });
    await expect.poll(one.server.sending).toBe(0);
    await expect.poll(heldFiles).toEqual([]);
  });

  it("an installer that is for ever at another address is given up", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    one.server.serve(installer, `to /${installer}`);
    expect(await one.look()).toMatchObject({ state: "failed", error: { code: "updates.unreachable" } });
    expect(one.server.requests.length).toBeLessThan(20);
  });

  it("an installer at another server is not asked for without https", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    const other = await startUpdateServer(one.server.folder);
    one.server.serve(installer, `to ${other.url}${installer}`);
    expect(await one.look()).toMatchObject({ state: "failed", error: { code: "updates.unreachable" } });
    expect(other.requests).toEqual([]);
    await other.close();
  });

  it("a file exchanged on this computer after the download is not put in place", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    const spoiled = join(one.pendingDir, installer);
    const { views } = await one.obey({ steps: ["look", "spoil", "install"], spoiled });
    expect(views.map(({ state }) => state)).toEqual(["ready", "ready", "failed"]);
    expect(views[2]?.error?.code).toBe("updates.damaged");
    expect(one.isInstalled()).toBe(false);
    expect(one.pending()).toEqual([]);
  });

  it("a file exchanged while the program did not run is downloaded again", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    await one.look();
    const file = join(one.pendingDir, installer);
    const good = readFileSync(file);
    writeFileSync(file, "x".repeat(300_000));
    expect((await one.look()).state).toBe("ready");
    expect(readFileSync(file)).toEqual(good);
  });
});

onLinux("a server in trouble", () => {
  it.each(["missing", "error", "cut"] as const)("that answers %s is asked again later", async (fault) => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    one.server.serve(releaseFile, fault);
    expect(await one.look()).toMatchObject({ state: "failed", error: { code: "updates.unreachable" } });
    one.server.serve(releaseFile, null);
    expect((await one.look()).state).toBe("ready");
  });

  it("that is gone is told as that", async () => {
    await one.server.close();
    expect(await one.look()).toMatchObject({ state: "failed", error: { code: "updates.unreachable" } });
  });

  it("that breaks off the installer leaves nothing, and the next look has it", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    one.server.serve(installer, "cut");
    expect((await one.look()).state).toBe("failed");
    expect(one.pending()).toEqual([]);
    one.server.serve(installer, null);
    expect((await one.look()).state).toBe("ready");
  });

  it("that breaks off the installer, or is broken off, leaves no file open", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    one.server.serve(installer, "cut");
    await one.look();
    await expect.poll(heldFiles).toEqual([]);
    one.server.serve(installer, "hangs");
    expect((await one.look({ steps: ["end-midway"] })).state).toBe("resting");
    await expect.poll(heldFiles).toEqual([]);
    await expect.poll(one.server.sending).toBe(0);
  });

  it("is not asked for an installer when looking is switched off before", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    expect((await one.look({ steps: ["end-at-begin"] })).state).toBe("resting");
    expect(one.server.requests).toEqual([releaseFile]);
  });

  it("that has the installer elsewhere, or does not know its length, does", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher] });
    const moved = `moved-${installer}`;
    copyFileSync(join(one.server.folder, installer), join(one.server.folder, moved));
    one.server.serve(installer, `to /${moved}`);
    one.server.serve(moved, "unmeasured");
    expect((await one.look()).state).toBe("ready");
    expect(one.server.requests).toEqual([releaseFile, installer, moved]);
  });

  it("that has nothing for this kind of installer is told as that", async () => {
    await publish(one.server.folder, { version: "1.1.0", by: [one.publisher], kind: "rpm" });
    expect((await one.look()).error?.code).toBe("updates.bad-reply");
  });
});
