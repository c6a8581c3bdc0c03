/**
 * The stores in the settings and the sharing of an entry: every state in both themes and at 200 per cent,
 * and by the keyboard connecting, cancelling, setting up, disconnecting with a choice, and sharing.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { errorCodes } from "#contract/errors.ts";
import { usePageWindow } from "#test/support/page-tools.ts";
import { choose } from "#test/support/preview-entries.ts";
import { shareScreens } from "#test/support/preview-share.ts";
import { inMenu, openStores, storeScreens } from "#test/support/preview-stores.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const screens = { ...storeScreens, ...shareScreens };
const { shown, role, focused, tabTo, pressOn, callsOf } = usePageWindow();

const begin = async (scenario: string): Promise<void> => {
  await shown.show(scenario, "light");
  await openStores(shown.page);
};

describe("screens in both themes, and at 200 per cent", () => {
  it.each(Object.entries(screens))("%s", async (name, screen) => {
    await lookAround(shown, name, screen);
  });
});

describe("connecting by the keyboard", () => {
  beforeAll(async () => {
    await shown.resize(1024, 700);
  });

  it("goes to the browser and comes back connected; it is read out, and the focus is not lost", async () => {
    await begin("stores-sandbox");
    await pressOn(role("button", "Connect: HyperID"));
    await role("group", "Connecting HyperID").waitFor();
    expect(await focused().getAttribute("aria-label")).toBe("Connecting HyperID");
    await shown.page.getByText("Signed in as mara.lindqvist@example.org.").waitFor();
    expect(await focused().innerText()).toContain("Connected");
    const spoken = await shown.page.getByRole("status").allInnerTexts();
    expect(spoken).toContain("HyperID is connected.");
    expect(await callsOf("stores.connect")).toEqual([{ store: "hyperid", isForReading: false }]);
  });

  it("copies the link and cancels; that is said without alarm", async () => {
    await begin("stores-linking");
    await pressOn(role("button", "Copy the link"));
    await shown.page.getByText("Copied", { exact: true }).waitFor();
    await pressOn(role("group", "Connecting HyperID").getByRole("button", { name: "Cancel" }));
    await shown.page.locator('[data-error-code="connect.cancelled"]').waitFor();
    expect(await shown.page.getByRole("alert").count()).toBe(0);
    expect(await callsOf("stores.cancelConnect")).toEqual([{ linkId: "link-0" }]);
    await role("button", "Connect: HyperID").waitFor();
  });

  it("shows the link chosen, to be copied by hand, where the page may not use the clipboard", async () => {
    await begin("stores-no-browser");
    await shown.page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"));
    });
    await pressOn(role("button", "Copy the link"));
    const field = shown.page.getByLabel(/^Copy the link: press/u);
    await field.waitFor();
    expect(await field.inputValue()).toContain("https://login.hyperid.example/authorize");
    expect(await shown.page.evaluate(() => getSelection()?.toString())).toContain("code_challenge");
  });

  it("shows every way a sign-in can fail, with what to do", async () => {
    for (const code of errorCodes.filter(
      (each) => each.startsWith("connect.") || each.startsWith("store."),
    )) {
      await begin(`stores-failed:${code}`);
      await shown.page.locator(`[data-store="hyperid"] [data-error-code="${code}"]`).waitFor();
    }
  });

  it("tells a person who is elsewhere how it ended, and shows it in place once", async () => {
    await begin("stores-linking");
    await shown.page.keyboard.press("Escape");
    await shown.page.getByRole("listbox", { name: "Entries" }).waitFor();
    await shown.page.evaluate(() =>
      window.fake.push("stores.changed", {
        link: null,
        lastLink: { linkId: "link-0", store: "hyperid", error: null },
      }),
    );
    await shown.page.getByText("HyperID is connected").first().waitFor();
    await openStores(shown.page);
    await role("button", "Dismiss").waitFor();
    await shown.page.keyboard.press("Escape");
    await openStores(shown.page);
    expect(await shown.page.locator('[data-store="hyperid"]').getByText("Signed in as").count()).toBe(0);
  });

  it("uses one sign-in at a time", async () => {
    await begin("stores-sandbox");
    await role("button", "Connect: HyperID").click();
    await role("button", "Connect: digi.me").click();
    await shown.page.locator('[data-store="digime"] [data-error-code="connect.busy"]').waitFor();
  });
});

describe("setting up", () => {
  it("takes the client of HyperID, keeps the secret out of the page, and goes on to the browser", async () => {
    await begin("stores-first-day");
    await pressOn(role("button", "Set up: HyperID"));
    await shown.page.getByLabel("Client ID").fill("tapvault-client");
    await shown.page.getByLabel("Client secret", { exact: true }).fill("s3cret of the client");
    await shown.page.keyboard.press("Enter");
    await role("group", "Connecting HyperID").waitFor();
    expect(await callsOf("stores.configure")).toEqual([
      {
        settings: {
          store: "hyperid",
          issuer: "",
          clientId: "tapvault-client",
          redirect: "loopback",
          maxValueBytes: 4_096,
          keysPerRequest: 50,
        },
        clientSecret: "s3cret of the client",
      },
    ]);
    expect(await shown.page.content()).not.toContain("s3cret");
  });

  it("explains a namespace while it is typed and takes the suggestion", async () => {
    await begin("stores-first-day");
    await pressOn(role("button", "Set up: Dataswyft personal data account"));
    await shown.page.getByLabel("Address of the personal data account").fill("ada.hubat.net");
    await shown.page.getByLabel("Application ID").fill("tapvault");
    await shown.page.getByLabel("Namespace").fill("Tap Vault");
    await pressOn(role("button", "Use “tap-vault”"));
    expect(await shown.page.getByLabel("Namespace").inputValue()).toBe("tap-vault");
    await pressOn(shown.page.getByRole("button", { name: "Save", exact: true }));
    await role("button", "Connect: Dataswyft personal data account").waitFor();
    expect(await callsOf("stores.connect")).toEqual([]);
  });

  it("shows the way back as the developer portal must know it, for both ways", async () => {
    await begin("stores-first-day");
    await role("button", "Set up: digi.me").click();
    await shown.page.getByText("http://127.0.0.1:47812/callback/digime").waitFor();
    await shown.page.getByRole("dialog").getByRole("button", { name: "Advanced" }).click();
    await shown.page.getByLabel("To an address of Tapvault’s own").check();
    await shown.page.getByText("tapvault://callback/digime").waitFor();
  });

  it("takes other ports, and explains what is none", async () => {
    await begin("stores-first-day");
    const ports = shown.page.getByLabel("Ports");
    await ports.fill("80, 47900");
    await shown.page.getByText("from 1024 to 65535").waitFor();
    await ports.fill("47900 47901");
    await ports.press("Enter");
    await expect.poll(() => callsOf("settings.set")).toEqual([{ loopbackPorts: [47_900, 47_901] }]);
  });

  it("signs in as the owner, for developers, and marks it", async () => {
    await begin("stores-sandbox");
    await inMenu(shown.page, "Dataswyft personal data account", "Settings…");
    await shown.page.getByRole("dialog").getByRole("button", { name: "Advanced" }).click();
    await role("button", "Use developer credentials instead").click();
    await shown.page.getByLabel("Name of the account").fill("ada");
    await shown.page.getByLabel("Password of the account").fill("correct horse");
    await shown.page.keyboard.press("Enter");
    await shown.page.locator('[data-store="dataswyft"]').getByText("Developer access").waitFor();
    expect(await callsOf("stores.connectAsOwner")).toEqual([{ username: "ada", password: "correct horse" }]);
  });

  it("leaves a kept secret alone, and forgets it when told", async () => {
    await begin("stores-first-day");
    await role("button", "Set up: HyperID").click();
    await shown.page.getByLabel("Client ID").fill("tapvault-client");
    await shown.page.getByLabel("Client secret", { exact: true }).fill("one");
    await shown.page.getByRole("button", { name: "Save", exact: true }).click();
    await inMenu(shown.page, "HyperID", "Settings…");
    await shown.page.getByText("Kept in the keychain; leave empty to keep it").waitFor();
    await shown.page.getByRole("button", { name: "Save", exact: true }).click();
    await inMenu(shown.page, "HyperID", "Settings…");
    await shown.page.getByLabel("Forget the kept client secret").check();
    await shown.page.getByRole("button", { name: "Save", exact: true }).click();
    await expect.poll(async () => (await callsOf("stores.configure")).length).toBe(3);
    const secrets = (await callsOf("stores.configure")).map(
      (input) => (input as { readonly clientSecret?: unknown }).clientSecret,
    );
    expect(secrets).toEqual(["one", undefined, null]);
  });
});

describe("copies and the end of a connection", () => {
  it("disconnects and deletes the copies when the person chooses that", async () => {
    await begin("stores");
    await pressOn(role("button", "More for HyperID"));
    await role("menuitem", "Disconnect…").waitFor();
    await shown.page.keyboard.press("End");
    await shown.page.keyboard.press("Enter");
    await role("dialog", /^Disconnect HyperID/u).waitFor();
    await expect.poll(() => focused().innerText()).toBe("Stay connected");
    await tabTo(role("radio", "Leave them there"));
    await shown.page.keyboard.press("ArrowDown");
    await pressOn(role("button", "Delete and disconnect"));
    await role("button", "Connect: HyperID").waitFor();
    expect(await callsOf("stores.disconnect")).toEqual([{ store: "hyperid", copies: "delete" }]);
  });

  it("repairs what a check found", async () => {
    await begin("stores-damaged");
    await pressOn(role("button", "Check copies: HyperID"));
    await pressOn(role("button", "Repair"));
    await shown.page.getByText("4 copies repaired").waitFor();
    expect(await callsOf("stores.verify")).toEqual([
      { store: "hyperid", repair: false },
      { store: "hyperid", repair: true },
    ]);
  });

  it("sends what waits", async () => {
    await begin("stores-troubled");
    await pressOn(role("button", "Send now: HyperID"));
    await shown.page.getByText("Everything is sent.").waitFor();
    expect(await callsOf("stores.sync")).toEqual([{ store: "hyperid" }]);
  });
});

describe("sharing", () => {
  it("gives an entry a visible name by the keyboard, and takes it back", async () => {
    await shown.show("entries-everywhere", "light");
    await choose(shown.page, /^Aurora Bank/u);
    await shown.page.keyboard.press("s");
    await tabTo(role("radio", "Under a visible name in VivoKey KVS"));
    await shown.page.keyboard.press("Space");
    await tabTo(shown.page.getByLabel("Visible name", { exact: true }));
    await shown.page.keyboard.type("loyalty-card");
    expect(await role("button", "Share").last().isDisabled()).toBe(true);
    await pressOn(role("checkbox", "Others may see the name"), "Space");
    await shown.page.getByLabel("Visible name", { exact: true }).press("Enter");
    await shown.page.getByText("It is there as “loyalty-card”.").waitFor();
    await pressOn(role("button", "Done"));
    const [shared] = await callsOf("stores.share");
    expect(shared).toMatchObject({ way: "kvs-name", name: "loyalty-card", isWithdrawn: false });
  });

  it("is not done by the key while an entry is edited, nor for an entry of the trash", async () => {
    await shown.show("entries-everywhere", "light");
    await choose(shown.page, /^Aurora Bank/u);
    await shown.page.keyboard.press("e");
    await shown.page.getByLabel("Title").waitFor();
    await shown.page.keyboard.press("s");
    expect(await shown.page.getByRole("dialog").count()).toBe(0);
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
