/** The real app in real Electron on a profile of its own, for whole-app tests. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElectronApplication, Page } from "playwright-core";
import { openApp } from "#build/tour/app.mjs";
import type { AppView } from "#contract/views.ts";
import type { PageBridge } from "#contract/ipc.ts";

const root = join(import.meta.dirname, "..", "..");

/** The app with what tests do to it. */
export interface TestApp {
  readonly page: Page;
  /** The main process, for what surrounds the page: windows, menus, keys. */
  readonly electron: ElectronApplication;
  readonly profileDir: string;
  /** The app's current snapshot. */
  state(): Promise<AppView>;
  /** Sets up the sandbox and makes a finished vault with the simulated chip, which is then taken away. */
  makeVault(): Promise<readonly string[]>;
  press(name: string): Promise<void>;
  /** Presses a button of the simulation bar. */
  simulate(name: string): Promise<void>;
  /** What the system's file dialogs answer from now on. */
  chooseFile(file: string): Promise<void>;
  /** Ends the app and waits until its process is gone, so that its files are nobody's. */
  quit(): Promise<void>;
  /** Closes the app and opens it again on the same profile, perhaps with a file or a link. */
  restart(given?: readonly string[]): Promise<TestApp>;
  close(): Promise<void>;
}

declare global {
  interface Window {
    readonly tapvault: PageBridge;
  }
}

const open = async (
  profileDir: string,
  env: NodeJS.ProcessEnv,
  given: readonly string[] = [],
): Promise<TestApp> => {
  const app = await openApp(root, profileDir, env, given);
  const { page } = app;
  const press = (name: string): Promise<void> =>
    page.getByRole("button", { name, exact: true }).first().click();
  let ended: Promise<void> | undefined;
  const quit = (): Promise<void> => (ended ??= app.close());
  const simulate = (name: string): Promise<void> =>
    page.getByRole("complementary", { name: "Simulation" }).getByRole("button", { name }).click();
  return {
    page,
    electron: app.electron,
    profileDir,
    press,
    simulate,
    chooseFile: app.chooseFile,
    state: () =>
      page.evaluate(
        () =>
          new Promise<AppView>((resolve) => {
            window.tapvault.subscribe("app.changed", resolve);
          }),
      ),
    makeVault: async () => {
      await press("Start the sandbox");
      await page.getByText("Address and key are right").waitFor();
      await page.getByRole("button", { name: /^Continue/ }).click();
      await page.getByRole("heading", { name: /hold your chip/i }).waitFor();
      await simulate("Tap my Spark 2");
      const list = page.getByRole("list", { name: "Recovery words" });
      await list.waitFor();
      await simulate("Remove chip");
      const items = await list.getByRole("listitem").allTextContents();
      const words = items.map((text) => text.replace(/^\d+/, "").trim());
      await press("I have written them down");
      await page.getByRole("button", { name: "Finish" }).waitFor();
      for (const field of await page.getByRole("textbox", { name: /^Word \d+$/ }).all()) {
        const name = (await field.getAttribute("name")) ?? "";
        await field.fill(words[Number(name.replace("word-", "")) - 1] ?? "");
      }
      await press("Finish");
      await press("Open my vault");
      await page.getByRole("button", { name: "Lock" }).first().waitFor();
      return words;
    },
    quit,
    restart: async (given = []) => {
      await quit();
      return open(profileDir, env, given);
    },
    close: async () => {
      await quit();
      rmSync(profileDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
};

/** Opens the app on an empty profile; `env` is added to its surroundings, `given` to its arguments. */
export const openTestApp = (env: NodeJS.ProcessEnv = {}, given: readonly string[] = []): Promise<TestApp> =>
  open(mkdtempSync(join(tmpdir(), "tapvault-app-")), env, given);
