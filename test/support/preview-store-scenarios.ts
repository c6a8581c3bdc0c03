/** Stores, sharing and lookups in every state that deserves a look: how each begins, by name. */
import { type ErrorCode, appError, errorCodes, fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { CopyView, LinkView, StoreView } from "#contract/views.ts";
import type { FakeStart } from "./fake-bridge.ts";
import { fakeEntry } from "./fake-entries.ts";
import { fakeResult, fakeSetup } from "./fake-lookup-calls.ts";
import { fakeReadBack, goodCheck } from "./fake-store-calls.ts";
import { minutesFromNow, sandboxStores, usedStores } from "./fake-store-views.ts";
import { simulatedReaders } from "./fake-views.ts";

const entries = Array.from({ length: 40 }, (_, n) => fakeEntry(n));
const sandbox = { kind: "sandbox", presence: "scan" } as const;
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const hour = 60;
const day = 24 * hour;
const longName = "somebody.with.a.very.long.name.that.goes.on.and.on@a-rather-long-company-name.example.org";

const link: LinkView = {
  linkId: "link-0",
  store: "hyperid",
  state: "in-browser",
  url: "https://login.hyperid.example/authorize?client_id=tapvault&state=xyz&code_challenge=E9Melhoa2Ow",
  isBrowserOpen: true,
  endsAt: minutesFromNow(9.6),
};

const kept = (store: CopyView["store"]): CopyView => ({
  store,
  state: "kept",
  at: Date.UTC(2026, 2, 14, 9, 30),
  error: null,
});

const everywhere = [
  fakeEntry(0, { copies: [kept("local"), kept("kvs"), kept("hyperid"), kept("dataswyft"), kept("digime")] }),
  fakeEntry(1, {
    copies: [
      kept("local"),
      { store: "kvs", state: "waiting", at: null, error: null },
      { store: "hyperid", state: "waiting", at: null, error: null },
      { store: "dataswyft", state: "failed", at: null, error: appError("store.full") },
      { store: "digime", state: "damaged", at: null, error: appError("cipher.tampered") },
    ],
  }),
  ...entries.slice(2),
];

const ended: Partial<StoreView> = { state: "needs-sign-in", error: appError("store.consent-ended") };

const storeScenarios = {
  stores: () => ({ entries, stores: { stores: usedStores() } }),
  "stores-first-day": () => ({ entries }),
  "stores-loading": () => ({ entries, stores: { stores: [] }, replies: { "lookup.settings": never } }),
  "stores-sandbox": () => ({
    entries,
    app: { profile: sandbox },
    readers: simulatedReaders,
    stores: { stores: sandboxStores() },
    replies: { "lookup.settings": () => ok(fakeSetup({ isSimulated: true, isTesting: true })) },
  }),
  "stores-troubled": () => ({
    entries,
    stores: {
      stores: usedStores({
        kvs: { state: "needs-tap", copies: { kept: 37, waiting: 3, failed: 0, damaged: 0 } },
        hyperid: {
          copies: { kept: 36, waiting: 2, failed: 1, damaged: 1 },
          error: appError("store.unreachable"),
        },
        dataswyft: { isDeveloperAccess: true, idleEndsAt: minutesFromNow(20 * hour) },
        digime: ended,
      }),
    },
  }),
  "stores-ending": () => ({
    entries,
    stores: {
      stores: usedStores({
        hyperid: { isBusy: true, copies: { kept: 32, waiting: 8, failed: 0, damaged: 0 } },
        dataswyft: { consentEndsAt: minutesFromNow(2 * day + hour), idleEndsAt: minutesFromNow(3 * day) },
        digime: { consentEndsAt: minutesFromNow(5 * hour) },
      }),
    },
  }),
  "stores-long": () => ({
    entries,
    stores: { stores: usedStores({ hyperid: { account: longName.repeat(3).slice(0, 300) } }) },
  }),
  "stores-linking": () => ({
    entries,
    stores: { stores: usedStores({ hyperid: { state: "ready", account: null } }), link },
  }),
  "stores-no-browser": () => ({
    entries,
    stores: {
      stores: usedStores({ hyperid: { state: "ready" } }),
      link: { ...link, isBrowserOpen: false },
    },
  }),
  "stores-checking-answer": () => ({
    entries,
    stores: { stores: usedStores({ hyperid: { state: "ready" } }), link: { ...link, state: "checking" } },
  }),
  "stores-linked": () => ({
    entries,
    stores: {
      stores: usedStores({ hyperid: { lastSyncAt: null } }),
      lastLink: { linkId: "link-0", store: "hyperid", error: null },
    },
  }),
  "stores-damaged": () => ({
    entries,
    stores: { stores: usedStores({ hyperid: { copies: { kept: 38, waiting: 0, failed: 0, damaged: 2 } } }) },
    replies: {
      "stores.verify": ({ store, repair }) =>
        ok(
          repair
            ? goodCheck(store, { repaired: 4, foreign: 2 })
            : goodCheck(store, { equal: 36, missing: 1, different: 1, damaged: 2, foreign: 2 }),
        ),
    },
  }),
  "stores-checking": () => ({
    entries,
    stores: { stores: usedStores() },
    replies: { "stores.verify": never, "stores.readBack": never, "stores.disconnect": never },
  }),
  "stores-read-many": () => ({
    entries,
    stores: { stores: usedStores() },
    replies: {
      "stores.readBack": () => ok({ files: Array.from({ length: 1_240 }, (_, n) => fakeReadBack(n)) }),
    },
  }),
  "stores-read-refused": () => ({
    entries,
    stores: { stores: usedStores() },
    replies: { "stores.readBack": () => fail("store.not-connected") },
  }),
  "stores-settings-error": () => ({
    entries,
    replies: {
      "stores.settings": () => fail("settings.unreadable"),
      "lookup.settings": () => fail("internal"),
    },
  }),
  "entries-everywhere": () => ({ entries: everywhere, stores: { stores: usedStores() } }),
  "entries-signed-out": () => ({ entries, stores: { stores: usedStores({ dataswyft: ended }) } }),
  "entries-sign-in-to-send": () => ({
    entries,
    app: { copies: { kept: 77, waiting: 3, failed: 0, isBusy: false, error: null } },
    stores: {
      stores: usedStores({
        dataswyft: { ...ended, copies: { kept: 37, waiting: 3, failed: 0, damaged: 0 } },
      }),
    },
  }),
  "entries-share-none": () => ({ entries }),
} as const satisfies Record<string, () => FakeStart>;

const people = ["not-found@example.org", "bad-data@example.org", "unknown@example.org"];
const nothing = { facts: [], birthdate: null, birthdatePrecision: null, expiresAt: null, expiresText: null };

const many = Array.from({ length: 100 }, (_, n) =>
  n % 4 === 1
    ? fakeResult(`person-${n}@example.org`, { ...nothing, status: "not-found" })
    : fakeResult(n === 2 ? longName.repeat(3).slice(0, 320) : `person-${n}@example.org`),
);

const lookupScenarios = {
  lookup: () => ({ entries }),
  "lookup-loading": () => ({ entries, replies: { "lookup.settings": never } }),
  "lookup-error": () => ({ entries, replies: { "lookup.settings": () => fail("settings.unreadable") } }),
  "lookup-not-set-up": () => ({
    entries,
    replies: { "lookup.settings": () => ok(fakeSetup({ isConfigured: false })) },
  }),
  "lookup-sandbox": () => ({
    entries,
    app: { profile: sandbox },
    readers: simulatedReaders,
    replies: { "lookup.settings": () => ok(fakeSetup({ isSimulated: true, isTesting: true })) },
  }),
  "lookup-asking": () => ({ entries, replies: { "lookup.ask": never } }),
  "lookup-odd": () => ({
    entries,
    replies: {
      "lookup.ask": () =>
        ok({
          lookupId: "odd",
          results: [
            fakeResult("+442079460018", {
              birthdate: "199203",
              birthdatePrecision: "yyyymm",
              expiresAt: minutesFromNow(-day),
            }),
            ...people.map((asked) =>
              fakeResult(asked, {
                ...nothing,
                status: asked.startsWith("not")
                  ? "not-found"
                  : asked.startsWith("bad")
                    ? "bad-data"
                    : "unknown",
                variant: asked.startsWith("unknown") ? "as-typed" : "normalised",
              }),
            ),
          ],
        }),
    },
  }),
  "lookup-100": () => ({
    entries,
    replies: { "lookup.ask": () => ok({ lookupId: "many", results: many }) },
  }),
} as const satisfies Record<string, () => FakeStart>;

/** The scenarios by name. */
export const connectionScenarios = { ...storeScenarios, ...lookupScenarios } as const;

const isCode = (text: string): text is ErrorCode => (errorCodes as readonly string[]).includes(text);

/** `stores-failed:CODE`, how a sign-in ended, and `lookup-failed:CODE`, how a question did; null for any other name. */
export const failedConnection = (name: string): FakeStart | null => {
  const [kind, code = ""] = name.split(":");
  if (!isCode(code)) return null;
  if (kind === "stores-failed")
    return {
      entries,
      stores: {
        stores: usedStores({ hyperid: { state: "ready", account: null } }),
        lastLink: { linkId: "link-0", store: "hyperid", error: appError(code) },
      },
    };
  return kind === "lookup-failed" ? { entries, replies: { "lookup.ask": () => fail(code) } } : null;
};
