/**
 * Readers and diagnostics in pictures and by the keyboard: every cause with what to run, the trace with
 * its warning, the report that is shown before it goes anywhere, and all of it over the lock screen.
 */
import type { Locator } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { usePageWindow } from "#test/support/page-tools.ts";
import { diagnosticsScreens, openReaders } from "#test/support/preview-diagnostics.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const { shown, button, tabTo, callsOf } = usePageWindow();

const check = (id: string): Locator => shown.page.locator(`[data-check="${id}"]`);

describe("readers in pictures", () => {
  it.each(Object.keys(diagnosticsScreens))("%s", async (name) => {
    const screen = diagnosticsScreens[name];
    if (screen !== undefined) await lookAround(shown, name, screen);
  });
});

describe("the checks", () => {
  beforeAll(() => shown.resize(1024, 700));

  it("say what to do, and what to run, where something is wrong", async () => {
    await shown.show("readers-held", "light");
    await openReaders(shown.page);
    await check("reader-kernel").waitFor();
    expect(await check("reader-kernel").getAttribute("data-state")).toBe("failed");
    expect(await check("reader-kernel").innerText()).toContain("modprobe -r pn533_usb");
    // The one fix stands at the top: the cause, not what it leads to.
    const top = shown.page.locator('[role="note"][data-error-code]').first();
    expect(await top.getAttribute("data-error-code")).toBe("reader.driver-taken");
    expect(await shown.page.locator("[data-outcome]").innerText()).toBe("3 things need attention.");
  });

  it("are made again on a press, and for readers whenever one comes or goes", async () => {
    await shown.show("readers", "light");
    await openReaders(shown.page);
    await check("profile").waitFor();
    await button("Check again").click();
    await expect.poll(async () => (await callsOf("diagnostics.check")).length).toBe(2);
    await shown.page.evaluate(() => window.fake.push("readers.changed", { readers: [] }));
    await expect.poll(async () => (await callsOf("readers.check")).length).toBe(1);
    await shown.page.getByText("No reader is connected").waitFor();
    expect(await check("profile").count()).toBe(1);
    await expect.poll(async () => (await callsOf("diagnostics.readers")).length).toBeGreaterThan(1);
  });
});

describe("the trace", () => {
  it("shows bytes only after the warning was read, by the keyboard, and says when that ends", async () => {
    await shown.show("readers", "light");
    await openReaders(shown.page);
    await tabTo(shown.page.getByRole("radio", { name: "Off" }));
    await shown.page.keyboard.press("ArrowRight");
    await shown.page.getByRole("region", { name: "Lines of the trace" }).waitFor();
    await shown.page.keyboard.press("ArrowRight");
    await shown.page.getByRole("alert").getByText("Show bytes?").waitFor();
    expect(await callsOf("diagnostics.trace")).toEqual([{ level: "outline" }]);
    await tabTo(button("Show bytes for 10 minutes"));
    await shown.page.keyboard.press("Enter");
    await shown.page.getByText("FF CA 00 00 00").waitFor();
    expect(await callsOf("diagnostics.trace")).toEqual([
      { level: "outline" },
      { level: "full", hasReadWarning: true },
    ]);
    await shown.page.getByText(/This ends by itself at/u).waitFor();
  });

  it("goes back to where it was when the warning is declined", async () => {
    await shown.show("readers", "light");
    await openReaders(shown.page);
    await shown.page.getByText("With bytes", { exact: true }).click();
    await button("Cancel").click();
    expect(await callsOf("diagnostics.trace")).toEqual([]);
    expect(await shown.page.getByRole("radio", { name: "Off" }).isChecked()).toBe(true);
  });

  it("is saved and cleared", async () => {
    await shown.show("readers-outline", "light");
    await openReaders(shown.page);
    await button("Save the trace…").click();
    expect(await callsOf("diagnostics.saveTrace")).toEqual([{}]);
    await button("Clear").click();
    await expect.poll(() => shown.page.getByRole("region", { name: "Lines of the trace" }).count()).toBe(0);
  });
});

describe("the report", () => {
  it("is shown before it can be copied or saved", async () => {
    await shown.show("readers-outline", "light");
    await openReaders(shown.page);
    expect(await button("Save the report…").count()).toBe(0);
    await shown.page.getByLabel("With the outline of the trace, never its bytes").check();
    await button("Make a report").click();
    await shown.page.getByLabel("The report").waitFor();
    expect(await callsOf("diagnostics.report")).toEqual([{ withTrace: true }]);
    expect(await callsOf("diagnostics.saveReport")).toEqual([]);
    await button("Save the report…").click();
    await shown.page.getByText("Saved.").waitFor();
  });
});

describe("over the lock screen", () => {
  it("opens from there, and Esc gives the screen back", async () => {
    await shown.show("readers-locked", "light");
    await button(/reader/iu).click();
    const dialog = shown.page.getByRole("dialog", { name: "Readers and diagnostics" });
    await dialog.getByText("sudo systemctl enable --now pcscd.socket").first().waitFor();
    await shown.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });
});
