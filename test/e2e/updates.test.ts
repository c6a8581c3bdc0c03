/**
 * The running app and a newer version on a real server: found by itself, downloaded, kept from taking the
 * app's place while something typed waits, then put in place. What would install it writes down its call.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UpdatesView } from "#contract/views.ts";
import { type TestApp, openTestApp } from "#test/support/app.ts";
import { snapshot } from "#test/support/desktop.ts";
import { writeInstalledFiles } from "#test/support/update-program.ts";
import {
  type Publisher,
  type UpdateServer,
  createPublisher,
  publish,
  startUpdateServer,
} from "#test/support/update-server.ts";

/** It follows a .deb; elsewhere the last step is the system's own. */
const onLinux = describe.skipIf(process.platform !== "linux");

let app: TestApp;
let server: UpdateServer;
let publisher: Publisher;
let place: string;
let given: readonly string[];

const installer = "tapvault_99.0.0_amd64.deb";
const resourcesDir = (): string => join(place, "resources");
const isInstalled = (): boolean => existsSync(join(resourcesDir(), "installed"));
const updates = (): Promise<UpdatesView> => snapshot(app, "updates.changed");
const state = async (): Promise<string> => (await updates()).state;
const waitsFor = async (): Promise<readonly string[]> => (await updates()).waitsFor;
const button = (name: string): Locator => app.page.getByRole("button", { name, exact: true }).first();
const notice = (): Locator => app.page.getByText("Version 99.0.0 is ready").first();

/** What was downloaded is still there. */
const lookAgain = async (): Promise<void> => {
  await app.page.evaluate(() => window.tapvault.call("updates.look", {}));
  await expect.poll(state).toBe("ready");
};

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), "tapvault-updates-app-"));
  server = await startUpdateServer();
  publisher = createPublisher();
  writeInstalledFiles(resourcesDir(), {
    cacheName: "tapvault-updater",
    url: server.url,
    publisherKeys: [publisher.publicKey],
  });
  given = [`--update-resources=${resourcesDir()}`];
  await publish(server.folder, { version: "99.0.0", by: [publisher], notes: "Quicker taps." });
  app = await openTestApp({ XDG_CACHE_HOME: join(place, "cache") }, given);
  await app.makeVault();
});

afterAll(async () => {
  await app.close();
  await server.close();
  rmSync(place, { recursive: true, force: true, maxRetries: 5 });
});

onLinux("a newer version", () => {
  it("is found by itself, downloaded and said once", async () => {
    await expect.poll(state).toBe("ready");
    expect(server.requests).toEqual(["latest-linux.yml", installer]);
    await notice().waitFor();
  });

  it("waits while an entry is being written", async () => {
    await app.page.getByRole("button", { name: /^New/u }).first().click();
    await app.page.getByRole("textbox", { name: "Title", exact: true }).fill("Harbour");
    await expect.poll(waitsFor).toContain("typing");
    await button("Restart now").click();
    await app.page.getByText("Something is not saved yet").first().waitFor();
    expect(await state()).toBe("ready");
    expect(isInstalled()).toBe(false);
  });

  it("is not put in place when the program ends meanwhile, and is there again after the next start", async () => {
    await app.quit();
    expect(isInstalled()).toBe(false);
    app = await app.restart(given);
    await lookAgain();
    expect(server.requests.filter((name) => name === installer)).toHaveLength(1);
  });

  it("is put in place and started when the person says so", async () => {
    await app.simulate("Tap my Spark 2");
    await button("Lock").waitFor();
    await button("Later").click();
    await app.simulate("Remove chip");
    await app.page.keyboard.press("Control+,");
    await app.page.getByRole("navigation", { name: "Settings" }).getByText("Updates").click();
    await expect.poll(waitsFor).toEqual([]);
    const ended = app.electron.waitForEvent("close");
    await app.electron.evaluate(({ app: running }) => {
      // A second program would be nobody's.
      running.relaunch = () => undefined;
    });
    await button("Restart now").click();
    await ended;
    expect(readFileSync(join(resourcesDir(), "installed"))).toEqual(
      readFileSync(join(server.folder, installer)),
    );
  });

  it("is put in place when the program ends and nothing waits", async () => {
    rmSync(join(resourcesDir(), "installed"));
    app = await app.restart(given);
    await lookAgain();
    await app.quit();
    await expect.poll(isInstalled).toBe(true);
  });
});
