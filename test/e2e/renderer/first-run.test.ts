/**
 * The first run: with and without a reader in pictures, as a whole by keyboard alone, gone on with after a
 * restart at each step, out of the sandbox and back, and the tour of five cards.
 */
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { usePageWindow } from "#test/support/page-tools.ts";
import { firstRunScreens, toDone, tourNames } from "#test/support/preview-first-run.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const { shown, role, heading, tabTo, pressOn, callsOf } = usePageWindow();

const button = (name: string): Locator => shown.page.getByRole("button", { name, exact: true }).first();

describe("screens in both themes, and at 200 per cent", () => {
  it.each(Object.entries(firstRunScreens))("%s", async (name, screen) => {
    await lookAround(shown, name, screen);
  });
});

/** A first run as a person goes through it without a mouse: how often something is pressed. */
const byKeyboard = async (): Promise<number> => {
  let presses = 0;
  const press = async (wanted: Locator): Promise<void> => {
    await pressOn(wanted);
    presses += 1;
  };
  await press(button("Start the sandbox"));
  await heading("All set for the first tap").waitFor();
  await press(button("Continue"));
  await heading("Hold your chip to the reader").waitFor();
  await press(button("Tap my Spark 2"));
  await heading("Write down these 24 words").waitFor();
  await press(button("I have written them down"));
  for (const [position, word] of Object.entries({ 3: "able", 11: "access", 20: "act" })) {
    await tabTo(shown.page.getByLabel(`Word ${position}`, { exact: true }));
    await shown.page.keyboard.type(word);
  }
  await press(button("Finish"));
  await heading("Your vault is ready").waitFor();
  await press(button("Open my vault"));
  return presses;
};

describe("the whole first run", () => {
  it("goes through by keyboard alone, with six presses besides the words", async () => {
    await shown.show("first-run", "light");
    expect(await byKeyboard()).toBe(6);
    await button("Lock").waitFor();
    expect(await callsOf("setup.choose")).toEqual([{ kind: "sandbox", presence: "scan" }]);
    expect(await callsOf("scan.start")).toEqual([{ purpose: "create" }]);
  });

  it("takes the focus to the heading of each step, so that it is read out", async () => {
    await shown.show("first-run", "light");
    const focused = (): Promise<string> => shown.page.locator(":focus").innerText();
    expect(await focused()).toBe("A vault that opens when you tap your chip");
    await button("Start the sandbox").click();
    await heading("All set for the first tap").waitFor();
    await expect.poll(focused).toBe("All set for the first tap");
    await button("Continue").click();
    await heading("Hold your chip to the reader").waitFor();
    await expect.poll(focused).toBe("Hold your chip to the reader");
  });
});

describe("without a reader", () => {
  const reader = { id: "acr", name: "ACS ACR1252U", isSimulated: false, hasChip: false, error: null };
  const plugIn = (): Promise<void> =>
    shown.page.evaluate((one) => window.fake.push("readers.changed", { readers: [one] }), reader);

  it("says before the first choice what works now and what later", async () => {
    await shown.show("first-run-readerless", "light");
    await shown.page.getByText("The sandbox works now, with a simulated chip").waitFor();
    await shown.page.evaluate(
      (one) =>
        window.fake.push("readers.changed", {
          readers: [...window.fake.view("readers.changed").readers, one],
        }),
      reader,
    );
    await shown.page.getByText("Reader found: ACS ACR1252U").waitFor();
  });

  it("waits for the reader and goes on by itself, also after it has waited for too long", async () => {
    await shown.show("first-run-check-readerless", "light");
    await button("Continue anyway").click();
    await heading("Connect a reader").waitFor();
    await shown.page.evaluate(() =>
      window.fake.push("scan.changed", {
        state: "failed",
        instruction: "none",
        challengeExpiresAt: null,
        error: { code: "reader.none", ref: "7f3a91c2", retry: "after-action" },
      }),
    );
    await shown.page.locator('[data-error-code="reader.none"]').waitFor();
    await plugIn();
    await heading("Hold your chip to the reader").waitFor();
    expect(await callsOf("scan.start")).toEqual([{ purpose: "create" }, { purpose: "create" }]);
  });

  it("leads into the sandbox meanwhile", async () => {
    await shown.show("first-run-check-readerless", "light");
    await button("Try the sandbox meanwhile").click();
    await shown.page.getByRole("complementary", { name: "Simulation" }).waitFor();
    expect(await callsOf("setup.choose")).toEqual([{ kind: "sandbox", presence: "scan" }]);
  });

  it("shows a reader on the check step at once, without a restart", async () => {
    await shown.show("first-run-check-readerless", "light");
    await heading("Service and reader").waitFor();
    await plugIn();
    await heading("All set for the first tap").waitFor();
  });
});

describe("after a restart", () => {
  it.each([
    ["nothing chosen", "first-run", "A vault that opens when you tap your chip"],
    ["the service chosen", "first-run-check", "All set for the first tap"],
    ["the vault made", "first-run-resumed", "Hold your chip to the reader"],
    ["the words not asked back", "recovery", "Write down these 24 words"],
    ["all done", "locked-waiting", "Hold your chip to the reader"],
  ])("goes on where it was: %s", async (_, scenario, title) => {
    await shown.show(scenario, "light");
    await heading(title).waitFor();
  });

  it("shows the words after the tap that brings the key back", async () => {
    await shown.show("first-run-resumed", "light");
    await shown.page.getByText("The same chip shows them.").waitFor();
    expect(await callsOf("scan.start")).toEqual([{ purpose: "unlock" }]);
    await shown.page.evaluate(() => window.fake.push("app.changed", { vault: "unfinished" }));
    await heading("Write down these 24 words").waitFor();
  });
});

describe("a vault whose words were never written down", () => {
  it("can be made anew with another chip, or gone on with after all", async () => {
    await shown.show("first-run-resumed", "light");
    await button("Start over with another chip").click();
    await button("Back").click();
    await shown.page.getByText("The same chip shows them.").waitFor();
    await button("Start over with another chip").click();
    await shown.page.getByText("The chip that you tap now will open this vault.").waitFor();
    await shown.page.evaluate(() => window.fake.push("app.changed", { vault: "unfinished" }));
    await heading("Write down these 24 words").waitFor();
  });

  it("hides its words again when it locks", async () => {
    const become = (vault: "unfinished" | "locked"): Promise<void> =>
      shown.page.evaluate((next) => window.fake.push("app.changed", { vault: next }), vault);
    await shown.show("first-run-resumed", "light");
    await become("unfinished");
    await heading("Write down these 24 words").waitFor();
    await become("locked");
    await shown.page.getByText("The same chip shows them.").waitFor();
    expect(await shown.page.getByText("abandon", { exact: true }).count()).toBe(0);
  });
});

describe("another choice", () => {
  it("leaves the sandbox for a real chip, or stays", async () => {
    await shown.show("sandbox-locked", "light");
    await button("Set up a real chip").click();
    await button("Leave it as it was").click();
    await heading("Hold your chip to the reader").waitFor();
    await button("Set up a real chip").click();
    await button("Set up my chip").click();
    await role("textbox", "API key").fill("0123456789abcdef");
    await button("Continue").click();
    await heading("All set for the first tap").waitFor();
    expect(await callsOf("setup.choose")).toEqual([
      { kind: "real", presence: "scan", apiKey: "0123456789abcdef" },
    ]);
  });

  it("keeps the key that was given before when the field stays empty", async () => {
    await shown.show("first-run-check", "light");
    await button("Back").click();
    await button("Set up my chip").click();
    await button("Continue").click();
    await heading("All set for the first tap").waitFor();
    expect(await callsOf("setup.choose")).toEqual([{ kind: "real", presence: "scan" }]);
  });

  it("is not offered while something is being written", async () => {
    await shown.show("entries-sandbox", "light");
    await button("Set up a real chip").waitFor();
    await shown.page.keyboard.press("Control+n");
    await shown.page.getByLabel("Title").waitFor();
    expect(await button("Set up a real chip").count()).toBe(0);
  });
});

describe("the tour", () => {
  const current = (): Promise<string | null> =>
    shown.page.getByRole("dialog").locator('[aria-current="step"]').getAttribute("aria-label");

  const open = async (): Promise<void> => {
    await shown.show("recovery", "light");
    await toDone(shown.page);
    await pressOn(button("Look around first: five cards, one minute"));
    await shown.page.getByRole("dialog", { name: "A short tour" }).waitFor();
  };

  it("is gone through with Enter alone, and is remembered as seen", async () => {
    await open();
    for (const name of tourNames) {
      expect(await current()).toBe(name);
      await shown.page.keyboard.press("Enter");
    }
    await shown.page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await callsOf("settings.set")).toEqual([{ hasSeenTour: true }]);
    await button("See the tour again").waitFor();
  });

  it("goes both ways with the arrows, ends at its ends, and Esc skips it back to where it began", async () => {
    await open();
    await shown.page.keyboard.press("ArrowLeft");
    expect(await current()).toBe("The tap");
    for (let n = 0; n < 9; n += 1) await shown.page.keyboard.press("ArrowRight");
    expect(await current()).toBe("The keyboard");
    await shown.page.keyboard.press("ArrowLeft");
    expect(await current()).toBe("The recovery kit");
    await shown.page.keyboard.press("Escape");
    await shown.page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await callsOf("settings.set")).toEqual([{ hasSeenTour: true }]);
    await expect.poll(() => shown.page.locator(":focus").innerText()).toBe("See the tour again");
  });

  it("can be skipped with a button from its first card", async () => {
    await open();
    await role("dialog", "A short tour").getByText("Skip the tour").click();
    await shown.page.getByRole("dialog").waitFor({ state: "detached" });
    await heading("Your vault is ready").waitFor();
  });

  it("goes away when the vault is locked", async () => {
    await open();
    await shown.page.evaluate(() => window.fake.push("app.changed", { vault: "locked" }));
    await shown.page.getByRole("dialog").waitFor({ state: "detached" });
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
