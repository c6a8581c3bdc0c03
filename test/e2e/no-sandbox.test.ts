/** The real app as a copy without the sandbox: its first screen, and a profile that was made with one. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "#test/support/app.ts";
import { openTestApp } from "#test/support/app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await openTestApp({ TAPVAULT_SANDBOX: "0" });
});
afterAll(() => app.close());

const body = (): Promise<string> => app.page.locator("body").innerText();

it("offers the person's own chip alone, and has no simulated reader", async () => {
  await app.page.getByRole("button", { name: "Set up my chip" }).waitFor();
  expect(await body()).not.toMatch(/sandbox|simulat/i);
  const chosen = await app.page.evaluate(() =>
    window.tapvault.call("setup.choose", { kind: "sandbox", presence: "scan" }),
  );
  expect(chosen).toMatchObject({ ok: false, error: { code: "sandbox.absent" } });
  const laid = await app.page.evaluate(() =>
    window.tapvault.call("simulation.tap", { kind: "spark2", whose: "mine", tearAt: null }),
  );
  expect(laid).toMatchObject({ ok: false, error: { code: "sandbox.absent" } });
});

it("leaves the vault of a sandbox's profile alone, and leads to the real services", async () => {
  await app.quit();
  const vault = join(app.profileDir, "sandbox", "vault.db");
  mkdirSync(join(app.profileDir, "sandbox"));
  writeFileSync(vault, "made by a development copy");
  writeFileSync(join(app.profileDir, "profile.json"), JSON.stringify({ version: 1, kind: "sandbox" }));
  app = await app.restart();
  await app.page.getByText("This copy of Tapvault has no sandbox").waitFor();
  expect(await app.state()).toMatchObject({ hasSandbox: false, vaultError: { code: "sandbox.absent" } });
  await app.press("Set up my chip");
  await app.page.getByLabel("API key", { exact: true }).fill("0".repeat(60));
  // Nobody's real service is asked from a test.
  await app.press("Advanced");
  await app.page.getByLabel("Address of the Scan API").fill("http://127.0.0.1:9/");
  await app.press("Continue");
  await app.page.getByRole("heading", { name: /Service and reader|All set/ }).waitFor();
  expect((await app.state()).profile.kind).toBe("real");
  expect(readFileSync(vault, "utf8")).toBe("made by a development copy");
});
