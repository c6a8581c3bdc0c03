/**
 * Every error of the catalogue as the window draws it: what happened and what to do in each language, with
 * nothing cut, and the button that does it where one exists, pressed.
 */
import type { Locator } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { type ErrorCode, appError, errorCodes } from "#contract/errors.ts";
import { fill } from "#contract/message-shape.ts";
import { errorTexts } from "#contract/messages.ts";
import type { Language } from "#contract/views.ts";
import { type ErrorAction, type Whereabouts, errorAction } from "#renderer/components/error-actions.ts";
import { de } from "#renderer/language/de/index.ts";
import { es } from "#renderer/language/es/index.ts";
import { ja } from "#renderer/language/ja/index.ts";
import { writeCounters } from "#test/support/counters.ts";
import { findCutTexts, settle } from "#test/support/page-checks.ts";
import { usePageWindow } from "#test/support/page-tools.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const texts: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en: {}, de, es, ja };

/** Ending a tap by hand is not drawn as an error. */
const drawn = errorCodes.filter((code) => code !== "scan.cancelled");

const { shown, heading } = usePageWindow();

const say = (language: Language, text: string): string => texts[language][text] ?? text;

const expected = (language: Language, code: ErrorCode): { title: string; next: string } => {
  const { title, next, values } = errorTexts(appError(code), "linux");
  return { title: fill(say(language, title), values), next: fill(say(language, next), values) };
};

const boxOf = (code: ErrorCode): Locator => shown.page.locator(`[data-error-code="${code}"]`);
const button = (name: string): Locator => shown.page.getByRole("button", { name, exact: true });

const withAction = (where: Whereabouts): readonly (readonly [ErrorCode, ErrorAction])[] =>
  drawn.flatMap((code) => {
    const action = errorAction(code, where);
    return action === null ? [] : [[code, action] as const];
  });

beforeAll(async () => {
  await shown.show("locked-waiting", "light");
  // Electron remembers the zoom of a host from one run to the next, and takes it up when the page comes.
  await shown.resize(1024, 700);
});

/** What is wrong with how a code is drawn over the lock screen, in a few words. */
const faultsOf = async (language: Language, code: ErrorCode): Promise<string[]> => {
  const error = appError(code);
  await shown.page.evaluate((each) => {
    window.fake.push("scan.changed", { state: "failed", instruction: "none", error: each });
  }, error);
  const box = boxOf(code);
  await box.waitFor();
  const text = await box.innerText();
  const { title, next } = expected(language, code);
  const english = expected("en", code);
  const buttons = await box.getByRole("button").allInnerTexts();
  const action = errorAction(code, "locked");
  const wanted = [
    ...(error.retry === "never" ? [] : [say(language, "Tap again")]),
    ...(action === null ? [] : [say(language, action.label)]),
  ];
  return [
    ...(text.includes(title) && text.includes(next) ? [] : ["words"]),
    ...(text.includes(error.ref) ? [] : ["reference"]),
    ...(buttons.join() === wanted.join() ? [] : [`buttons ${buttons.join()}`]),
    ...(language !== "en" && (title === english.title || next === english.next) ? ["still English"] : []),
    ...(await findCutTexts(shown.page)).map((cut) => `cut: ${cut}`),
  ].map((fault) => `${code}: ${fault}`);
};

describe.each(["en", "de", "es", "ja"] as const)("in %s", (language) => {
  it("every code is drawn with what happened, what to do and its buttons, and nothing is cut", async () => {
    await shown.show("locked-waiting", "light", { language });
    const faults: string[] = [];
    for (const code of drawn) faults.push(...(await faultsOf(language, code)));
    expect(faults).toEqual([]);
    if (language === "en") writeCounters("errors-drawn", { errorsDrawn: drawn.length });
  });
});

const sections = {
  stores: "Stores",
  network: "Network",
  backups: "Backups and health",
  updates: "Updates",
  "ways-in": "Ways in",
} as const;

const isSection = (section: string): section is keyof typeof sections => Object.hasOwn(sections, section);

/** What is on the screen once the button was pressed. */
const destination = (action: ErrorAction): Locator => {
  switch (action.kind) {
    case "diagnostics":
      return shown.page.getByRole("dialog", { name: "Readers and diagnostics" });
    case "words":
      return heading("Open with your recovery words");
    case "set-up":
      return button("Leave it as it was");
    case "tap":
      return shown.page.getByRole("dialog", { name: "Open the service" });
    case "trash":
      return shown.page.locator('nav [aria-current="page"]').filter({ hasText: "Trash" });
    case "page":
      return heading(action.page === "storage" ? "Storage" : "Import a file");
    case "section":
      return shown.page
        .getByRole("navigation", { name: "Settings" })
        .locator('[aria-current="page"]')
        .filter({ hasText: isSection(action.section) ? sections[action.section] : action.section });
  }
};

/** Whether the list of the open vault is what is shown. */
const list = (): Locator => shown.page.getByRole("navigation", { name: "Places" });

/** Back to where the error shows, by keyboard where that is possible. */
const comeBack = async (action: ErrorAction): Promise<void> => {
  if (action.kind === "words") await button("Back to the tap").click();
  else if (action.kind === "set-up") await button("Leave it as it was").click();
  else if (action.kind === "trash") await list().getByRole("button", { name: /^All/u }).click();
  else await shown.page.keyboard.press("Escape");
  // From the import one comes to the settings first.
  if (action.kind === "page" && action.page === "import") {
    await heading("Settings").waitFor();
    await shown.page.keyboard.press("Escape");
  }
  if (["diagnostics", "tap"].includes(action.kind)) await destination(action).waitFor({ state: "detached" });
  else if (!["words", "set-up"].includes(action.kind)) await list().waitFor();
};

const press = async (code: ErrorCode, action: ErrorAction): Promise<void> => {
  await boxOf(code).first().getByRole("button", { name: action.label, exact: true }).click();
  await destination(action).waitFor();
};

describe("the button of an error, pressed", () => {
  describe("while the vault is locked", () => {
    beforeAll(() => shown.show("locked-waiting", "light"));

    it.each(withAction("locked"))("%s", async (code, action) => {
      await shown.page.evaluate((error) => {
        window.fake.push("scan.changed", { state: "failed", instruction: "none", error });
      }, appError(code));
      await press(code, action);
      expect(await shown.page.evaluate(() => window.fake.view("app.changed").vault)).toBe("locked");
      await comeBack(action);
    });
  });

  describe("in the open vault", () => {
    beforeAll(() => shown.show("list-failed:vault.busy", "light"));

    it.each(withAction("open"))("%s", async (code, action) => {
      await shown.page.evaluate((each) => {
        location.hash = each;
        window.fake.push("entries.changed", {});
      }, code);
      await press(code, action);
      await comeBack(action);
    });
  });

  it("is not there where it would lead to where one is", async () => {
    await shown.show("list-failed:entry.not-found", "light");
    await button("Look in the trash").click();
    await destination({ kind: "trash", label: "Look in the trash" }).waitFor();
    await button("Look in the trash").waitFor({ state: "detached" });
    await boxOf("entry.not-found").first().waitFor();
  });

  it("takes the place of trying again where that needs a tap first", async () => {
    await shown.show("list-failed:session.expired", "light");
    await button("Tap now").waitFor();
    expect(await button("Try again").count()).toBe(0);
  });

  it("leads to diagnostics from a vault that cannot be opened", async () => {
    await shown.show("vault-error", "light");
    await shown.page.evaluate((error) => {
      window.fake.push("app.changed", { vaultError: error });
    }, appError("internal"));
    await button("Open diagnostics").click();
    await destination({ kind: "diagnostics", label: "Open diagnostics" }).waitFor();
  });
});

describe("notices in the corner", () => {
  it("are in the person's language, and their button does what helps", async () => {
    await shown.show("lock-failed:reader.none", "light", { language: "de" });
    await shown.page.keyboard.press("Control+l");
    const { title, next } = expected("de", "reader.none");
    const notice = shown.page.getByRole("alert").filter({ hasText: title });
    await notice.getByText(next).waitFor();
    await notice.getByRole("button", { name: say("de", "Dismiss"), exact: true }).waitFor();
    await settle(shown.page);
    expect(await findCutTexts(shown.page)).toEqual([]);
    await button(say("de", "Check the readers")).click();
    await shown.page.getByRole("dialog").waitFor();
    await notice.waitFor({ state: "detached" });
  });
});

describe("pictures", () => {
  it.each([
    ["error-de", "locked-failed:reader.driver-taken", "de"],
    ["error-es", "locked-failed:auth.unreachable", "es"],
    ["error-ja", "list-failed:session.expired", "ja"],
  ] as const)("%s", async (name, scenario, language) => {
    await lookAround(shown, name, { scenario, look: { language } });
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
