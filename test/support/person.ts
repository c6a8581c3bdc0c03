/**
 * A person in front of the whole app who has nothing but a keyboard: sees what is on the screen, goes to places
 * of the app, taps with the simulated chip.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import type { TestApp } from "./app.ts";
import { type Keyboard, takeKeyboard } from "./keyboard.ts";

type Role = Parameters<TestApp["page"]["getByRole"]>[0];

/** What the person sees and where they go. */
export interface Person {
  readonly keys: Keyboard;
  role(kind: Role, name: string | RegExp): Locator;
  see(text: string | RegExp): Promise<void>;
  heading(name: string | RegExp): Promise<void>;
  /** The list of entries is on the screen. */
  list(): Promise<void>;
  /** A file outside the app's own folders. */
  file(name: string): string;
  lock(): Promise<void>;
  /** Opens the locked vault, and takes the chip away. */
  tap(): Promise<void>;
  settings(section: string): Promise<void>;
  /** Esc leads a page up at a time. */
  backToList(): Promise<void>;
  /** Goes to a row of the list. */
  choose(title: RegExp): Promise<void>;
  openEntry(title: string): Promise<void>;
}

type Eyes = Pick<Person, "role" | "see" | "heading" | "list" | "file">;

const eyesOf = (app: TestApp): Eyes => {
  const role: Eyes["role"] = (kind, name) => app.page.getByRole(kind, { name }).first();
  return {
    role,
    see: (text) => app.page.getByText(text).first().waitFor(),
    heading: (name) => role("heading", name).waitFor(),
    list: () => app.page.getByRole("listbox", { name: "Entries" }).waitFor(),
    file: (name) => {
      const folder = join(app.profileDir, "elsewhere");
      mkdirSync(folder, { recursive: true });
      return join(folder, name);
    },
  };
};

const goToSettings = async (app: TestApp, keys: Keyboard, section: string): Promise<void> => {
  const button = app.page
    .getByRole("navigation", { name: "Settings" })
    .getByRole("button", { name: section });
  await keys.key("Control+,");
  await keys.to(button);
  await keys.key("Enter");
  await expect.poll(() => button.getAttribute("aria-current")).toBe("page");
};

const goToRow = async (app: TestApp, keys: Keyboard, title: RegExp): Promise<void> => {
  const row = app.page.getByRole("option", { name: title }).first();
  const isChosen = async (): Promise<boolean> => (await row.getAttribute("aria-selected")) === "true";
  await row.waitFor();
  await keys.to(app.page.getByRole("listbox", { name: "Entries" }));
  await keys.key("Home");
  for (let line = 0; line < 5 && !(await isChosen()); line += 1) await keys.key("ArrowDown");
  expect(await isChosen()).toBe(true);
};

/** Sits down in front of the app. */
export const sitDown = async (app: TestApp): Promise<Person> => {
  const keys = await takeKeyboard(app.page);
  const eyes = eyesOf(app);
  const entries = app.page.getByRole("listbox", { name: "Entries" });
  const choose = (title: RegExp): Promise<void> => goToRow(app, keys, title);
  return {
    ...eyes,
    keys,
    choose,
    lock: async () => {
      await keys.key("Control+l");
      await eyes.heading(/hold your chip|locked/i);
    },
    tap: async () => {
      await keys.press("Tap my Spark 2");
      await eyes.list();
      await keys.press("Remove chip");
    },
    settings: (section) => goToSettings(app, keys, section),
    backToList: async () => {
      for (let presses = 0; presses < 3 && !(await entries.isVisible()); presses += 1) {
        await keys.key("Escape");
        await app.page.waitForTimeout(150);
      }
      await eyes.list();
    },
    openEntry: async (title) => {
      await choose(new RegExp(`^${title}`, "u"));
      await keys.key("Enter");
      await eyes.heading(title);
    },
  };
};
