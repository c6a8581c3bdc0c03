/** Import and export in the window: passwords, the choice on doubles, undo, plain text only after a clear yes. */
import { describe, expect, it } from "vitest";
import { usePageWindow } from "#test/support/page-tools.ts";
import { openSettings } from "#test/support/preview-settings.ts";

const { shown, role, isFocused, callsOf } = usePageWindow();

const openPage = async (scenario: string, label: string): Promise<void> => {
  await shown.show(scenario, "light");
  await openSettings(shown.page, "Import and export");
  await role("button", label).click();
};

describe("import", () => {
  it("shows what would come, imports as chosen, and takes it all back", async () => {
    await openPage("settings", "Import a file");
    await role("button", "Choose a file…").click();
    await role("heading", "What would be imported").waitFor();
    await shown.page.getByLabel("Leave them out").check();
    await role("button", "Import 1,284 entries").click();
    await shown.page.getByText("1,272 entries added").waitFor();
    expect(await callsOf("import.apply")).toEqual([{ importId: "i1", duplicates: "skip" }]);
    await role("button", "Undo import").click();
    await shown.page
      .getByText("1,270 entries were taken back. 2 entries were changed since and stay.")
      .waitFor();
  });

  it("keeps the undo in the settings as long as there is one", async () => {
    await shown.show("settings-imported", "light");
    await openSettings(shown.page, "Import and export");
    await role("button", "Undo import").click();
    await shown.page.getByText("entries were taken back").waitFor();
    expect(await shown.page.getByRole("button", { name: "Undo import" }).count()).toBe(0);
  });

  it("asks for the password of an encrypted file again and again, without keeping it", async () => {
    await openPage("import-sealed", "Import a file");
    await role("button", "Choose a file…").click();
    const field = shown.page.getByLabel("Password of the file");
    await field.fill("wrong");
    await shown.page.keyboard.press("Enter");
    await shown.page.locator('[data-error-code="import.wrong-password"]').waitFor();
    expect(await field.inputValue()).toBe("");
    expect(await isFocused(field)).toBe(true);
    await shown.page.keyboard.type("correct horse");
    await shown.page.keyboard.press("Enter");
    await role("heading", "What would be imported").waitFor();
  });

  it("drops what was read when the page is left or the vault is locked", async () => {
    await openPage("settings", "Import a file");
    await role("button", "Choose a file…").click();
    await role("heading", "What would be imported").waitFor();
    await shown.page.keyboard.press("Escape");
    await role("heading", "Settings").waitFor();
    expect(await callsOf("import.discard")).toEqual([{ importId: "i1" }]);
    await role("button", "Import a file").click();
    await role("button", "Choose a file…").click();
    await role("heading", "What would be imported").waitFor();
    await shown.page.keyboard.press("Control+l");
    await role("button", "Use recovery words").waitFor();
    expect(await shown.page.getByText("bitwarden_export").count()).toBe(0);
  });
});

describe("export", () => {
  it("needs the password twice the same", async () => {
    await openPage("settings", "Export everything");
    await shown.page.getByLabel("Password for the file", { exact: true }).fill("a long enough password");
    expect(await role("button", "Export…").isDisabled()).toBe(true);
    await shown.page.getByLabel("Once more").fill("a long enough password");
    await shown.page.keyboard.press("Enter");
    await role("heading", "Export done").waitFor();
    expect(await callsOf("export.write")).toEqual([
      { format: "tapvault", password: "a long enough password" },
    ]);
  });

  it("writes plain text only after a clear yes, and says what is left out", async () => {
    await openPage("settings", "Export everything");
    await shown.page.getByLabel("Bitwarden JSON, in plain").check();
    expect(await role("button", "Export…").isDisabled()).toBe(true);
    await shown.page.getByLabel("I know that the file is not protected").check();
    await role("button", "Export…").click();
    await shown.page.getByText("Attached files (31)").waitFor();
    expect(await callsOf("export.write")).toEqual([{ format: "bitwarden-json" }]);
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
