/** The window in every state that deserves a look, by name. */
import { appError } from "#contract/errors.ts";
import type { CopyView } from "#contract/views.ts";
import type { FakeStart } from "./fake-bridge.ts";
import { type FakeEntry, fakeEntry } from "./fake-entries.ts";
import { calmApp, simulatedReaders } from "./fake-views.ts";
import { activityScenarios } from "./preview-activity.ts";
import { firstRunScenarios } from "./preview-first-run.ts";
import { entryScenarios } from "./preview-entry.ts";
import { errorScenario, isCode } from "./preview-errors.ts";
import { listScenarios } from "./preview-list.ts";
import { diagnosticsScenarios } from "./preview-diagnostics.ts";
import { shellScenarios } from "./preview-shell.ts";
import { settingsScenarios } from "./preview-settings-scenarios.ts";
import { connectionScenarios, failedConnection } from "./preview-store-scenarios.ts";
import { tapScenarios } from "./preview-tap.ts";
import { updateScenarios } from "./preview-updates.ts";

const many = (count: number): FakeEntry[] => Array.from({ length: count }, (_, n) => fakeEntry(n));
const soon = (seconds: number): number => Date.now() + seconds * 1000;
const sandbox = { kind: "sandbox", presence: "scan" } as const;
const keep: FakeStart["replies"] = { "scan.start": () => ({ ok: true, value: { scanId: "kept" } }) };

const locked = (scan: FakeStart["scan"]): FakeStart => ({
  app: { vault: "locked" },
  scan: { scanId: "kept", ...scan },
  replies: keep,
});

const failedCopy: CopyView = {
  store: "kvs",
  state: "failed",
  at: null,
  error: appError("store.unreachable"),
};
const kvs = (copy: CopyView): CopyView[] => [
  { store: "local", state: "kept", at: Date.UTC(2026, 2, 14), error: null },
  copy,
];

const troubled: readonly FakeEntry[] = [
  fakeEntry(0, { copies: kvs({ store: "kvs", state: "waiting", at: null, error: null }) }),
  fakeEntry(1, { copies: kvs(failedCopy) }),
  fakeEntry(2, {
    copies: kvs({ store: "kvs", state: "damaged", at: null, error: appError("cipher.tampered") }),
  }),
  ...many(40).slice(3),
];

const longTitle = "A very long title that somebody pasted by accident, with a sentence and more, ".repeat(6);

/** A login with everything a login can have, one in the trash, and the usual others. */
const lively: readonly FakeEntry[] = [
  fakeEntry(0, {
    isFavourite: true,
    fields: [
      ...fakeEntry(0).detail.fields,
      { fieldId: "totp", label: "One-time code", kind: "totp", value: null, isEmpty: false },
      { fieldId: "own-1", label: "Opening hours", kind: "text", value: "Mo to Fr 9 to 17", isEmpty: false },
    ],
    attachments: [
      {
        attachmentId: "a".repeat(32),
        name: "Contract with a long name, signed and countersigned, 2026-03-14.pdf",
        sizeBytes: 1_482_113,
        addedAt: Date.UTC(2026, 2, 14),
      },
    ],
  }),
  fakeEntry(1, { isDeleted: true, modifiedAt: Date.now() - 4 * 86_400_000 }),
  ...many(40).slice(2),
];

/** The scenarios by name. */
export const scenarios = {
  "first-run": () => ({ app: { profile: { kind: "unset", presence: "scan" }, vault: "none" } }),
  "first-run-check": () => ({ app: { vault: "none" } }),
  "first-run-no-reader": () => ({
    app: { vault: "none" },
    readers: {
      service: "down",
      error: appError("reader.service-down", { cause: "not-running" }),
      readers: [],
    },
    replies: { "setup.testService": () => ({ ok: false, error: appError("auth.bad-key") }) },
  }),
  "first-run-create": () => ({ app: { profile: sandbox, vault: "none" }, readers: simulatedReaders }),
  recovery: () => ({ app: { vault: "unfinished" } }),
  "locked-no-reader": () => ({
    ...locked({ state: "waitingForReader", instruction: "connect-reader" }),
    readers: { readers: [] },
  }),
  "locked-waiting": () =>
    locked({ state: "waitingForChip", instruction: "hold", challengeExpiresAt: soon(27) }),
  "locked-holding": () =>
    locked({ state: "answering", instruction: "keep-holding", challengeExpiresAt: soon(19) }),
  "locked-torn": () =>
    locked({ state: "waitingForSameChip", instruction: "tap-again", challengeExpiresAt: soon(14) }),
  "locked-verifying": () => locked({ state: "verifying", instruction: "may-remove" }),
  "locked-opening": () => locked({ state: "authenticated", after: "working" }),
  "locked-memory": () => ({
    ...locked({ state: "waitingForChip", instruction: "hold", challengeExpiresAt: soon(22) }),
    app: { vault: "locked", keychain: { backend: "memory", error: null } },
  }),
  "locked-sandbox": () => ({
    app: { profile: sandbox, vault: "locked" },
    readers: simulatedReaders,
    entries: many(40),
  }),
  "entries-keychain-locked": () => ({
    entries: many(40),
    app: { keychain: { backend: "os", error: appError("keychain.locked") } },
  }),
  "vault-error": () => ({ app: { vault: "locked", vaultError: appError("vault.newer-version") } }),
  empty: () => ({ app: { copies: { ...calmApp.copies, kept: 0 } } }),
  entries: () => ({ entries: many(40), app: { session: { expiresAt: soon(252) } } }),
  "entries-troubled": () => ({
    entries: troubled,
    app: { copies: { kept: 77, waiting: 3, failed: 0, isBusy: false, error: null } },
  }),
  "entries-failed": () => ({
    entries: troubled,
    app: { copies: { kept: 77, waiting: 0, failed: 1, isBusy: false, error: appError("store.unreachable") } },
  }),
  "entries-lively": () => ({ entries: lively }),
  "entries-10000": () => ({ entries: many(10_000) }),
  "entries-long": () => ({
    entries: [
      fakeEntry(0, { title: longTitle, tags: ["a-rather-long-tag-name-for-a-badge", "work"] }),
      ...many(30).slice(1),
    ],
  }),
  "entries-error": () => ({
    entries: many(3),
    replies: { "entries.query": () => ({ ok: false, error: appError("vault.busy") }) },
  }),
  "entries-sandbox": () => ({ entries: many(40), app: { profile: sandbox }, readers: simulatedReaders }),
} as const satisfies Record<string, () => FakeStart>;

/** The name of a scenario. */
export type ScenarioName = keyof typeof scenarios;

/** The start of a scenario; `locked-failed:CODE` exists for every code. */
export const scenarioNamed = (name: string): FakeStart => {
  const code = name.replace("locked-failed:", "");
  if (isCode(code)) return locked({ state: "failed", error: appError(code) });
  const all: Readonly<Record<string, () => FakeStart>> = {
    ...scenarios,
    ...settingsScenarios,
    ...connectionScenarios,
    ...tapScenarios,
    ...activityScenarios,
    ...listScenarios,
    ...entryScenarios,
    ...firstRunScenarios,
    ...diagnosticsScenarios,
    ...shellScenarios,
    ...updateScenarios,
  };
  return errorScenario(name) ?? failedConnection(name) ?? all[name]?.() ?? {};
};
