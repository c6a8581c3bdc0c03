/**
 * A file that was opened from outside: the import shows it, ready to be looked at, and nothing is imported by
 * itself; what cannot be opened is said in a notice, wherever the person is.
 */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { ShellRequest } from "#contract/views.ts";
import { usePageWindow } from "#test/support/page-tools.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const { shown, heading, callsOf } = usePageWindow();
let count = 0;

const askOn = (page: Page, wish: ShellRequest): Promise<void> => {
  count += 1;
  return page.evaluate(([id, asked]) => window.fake.push("shell.changed", { request: { id, wish: asked } }), [
    `file-${count}`,
    wish,
  ] as const);
};
const ask = (wish: ShellRequest): Promise<void> => askOn(shown.page, wish);
const file = (token: string, others = 0): ShellRequest => ({ kind: "import-file", token, others });

const notice = (text: string | RegExp) => shown.page.getByRole("alert").filter({ hasText: text });

describe("screens in both themes, and at 200 per cent", () => {
  it.each([
    ["opened-file", file("t1", 2), "Nothing was changed yet."],
    ["opened-file-refused", { kind: "file-refused", reason: "not-ours" }, "The file was not opened"],
  ] as const)("%s", async (name, wish, text) => {
    await lookAround(shown, name, {
      scenario: "entries",
      act: async (page) => {
        await askOn(page, wish);
        await page.getByText(text).waitFor();
      },
    });
  });
});

describe("an export of ours", () => {
  it("is looked at by the import, and nothing more", async () => {
    await shown.show("entries", "light");
    await ask(file("t2"));
    await heading("What would be imported").waitFor();
    expect(await callsOf("import.read")).toEqual([{ opened: "t2" }]);
    await expect.poll(() => callsOf("shell.taken")).toHaveLength(1);
    expect(await callsOf("import.apply")).toEqual([]);
    await shown.page.keyboard.press("Escape");
    await shown.page.getByRole("navigation", { name: "Settings" }).waitFor();
    expect(await callsOf("import.read")).toHaveLength(1);
  });

  it("asks for its password as if it had been chosen", async () => {
    await shown.show("import-sealed", "light");
    await ask(file("t3"));
    await heading("Password of the file").waitFor();
  });

  it("takes the place of the one that was looked at before", async () => {
    await shown.show("entries", "light");
    await ask(file("t4"));
    await heading("What would be imported").waitFor();
    await ask(file("t5"));
    await expect.poll(() => callsOf("import.read")).toEqual([{ opened: "t4" }, { opened: "t5" }]);
    await heading("What would be imported").waitFor();
  });

  it("waits until an import that is under way has ended", async () => {
    await shown.show("entries", "light");
    const importing = (tasks: readonly "running"[]): Promise<void> =>
      shown.page.evaluate((states) => {
        const tasks = states.map((state) => ({
          taskId: "1",
          kind: "import" as const,
          label: "Bitwarden",
          state,
          done: 0,
          total: 10,
          error: null,
        }));
        window.fake.push("tasks.changed", { tasks });
      }, tasks);
    await importing(["running"]);
    await ask(file("t6"));
    await heading("Import a file").waitFor();
    expect(await callsOf("import.read")).toEqual([]);
    await importing([]);
    await heading("What would be imported").waitFor();
  });

  it("that cannot be read says why, where another can be chosen", async () => {
    await shown.show("import-damaged", "light");
    await ask(file("t7"));
    await shown.page.locator('[data-error-code="import.damaged"]').waitFor();
    await shown.page.getByRole("button", { name: "Choose a file…" }).waitFor();
  });
});

describe("several files", () => {
  it("are said to be left but for the first", async () => {
    await shown.show("entries", "light");
    await ask(file("t8", 2));
    await notice("2 other files were left").waitFor();
    await heading("What would be imported").waitFor();
  });
});

describe("what is not opened", () => {
  it.each([
    ["not-ours", "Only Tapvault’s own export files"],
    ["unreadable", "no ordinary file"],
    ["too-large", "larger than a file to be imported may be"],
  ] as const)("%s is said, also while the vault is locked", async (reason, text) => {
    await shown.show("entries", "light");
    await shown.page.evaluate(() => window.fake.push("app.changed", { vault: "locked" }));
    await shown.page.getByRole("heading", { name: /hold your chip/i }).waitFor();
    await ask({ kind: "file-refused", reason });
    await notice(text).waitFor();
    await expect.poll(() => callsOf("shell.taken")).toHaveLength(1);
    expect(await callsOf("import.read")).toEqual([]);
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
