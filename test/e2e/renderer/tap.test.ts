/**
 * The tap: every state that is drawn differently in both themes and at 200 per cent, what a screen reader
 * hears of it, where the keyboard is meanwhile, what sounds and buzzes, and the readers' badge.
 */
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { type ErrorCode, appError } from "#contract/errors.ts";
import type { ReadersView, ScanView } from "#contract/views.ts";
import { usePageWindow } from "#test/support/page-tools.ts";
import { failedPictures, tapScreens } from "#test/support/preview-tap.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const { shown, heading, isFocused } = usePageWindow();

const push = (scan: Partial<ScanView>): Promise<void> =>
  shown.page.evaluate((change) => window.fake.push("scan.changed", change), scan);

const drawing = (): Locator => shown.page.locator("svg[data-picture]");
const picture = (): Promise<string | null> => drawing().getAttribute("data-picture");
const announced = (): Locator => shown.page.locator('[role="status"][aria-live="polite"]').first();

/** Notes from now on what the polite region says, each change of it. */
const listen = (): Promise<void> =>
  shown.page.evaluate(() => {
    const region = document.querySelector('[role="status"][aria-live="polite"]');
    if (region === null) throw new Error("nothing is said");
    let last = region.textContent;
    new MutationObserver(() => {
      if (region.textContent === last) return;
      last = region.textContent;
      document.body.append(
        Object.assign(document.createElement("template"), { className: "said", title: last }),
      );
    }).observe(region, { childList: true, characterData: true, subtree: true });
  });

const heard = (): Promise<string[]> =>
  shown.page.evaluate(() =>
    [...document.querySelectorAll<HTMLTemplateElement>("template.said")].map(({ title }) => title),
  );

declare global {
  interface Window {
    played?: { readonly tones: number[]; readonly buzzes: unknown[] };
  }
}

/** Notes what is played and buzzed from now on; the tones are made all the same. */
const eavesdrop = (): Promise<void> =>
  shown.page.evaluate(() => {
    const kept: NonNullable<Window["played"]> = { tones: [], buzzes: [] };
    window.played = kept;
    window.OscillatorNode = class extends OscillatorNode {
      constructor(context: BaseAudioContext, options?: OscillatorOptions) {
        super(context, options);
        kept.tones.push(options?.frequency ?? 0);
      }
    };
    Object.defineProperty(navigator, "vibrate", {
      configurable: true,
      value: (pattern: unknown) => kept.buzzes.push(pattern) > 0,
    });
  });

const played = (): Promise<Window["played"]> => shown.page.evaluate(() => window.played);

describe("screens in both themes, and at 200 per cent", () => {
  it.each(Object.entries(tapScreens))("%s", async (name, screen) => {
    await lookAround(shown, name, screen);
    if (name.startsWith("tap") && !name.includes("stick"))
      expect(await drawing().getAttribute("data-form")).toBe("pad");
  });
});

describe("pictures and words", () => {
  it("draws each failure as its own picture and says in the drawing's name what it shows", async () => {
    await shown.show("locked-waiting", "light");
    const names = new Set<string | null>();
    for (const [code, wanted] of Object.entries(failedPictures)) {
      await push({ state: "failed", instruction: "none", error: appError(code as ErrorCode) });
      await shown.page.locator(`[data-error-code="${code}"]`).waitFor();
      expect([code, await picture()]).toEqual([code, wanted]);
      names.add(await drawing().getAttribute("aria-label"));
    }
    expect(names.size).toBe(Object.keys(failedPictures).length);
  });

  it("lets the chip go in the moment the scan says so", async () => {
    await shown.show("locked-holding", "light");
    await heading("Keep holding").waitFor();
    await push({ state: "verifying", instruction: "may-remove" });
    await heading("You may remove the chip").waitFor();
    expect(await picture()).toBe("lift");
  });

  it("draws a slow service after a while, and forgets it with the next step", async () => {
    await shown.show("tap-slow-challenge", "light");
    await shown.page.locator('[data-picture="slow"]').waitFor();
    await push({ state: "answering", instruction: "keep-holding" });
    await shown.page.locator('[data-picture="on"]').waitFor();
    expect(await shown.page.getByText("longer than usual").count()).toBe(0);
  });

  it("shows the seconds that are left, but no time while the reader is missing", async () => {
    await shown.show("locked-waiting", "light");
    const timer = shown.page.getByRole("timer");
    expect(await timer.getAttribute("aria-label")).toMatch(/^This tap is good for \d+ more seconds$/u);
    expect(await timer.innerText()).toMatch(/^\d+ s$/u);
    await push({ state: "waitingForReader", instruction: "connect-reader" });
    await heading("Connect a reader").waitFor();
    expect(await timer.count()).toBe(0);
  });

  it("asks for the chip to be lifted with the picture of it", async () => {
    await shown.show("entries", "light");
    await shown.page.evaluate(() => {
      const [reader] = window.fake.view("readers.changed").readers;
      if (reader !== undefined)
        window.fake.push("readers.changed", { readers: [{ ...reader, hasChip: true }] });
      window.fake.push("app.changed", { vault: "locked" });
    });
    await shown.page.getByText("Lift the chip off the reader").first().waitFor();
    expect(await picture()).toBe("lift");
  });

  it("does not move for those who asked for less motion", async () => {
    const moving = (): Promise<number> =>
      shown.page.evaluate(
        () =>
          document
            .getAnimations()
            .filter(({ effect }) => effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY)
            .filter(({ effect }) => (effect as KeyframeEffect).target?.closest("svg[data-picture]") != null)
            .length,
      );
    await shown.show("locked-waiting", "light");
    expect(await moving()).toBeGreaterThan(0);
    await shown.page.emulateMedia({ reducedMotion: "reduce" });
    await shown.show("locked-waiting", "light");
    expect(await moving()).toBe(0);
    await shown.page.emulateMedia({ reducedMotion: null });
  });
});

describe("for those who hear it", () => {
  it("says each instruction once and politely, and a failure at once, once", async () => {
    await shown.show("locked-waiting", "light");
    await listen();
    await push({ challengeExpiresAt: Date.now() + 30_000 });
    await push({ state: "identifying", instruction: "keep-holding" });
    await push({ state: "answering", instruction: "keep-holding" });
    await push({ state: "verifying", instruction: "may-remove" });
    await heading("You may remove the chip").waitFor();
    expect(await heard()).toEqual([
      "Keep holding. The chip is proving itself. This takes about a second.",
      "You may remove the chip. VivoKey is checking its answer.",
    ]);
    await push({ state: "failed", instruction: "none", error: appError("chip.phone") });
    await shown.page.getByRole("alert").waitFor();
    expect(await shown.page.getByRole("alert").count()).toBe(1);
    expect(await announced().count()).toBe(0);
  });

  it("names the steps with how each stands", async () => {
    await shown.show("locked-holding", "light");
    const steps = shown.page.getByRole("list", { name: "Steps of the tap" }).getByRole("listitem");
    expect(await steps.allTextContents()).toEqual([
      "Reader connected: done",
      "Hold the chip to it: done",
      "Keep holding: now",
      "Chip may leave: to come",
      "Opening your vault: to come",
    ]);
  });

  it("keeps the focus in the panel when the button that had it goes", async () => {
    await shown.show("locked-failed:chip.phone", "light");
    await shown.page.getByRole("button", { name: "Tap again" }).focus();
    await push({ state: "waitingForChip", instruction: "hold", error: null });
    await heading("Hold your chip to the reader").waitFor();
    await expect.poll(() => shown.page.locator(":focus").innerText()).toBe("Hold your chip to the reader");
  });

  it("does not take the focus from where the person is", async () => {
    await shown.show("locked-waiting", "light");
    const link = shown.page.getByRole("button", { name: "Use recovery words" });
    await link.focus();
    await push({ state: "verifying", instruction: "may-remove" });
    await heading("You may remove the chip").waitFor();
    expect(await isFocused(link)).toBe(true);
  });
});

describe("sound and touch", () => {
  const wish = (hasSounds: boolean, hasHaptics: boolean): Promise<void> =>
    shown.page.evaluate(
      (settings) => {
        const app = window.fake.view("app.changed");
        window.fake.push("app.changed", { settings: { ...app.settings, ...settings } });
      },
      { hasSounds, hasHaptics },
    );

  const tap = async (): Promise<void> => {
    await push({ state: "waitingForChip", instruction: "hold", after: "nothing", error: null });
    await push({ state: "verifying", instruction: "may-remove" });
    await push({ state: "authenticated", after: "working" });
    await push({ after: "failed", error: appError("vault.wrong-chip") });
  };

  it("is silent unless the person wants it", async () => {
    await shown.show("locked-waiting", "light");
    await eavesdrop();
    await tap();
    await shown.page.getByRole("alert").waitFor();
    expect(await played()).toEqual({ tones: [], buzzes: [] });
  });

  it("sounds and buzzes for read and failed, each its own way", async () => {
    await shown.show("locked-waiting", "light");
    await eavesdrop();
    await wish(true, true);
    await shown.page.keyboard.press("Tab");
    await tap();
    await shown.page.getByRole("alert").waitFor();
    expect(await played()).toEqual({ tones: [880, 330, 220], buzzes: [[30], [150]] });
  });
});

describe("the readers, always in view", () => {
  const badge = (name: string): Locator => shown.page.getByRole("button", { name, exact: true });
  const become = (change: Partial<ReadersView>): Promise<void> =>
    shown.page.evaluate((each) => window.fake.push("readers.changed", each), change);

  it("says in the bar of the open vault how they stand, live", async () => {
    await shown.show("entries", "light");
    await badge("Reader ready").waitFor();
    const { readers } = await shown.page.evaluate(() => window.fake.view("readers.changed"));
    await become({ readers: readers.map((reader) => ({ ...reader, hasChip: true })) });
    await badge("Chip on the reader").waitFor();
    await become({ readers: [] });
    await badge("No reader connected").waitFor();
    await become({ service: "down", error: appError("reader.service-down", { cause: "not-running" }) });
    await badge("The reader service is not running").waitFor();
  });

  it("opens by keyboard with what is wrong and the way to the diagnostics, and gives the focus back", async () => {
    await shown.show("entries", "light");
    await become({ readers: [], service: "down", error: appError("reader.service-down") });
    await badge("The reader service is not running").focus();
    await shown.page.keyboard.press("Enter");
    await shown.page.locator('[data-error-code="reader.service-down"]').waitFor();
    await shown.page.keyboard.press("Escape");
    await shown.page.locator('[data-error-code="reader.service-down"]').waitFor({ state: "detached" });
    await expect
      .poll(() => shown.page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
      .toBe("The reader service is not running");
    await become({ service: "running", error: null });
    await badge("No reader connected").click();
    await shown.page.getByRole("button", { name: "Readers and diagnostics" }).click();
    await shown.page.getByRole("dialog", { name: "Readers and diagnostics" }).waitFor();
  });

  it("gives the focus back when the diagnostics are closed", async () => {
    await shown.show("locked-waiting", "light");
    const link = badge("Readers and diagnostics");
    await link.focus();
    await shown.page.keyboard.press("Enter");
    await shown.page.getByRole("dialog", { name: "Readers and diagnostics" }).waitFor();
    await shown.page.keyboard.press("Escape");
    await shown.page.getByRole("dialog").waitFor({ state: "detached" });
    await expect.poll(() => isFocused(link)).toBe(true);
  });

  it("is in the bar of the pages around the list too", async () => {
    await shown.show("settings", "light");
    await shown.page.keyboard.press("Control+,");
    await shown.page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
    await badge("Reader ready").waitFor();
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
