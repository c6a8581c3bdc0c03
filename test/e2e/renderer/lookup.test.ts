/**
 * The age lookup: every state in both themes and at 200 per cent, and by the keyboard asking, agreeing to plain
 * text, keeping and forgetting; nothing of it outlives the page or a lock.
 */
import type { Locator } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { errorCodes } from "#contract/errors.ts";
import { usePageWindow } from "#test/support/page-tools.ts";
import { lookupScreens, openLookup } from "#test/support/preview-lookup.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const { shown, role, focused, isFocused, pressOn, callsOf } = usePageWindow();

const question = (): Locator => shown.page.getByLabel("E-mail address or phone number");

const begin = async (scenario = "lookup"): Promise<void> => {
  await shown.show(scenario, "light");
  await openLookup(shown.page);
  await question().waitFor();
};

const ask = async (text: string): Promise<void> => {
  await question().fill(text);
  await shown.page.getByText("leaves your computer").waitFor();
  await question().press("Enter");
  await role("heading", "What PRIVO answered").waitFor();
};

describe("screens in both themes, and at 200 per cent", () => {
  it.each(Object.entries(lookupScreens))("%s", async (name, screen) => {
    await lookAround(shown, name, screen);
  });
});

describe("asking", () => {
  beforeAll(async () => {
    await shown.resize(1024, 700);
  });

  it("is reached from the sidebar too, tells a number from an address, and sends hashes unless told", async () => {
    await shown.show("lookup", "light");
    await role("button", "Age lookup").click();
    await question().fill("020 7946 0018");
    expect(await role("radio", "Phone").isChecked()).toBe(true);
    await shown.page.getByText("+442079460018").waitFor();
    await shown.page.getByText("whoever has it can find the number").waitFor();
    await question().press("Enter");
    await role("heading", "What PRIVO answered").waitFor();
    expect(await callsOf("lookup.ask")).toEqual([
      {
        questions: [{ type: "phone", text: "020 7946 0018", country: "GB" }],
        alsoAsTyped: false,
        mode: "hash",
      },
    ]);
  });

  it("sends plain text only to the host that was agreed to", async () => {
    await begin();
    await question().fill("ada@example.org");
    await shown.page.getByText("leaves your computer").waitFor();
    await pressOn(role("button", "Send as plain text instead…"));
    await expect.poll(() => focused().innerText()).toBe("Do not send");
    await pressOn(role("button", "Send to protect.privo.example"));
    await role("heading", "What PRIVO answered").waitFor();
    expect(await callsOf("lookup.ask")).toMatchObject([
      { mode: "plain", confirmedHost: "protect.privo.example" },
    ]);
  });

  it("says of somebody unknown that this says nothing about age", async () => {
    await begin();
    await ask("not-found@example.org");
    await shown.page.getByText("That says nothing about age").waitFor();
    expect(await shown.page.getByRole("table").count()).toBe(0);
  });

  it("keeps the answer as an entry by the keyboard and opens it", async () => {
    await begin();
    await ask("ada@example.org");
    await pressOn(role("button", "Keep as an entry"));
    await shown.page.getByText("Kept as an entry").waitFor();
    await pressOn(role("button", "Open the entry"));
    await shown.page.getByRole("heading", { level: 2, name: "Age lookup: ada@example.org" }).waitFor();
    expect(await callsOf("lookup.keep")).toEqual([
      { lookupId: "lookup-1", title: "Age lookup: ada@example.org" },
    ]);
  });

  it("forgets when told, when another question is asked, and when the page is left", async () => {
    await begin();
    await ask("ada@example.org");
    await pressOn(role("button", "Forget"));
    await expect.poll(() => callsOf("lookup.forget")).toEqual([{ lookupId: "lookup-1" }]);
    expect(await isFocused(question())).toBe(true);
    await ask("ada@example.org");
    await question().press("Enter");
    await expect.poll(() => callsOf("lookup.forget")).toHaveLength(2);
    await shown.page.getByRole("heading", { name: "What PRIVO answered" }).waitFor();
    await shown.page.keyboard.press("Escape");
    await expect.poll(() => callsOf("lookup.forget")).toHaveLength(3);
  });

  it("asks about several, one a line, as each looks", async () => {
    await begin();
    await shown.page.getByLabel("Ask about several at once").check();
    await shown.page
      .getByLabel("E-mail addresses and phone numbers")
      .fill("ada@example.org\n\n+44 20 7946 0018");
    await shown.page.getByText("+442079460018").waitFor();
    await role("button", "Ask PRIVO").click();
    await role("heading", "What PRIVO answered").waitFor();
    expect(await callsOf("lookup.ask")).toMatchObject([
      { questions: [{ type: "email" }, { type: "phone", text: "+44 20 7946 0018" }] },
    ]);
  });

  it("does not ask about more than a hundred", async () => {
    await begin();
    await shown.page.getByLabel("Ask about several at once").check();
    const lines = Array.from({ length: 101 }, (_, n) => `ada${n}@example.org`).join("\n");
    await shown.page.getByLabel("E-mail addresses and phone numbers").fill(lines);
    await shown.page.locator('[data-error-code="lookup.too-many"]').waitFor();
    expect(await role("button", "Ask PRIVO").isDisabled()).toBe(true);
  });

  it("shows every way a question can fail, with what to do", async () => {
    for (const code of errorCodes.filter((each) => each.startsWith("lookup."))) {
      await begin(`lookup-failed:${code}`);
      await question().fill("ada@example.org");
      await question().press("Enter");
      await shown.page.locator(`[data-error-code="${code}"]`).waitFor();
    }
  });

  it("leaves nothing of a question on the page when the vault is locked", async () => {
    await begin();
    await ask("ada@example.org");
    await shown.page.evaluate(() => window.fake.push("app.changed", { vault: "locked" }));
    await role("button", "Use recovery words").waitFor();
    expect(await shown.page.content()).not.toContain("ada@example.org");
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
