/** The activity log and the storage to look at: scenarios, and what is done before the picture. */
import type { Page } from "playwright-core";
import { appError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { ActivityChain, StorageView } from "#contract/views.ts";
import { calmStorage, fakeLog } from "./fake-activity.ts";
import { queryRows } from "./fake-activity-calls.ts";
import type { FakeStart } from "./fake-bridge.ts";
import { fakeEntry } from "./fake-entries.ts";
import { calmApp } from "./fake-views.ts";
import type { NamedScreen } from "./screen-checks.ts";
import { usedStores } from "./fake-store-views.ts";

const entries = Array.from({ length: 12 }, (_, number) => fakeEntry(number));
const intact: ActivityChain = { state: "ok", brokenFrom: null };

/** The longest words of our languages. */
const german = { settings: { ...calmApp.settings, language: "de" } } as const;

const log = (days: number, chain: ActivityChain = intact): FakeStart => ({
  entries,
  activity: { count: days * 22, chain },
});

const brokenLog = (from: number): FakeStart => {
  const chain: ActivityChain = { state: "broken", brokenFrom: from };
  return {
    ...log(2, chain),
    replies: {
      "activity.query": (query) => ok({ ...queryRows(fakeLog(2, Date.now()), query), chain }),
    },
  };
};

const stored = (change: Partial<StorageView>): FakeStart => ({
  entries,
  stores: { stores: usedStores() },
  replies: { "storage.view": () => ok({ ...calmStorage, ...change }) },
});

const long = "A title that goes on and on without any end in sight, as titles of imported things do ";

/** Ways the log and the storage can be found. */
export const activityScenarios: Readonly<Record<string, () => FakeStart>> = {
  activity: () => log(3),
  "activity-german": () => ({ ...log(3), app: german }),
  "activity-empty": () => ({ entries }),
  "activity-long": () => log(455),
  "activity-broken": () => brokenLog(30),
  "activity-cut": () => brokenLog(44),
  "activity-repaired": () => log(2, { state: "repaired", brokenFrom: null }),
  "activity-error": () => ({
    ...log(3),
    replies: { "activity.query": () => ({ ok: false, error: appError("vault.busy") }) },
  }),
  storage: () => stored({}),
  "storage-german": () => ({ ...stored({}), app: german }),
  "storage-empty": () => ({
    replies: {
      "storage.view": () =>
        ok({
          ...calmStorage,
          computer: {
            ...calmStorage.computer,
            entries: 0,
            entryBytes: 0,
            trash: 0,
            files: 0,
            fileDataBytes: 0,
          },
          places: [],
          copies: [],
          largest: [],
        }),
    },
  }),
  "storage-alone": () => ({
    entries,
    replies: {
      "storage.view": () => ok({ ...calmStorage, copies: [{ copies: 1, entries: 78 }] }),
    },
  }),
  "storage-long": () =>
    stored({
      largest: calmStorage.largest.map((one) => ({ ...one, title: long.repeat(4) })),
      computer: { ...calmStorage.computer, entries: 128_431, entryBytes: 412_000_000, revisions: 1_902_331 },
    }),
  "storage-error": () => ({
    entries,
    replies: { "storage.view": () => ({ ok: false, error: appError("vault.busy") }) },
  }),
};

type Act = (page: Page) => Promise<void>;

const goTo =
  (key: string, heading: RegExp): Act =>
  async (page) => {
    await page
      .getByRole("button", { name: /^(Lock|Sperren)$/u })
      .first()
      .waitFor();
    await page.keyboard.press(key);
    await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
  };

/** To the activity log, by the keyboard. */
export const openActivity = goTo("5", /^(Activity|Aktivität)$/u);
/** To the storage, by the keyboard. */
export const openStorage = goTo("6", /^(Storage|Speicher)$/u);

const drawn: Act = (page) => page.locator(".recharts-surface").first().waitFor();

const activityThen =
  (act: Act): Act =>
  async (page) => {
    await openActivity(page);
    await act(page);
  };

const storageThen =
  (act: Act): Act =>
  async (page) => {
    await openStorage(page);
    await act(page);
  };

const scrollTo =
  (text: string): Act =>
  async (page) => {
    await drawn(page);
    await page.getByText(text).first().scrollIntoViewIfNeeded();
  };

/** Every screen by name. */
export const activityScreens: Readonly<Record<string, NamedScreen>> = {
  activity: { scenario: "activity", act: activityThen(drawn) },
  "activity-german": { scenario: "activity-german", act: activityThen(drawn) },
  "activity-lines": { scenario: "activity", act: activityThen(scrollTo("Tap to open the vault")) },
  "activity-table": {
    scenario: "activity",
    act: activityThen(async (page) => {
      await drawn(page);
      await page.getByRole("button", { name: "Show as a table" }).click();
    }),
  },
  "activity-empty": {
    scenario: "activity-empty",
    act: activityThen((page) => page.getByText("Nothing happened yet").waitFor()),
  },
  "activity-nothing-fits": {
    scenario: "activity",
    act: activityThen(async (page) => {
      await page.getByText("The log itself").click();
      await page.getByText("Nothing fits this choice").waitFor();
      await page.getByText("Nothing fits this choice").scrollIntoViewIfNeeded();
    }),
  },
  "activity-long": { scenario: "activity-long", act: activityThen(drawn) },
  "activity-failed": {
    scenario: "activity",
    act: activityThen(async (page) => {
      await drawn(page);
      await page.getByLabel("Only what failed").click();
      await page.getByText("Only what failed").scrollIntoViewIfNeeded();
    }),
  },
  "activity-broken": {
    scenario: "activity-broken",
    act: activityThen(scrollTo("Changed from outside, from this line on")),
  },
  "activity-cut": {
    scenario: "activity-cut",
    act: activityThen(scrollTo("Lines that were written after this one are missing")),
  },
  "activity-repaired": { scenario: "activity-repaired", act: activityThen(drawn) },
  "activity-error": {
    scenario: "activity-error",
    act: activityThen(async (page) => {
      await page.locator('[data-error-code="vault.busy"]').waitFor();
      await page.locator('[data-error-code="vault.busy"]').scrollIntoViewIfNeeded();
    }),
  },
  "activity-clear": {
    scenario: "activity",
    act: activityThen(async (page) => {
      await drawn(page);
      await page.getByRole("button", { name: "Clear…" }).click();
      await page.getByRole("dialog", { name: "Clear the activity log?" }).waitFor();
    }),
  },
  storage: { scenario: "storage", act: storageThen(drawn) },
  "storage-german": { scenario: "storage-german", act: storageThen(drawn) },
  "storage-places": { scenario: "storage", act: storageThen(scrollTo("Everything was sent")) },
  "storage-computer": { scenario: "storage", act: storageThen(scrollTo("The vault’s file takes")) },
  "storage-empty": {
    scenario: "storage-empty",
    act: storageThen((page) => page.getByText("There are no entries yet").waitFor()),
  },
  "storage-alone": { scenario: "storage-alone", act: storageThen(drawn) },
  "storage-long": { scenario: "storage-long", act: storageThen(scrollTo("Each with its former revisions")) },
  "storage-error": {
    scenario: "storage-error",
    act: storageThen((page) => page.locator('[data-error-code="vault.busy"]').waitFor()),
  },
};
