/** The first run of an installed copy, which carries no sandbox: the person's own chip alone, and a reader waited for. */
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { usePageWindow } from "#test/support/page-tools.ts";

const { shown, role, heading, callsOf } = usePageWindow();

const button = (name: string): Locator => shown.page.getByRole("button", { name, exact: true }).first();

describe("an installed copy, which has no sandbox", () => {
  const body = (): Promise<string> => shown.page.locator("body").innerText();

  it("offers the person's own chip alone, and says what reader it takes", async () => {
    await shown.show("first-run-installed", "light");
    await shown.page.getByText("Any USB reader for ISO 14443 will do").waitFor();
    expect(await body()).not.toMatch(/sandbox|simulat/i);
    await button("Check the readers").click();
    await shown.page.getByRole("dialog", { name: "Readers and diagnostics" }).waitFor();
  });

  it("shows a reader at once when it is plugged in, and sets up the chip", async () => {
    await shown.show("first-run-installed", "light");
    await shown.page.evaluate(() =>
      window.fake.push("readers.changed", {
        readers: [{ id: "acr", name: "ACS ACR1252U", isSimulated: false, hasChip: false, error: null }],
      }),
    );
    await shown.page.getByText("Reader found: ACS ACR1252U").waitFor();
    await button("Set up my chip").click();
    await role("textbox", "API key").fill("0123456789abcdef");
    await button("Continue").click();
    await heading("All set for the first tap").waitFor();
    expect(await body()).not.toMatch(/sandbox|simulat/i);
  });

  it("waits for a reader on the check step without leading elsewhere", async () => {
    await shown.show("first-run-check-installed", "light");
    await shown.page.getByText("goes on by itself as soon as one is plugged in").waitFor();
    expect(await body()).not.toMatch(/sandbox|simulat/i);
    await button("Continue anyway").click();
    await heading("Connect a reader").waitFor();
  });

  it("says what became of a profile of the sandbox, and goes on with the real services", async () => {
    await shown.show("sandbox-absent", "light");
    await shown.page.getByText("This copy of Tapvault has no sandbox").waitFor();
    expect(await shown.page.getByRole("complementary", { name: "Simulation" }).count()).toBe(0);
    expect(await button("Leave it as it was").count()).toBe(0);
    await button("Set up my chip").click();
    await role("textbox", "API key").fill("0123456789abcdef");
    await button("Continue").click();
    expect(await callsOf("setup.choose")).toEqual([
      { kind: "real", presence: "scan", apiKey: "0123456789abcdef" },
    ]);
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
