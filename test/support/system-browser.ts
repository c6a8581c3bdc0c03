/**
 * The system's browser in whole-app tests: what the app asks the system to open arrives here, and a real
 * Chromium window goes there and is clicked through.
 */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type Page, _electron } from "playwright-core";

/** The system's way to open addresses, replaced by one that writes them down. */
export interface Opener {
  /** To be added to the surroundings of the app. */
  readonly env: NodeJS.ProcessEnv;
  /** The next address that was opened; waits for it. */
  next(): Promise<string>;
  dispose(): void;
}

const waitMs = 15_000;

/** Makes one. Linux only: there the system's way is a program on the path. */
export const createOpener = (): Opener => {
  const folder = mkdtempSync(join(tmpdir(), "tapvault-opener-"));
  const file = join(folder, "addresses");
  const program = join(folder, "xdg-open");
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${file}'\n`);
  chmodSync(program, 0o755);
  let taken = 0;
  const all = (): readonly string[] =>
    existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  return {
    env: { PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` },
    next: async () => {
      const until = Date.now() + waitMs;
      while (all().length <= taken) {
        if (Date.now() > until) throw new Error("no address was opened");
        await new Promise((wake) => setTimeout(wake, 50));
      }
      taken += 1;
      return all()[taken - 1] ?? "";
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** A browser window. */
export interface SystemBrowser {
  readonly page: Page;
  /** Goes there, chooses the person where the page asks for one, presses the button, and says where it ended. */
  consent(address: string, choice?: { readonly person?: string; readonly button?: string }): Promise<string>;
  close(): Promise<void>;
}

/** Opens one: a bare Chromium window, sandboxed, without anything of the app. */
export const openSystemBrowser = async (): Promise<SystemBrowser> => {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const electron = await _electron.launch({
    args: [join(import.meta.dirname, "page-window"), "--disable-gpu", ...asRoot],
  });
  const page = await electron.firstWindow();
  return {
    page,
    consent: async (address, { person, button = "Allow" } = {}) => {
      await page.goto(address);
      if (person !== undefined) await page.getByRole("radio", { name: person }).check();
      await page.getByRole("button", { name: button, exact: true }).click();
      await page.getByRole("heading", { name: /Go back to Tapvault|Already used/ }).waitFor();
      return page.url();
    },
    close: () => electron.close(),
  };
};
