/** What nearly every page test begins with: a window for all tests of its file, and short ways to find, press and hear on its page. */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import type { CommandName } from "#contract/ipc.ts";
import { pressUntil } from "./keyboard.ts";
import { type PageWindow, openPageWindow } from "./page-window.ts";

type Role = Parameters<PageWindow["page"]["getByRole"]>[0];

/** The window, and how its page is used. */
export interface PageTools {
  readonly shown: PageWindow;
  /** The first thing of this role whose name has these words in it. */
  readonly role: (role: Role, name: string | RegExp) => Locator;
  readonly button: (name: string | RegExp) => Locator;
  /** A heading with exactly this text. */
  readonly heading: (name: string) => Locator;
  /** What has the focus. */
  readonly focused: () => Locator;
  readonly isFocused: (wanted: Locator) => Promise<boolean>;
  /** Presses a key until the thing itself has the focus. */
  readonly tabTo: (wanted: Locator, key?: string) => Promise<void>;
  /** Goes to a thing with Tab and presses a key on it. */
  readonly pressOn: (wanted: Locator, key?: string) => Promise<void>;
  /** What the page has asked for by this call since it was loaded: the inputs, in order. */
  readonly callsOf: (name: CommandName) => Promise<unknown[]>;
}

/** Stands for a window that is opened later. */
const later = (opened: () => PageWindow): PageWindow => ({
  get page() {
    return opened().page;
  },
  get tally() {
    return opened().tally;
  },
  get complaints() {
    return opened().complaints;
  },
  show: (...given) => opened().show(...given),
  resize: (...given) => opened().resize(...given),
  picture: () => opened().picture(),
  close: () => opened().close(),
});

/** A window that opens before the first test of the file and closes after the last. */
const windowOfFile = (): PageWindow => {
  let opened: PageWindow | undefined;
  beforeAll(async () => {
    opened = await openPageWindow();
    opened.page.setDefaultTimeout(30_000);
    await opened.resize(1024, 700);
  });
  afterAll(() => opened?.close());
  return later(() => {
    if (opened === undefined) throw new Error("the window opens with the first test");
    return opened;
  });
};

/** Makes the window of a test file, and its tools. */
export const usePageWindow = (): PageTools => {
  const shown = windowOfFile();
  const role: PageTools["role"] = (wanted, name) => shown.page.getByRole(wanted, { name }).first();
  const isFocused: PageTools["isFocused"] = (wanted) =>
    wanted.evaluate((element) => element === document.activeElement);
  const tabTo: PageTools["tabTo"] = (wanted, key = "Tab") =>
    pressUntil(shown.page, key, wanted, () => isFocused(wanted));
  return {
    shown,
    role,
    button: (name) => role("button", name),
    heading: (name) => shown.page.getByRole("heading", { name, exact: true }),
    focused: () => shown.page.locator(":focus"),
    isFocused,
    tabTo,
    pressOn: async (wanted, key = "Enter") => {
      await tabTo(wanted);
      await shown.page.keyboard.press(key);
    },
    callsOf: (name) =>
      shown.page.evaluate(
        (wanted) => window.fake.calls.filter((call) => call.name === wanted).map(({ input }) => input),
        name,
      ),
  };
};
