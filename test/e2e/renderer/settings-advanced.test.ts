/**
 * The parts of the settings that few people need: a proxy, other addresses of VivoKey's services, and all as
 * at the start. What each shows and sends, what it refuses at the field, and what becomes of it when main refuses.
 */
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { usualSettings } from "#contract/views.ts";
import { findCutTexts, findViolations, settle } from "#test/support/page-checks.ts";
import { usePageWindow } from "#test/support/page-tools.ts";
import { otherSettings } from "#test/support/preview-settings-scenarios.ts";
import { openSettings } from "#test/support/preview-settings.ts";

const { shown, role, button, isFocused, tabTo, pressOn, callsOf } = usePageWindow();

const field = (name: string): Locator => shown.page.getByRole("textbox", { name, exact: true });
const choice = (name: string): Locator => role("radio", name);
const keys = (): typeof shown.page.keyboard => shown.page.keyboard;
const problem = (code: string): Locator => shown.page.locator(`[data-error-code="${code}"]`);

const open = async (scenario: string, section: string): Promise<void> => {
  await shown.show(scenario, "light");
  await openSettings(shown.page, section);
};

/** Writes over what a field holds, by the keyboard. */
const typeInto = async (name: string, text: string): Promise<void> => {
  await tabTo(field(name));
  await keys().press("Control+a");
  await keys().type(text);
};

/** What is said of a field to whoever is in it. */
const saidOf = (name: string): Promise<string> =>
  field(name).evaluate((element) => {
    const ids = element.getAttribute("aria-describedby")?.split(" ") ?? [];
    return ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
  });

const expectWrong = async (name: string, said: string): Promise<void> => {
  await expect.poll(() => field(name).getAttribute("aria-invalid")).toBe("true");
  expect(await saidOf(name)).toBe(said);
};

describe("the proxy", () => {
  const address = "Address of the proxy";

  it("is the system's at first; none is sent at once", async () => {
    await open("settings", "Network");
    expect(await choice("As the system").isChecked()).toBe(true);
    expect(await field(address).count()).toBe(0);
    await shown.page.getByText("No proxy", { exact: true }).click();
    await expect.poll(() => choice("No proxy").isChecked()).toBe(true);
    expect(await callsOf("settings.set")).toEqual([{ proxy: "none" }]);
  });

  it("is one of one's own by the keyboard, and counts only with its address", async () => {
    await open("settings", "Network");
    await tabTo(choice("As the system"));
    await keys().press("ArrowLeft");
    await expect.poll(() => choice("This one").isChecked()).toBe(true);
    expect(await button("Use it").isDisabled()).toBe(true);
    await tabTo(field(address));
    await keys().press("Enter");
    expect(await callsOf("settings.set")).toEqual([]);
    await keys().type(" http://proxy.example:3128 ");
    await keys().press("Enter");
    await button("Use it").waitFor({ state: "detached" });
    expect(await callsOf("settings.set")).toEqual([
      { proxy: "fixed", proxyUrl: "http://proxy.example:3128" },
    ]);
    expect(await isFocused(field(address))).toBe(true);
  });

  it("is none that is written another way: the field says how, and nothing is sent", async () => {
    await open("settings-changed", "Network");
    expect(await field(address).inputValue()).toBe("http://proxy.example:3128");
    for (const wrong of [
      "proxy.example:3128",
      "socks5://proxy.example:1080",
      "http://mara:horse@proxy.example:3128",
      "http://proxy.example:3128/way",
    ]) {
      await typeInto(address, wrong);
      await expectWrong(address, "Enter it as http://host:port, without a user name or a password.");
      expect(await button("Use it").isDisabled()).toBe(true);
      await keys().press("Enter");
    }
    await typeInto(address, "https://other.example:8443");
    await expect.poll(() => saidOf(address)).toBe("");
    expect(await field(address).getAttribute("aria-invalid")).not.toBe("true");
    await pressOn(button("Use it"));
    await expect
      .poll(() => callsOf("settings.set"))
      .toEqual([{ proxy: "fixed", proxyUrl: "https://other.example:8443" }]);
  });

  it("cuts nothing and breaks no rule while it is wrong, at 200 per cent too", async () => {
    await open("settings-changed", "Network");
    await typeInto(address, "proxy.example");
    for (const zoom of [1, 2]) {
      await shown.resize(1024, 700, zoom);
      await settle(shown.page);
      expect(await findCutTexts(shown.page)).toEqual([]);
      expect(await findViolations(shown.page)).toEqual([]);
    }
    await shown.resize(1024, 700);
  });

  it("keeps what was typed when main refuses it, and says why", async () => {
    await open("settings-refused", "Network");
    await typeInto(address, "http://other.example:1");
    await pressOn(button("Use it"));
    await problem("settings.proxy-malformed").waitFor();
    expect(await field(address).inputValue()).toBe("http://other.example:1");
    expect(await button("Use it").isEnabled()).toBe(true);
  });

  it("shows what counts when main refuses the choice", async () => {
    await open("settings-refused", "Network");
    await shown.page.getByText("No proxy", { exact: true }).click();
    await shown.page.locator('[data-notice-code="settings.proxy-malformed"]').waitFor();
    await expect.poll(() => choice("This one").isChecked()).toBe(true);
    expect(await field(address).inputValue()).toBe("http://proxy.example:3128");
  });
});

describe("the addresses of VivoKey's services", () => {
  it("are shown; there is nothing to save until one is another", async () => {
    await open("settings", "Network");
    await expect.poll(() => field("Scan API").inputValue()).toBe("https://api2.vivokey.com/v1/");
    expect(await field("Verify API").inputValue()).toBe("https://auth.vivokey.com");
    expect(await button("Save and lock").count()).toBe(0);
    await typeInto("Verify API", "https://auth.vivokey.com/v2");
    await button("Save and lock").waitFor();
    await typeInto("Verify API", " https://auth.vivokey.com ");
    await button("Save and lock").waitFor({ state: "detached" });
  });

  it("are sent together, and the vault is locked", async () => {
    await open("settings", "Network");
    await typeInto("Scan API", " http://127.0.0.1:8080/v1/ ");
    await pressOn(button("Save and lock"));
    await button("Use passphrase").waitFor();
    expect(await callsOf("network.set")).toEqual([
      { scanBaseUrl: "http://127.0.0.1:8080/v1/", verifyBaseUrl: "https://auth.vivokey.com" },
    ]);
  });

  it.each([
    ["Scan API", "Verify API", ["http://api.example.org/v1/", "https://mara:horse@api.example.org/"]],
    ["Verify API", "Scan API", ["auth.example.org", " "]],
  ])("are none that cannot be used: the field of the %s says so, and nothing is sent", async (...given) => {
    const [name, other, wrongs] = given;
    await open("settings", "Network");
    for (const wrong of wrongs) {
      await typeInto(name, wrong);
      await expectWrong(name, "Enter an address that begins with https://.");
      expect(await saidOf(other)).toBe("");
      expect(await button("Save and lock").isDisabled()).toBe(true);
      await keys().press("Enter");
    }
    await typeInto(other, "https://other.example.org");
    await keys().press("Enter");
    expect(await callsOf("network.set")).toEqual([]);
  });

  it("are kept as typed when main refuses them, and the vault stays open", async () => {
    await open("settings-refused", "Network");
    await typeInto("Scan API", "https://api.example.org/");
    await keys().press("Enter");
    await problem("scan.busy").waitFor();
    expect(await field("Scan API").inputValue()).toBe("https://api.example.org/");
    expect(await button("Save and lock").isEnabled()).toBe(true);
  });
});

describe("starting over", () => {
  const title = "All settings are as at the start";
  const settings = (): Promise<typeof usualSettings> =>
    shown.page.evaluate(() => window.fake.view("app.changed").settings);
  const kept = ["loopbackPorts", "hasSeenTour"];
  const without = (all: typeof usualSettings): Partial<typeof usualSettings> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !kept.includes(name)));

  it("sets all back but what the services know and the tour, and gives it back again", async () => {
    await open("settings-changed", "Advanced");
    await shown.page.getByText("except for the stores, the ways in and the ports").waitFor();
    await pressOn(button("Reset all settings"));
    await shown.page.getByText(title).waitFor();
    expect(await callsOf("settings.set")).toEqual([without(usualSettings)]);
    expect(await settings()).toEqual({ ...usualSettings, hasSeenTour: true, loopbackPorts: [50_001] });
    expect(await field("Ports").inputValue()).toBe("50001");
    await pressOn(button("Undo"));
    await shown.page.getByText(title).waitFor({ state: "detached" });
    expect(await callsOf("settings.set")).toEqual([without(usualSettings), without(otherSettings)]);
    expect(await settings()).toEqual(otherSettings);
  });

  it("shows what counts again in the section where it is taken back", async () => {
    await open("settings-changed", "Advanced");
    await pressOn(button("Reset all settings"));
    await openSettings(shown.page, "Network");
    expect(await choice("As the system").isChecked()).toBe(true);
    await pressOn(button("Undo"));
    await expect.poll(() => choice("This one").isChecked()).toBe(true);
    expect(await field("Address of the proxy").inputValue()).toBe("http://proxy.example:3128");
  });

  it("says why when main refuses, and offers nothing to take back", async () => {
    await open("settings-refused", "Advanced");
    await pressOn(button("Reset all settings"));
    await shown.page.locator('[data-notice-code="settings.proxy-malformed"]').waitFor();
    expect(await shown.page.getByText(title).count()).toBe(0);
    expect(await button("Undo").count()).toBe(0);
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
