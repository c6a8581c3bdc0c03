/** The tap in every state that is drawn differently: a scenario each, and what happens there before the picture. */
import type { Page } from "playwright-core";
import { appError } from "#contract/errors.ts";
import type { FakeStart } from "./fake-bridge.ts";
import type { NamedScreen } from "./screen-checks.ts";

const soon = (seconds: number): number => Date.now() + seconds * 1000;
const keep: FakeStart["replies"] = { "scan.start": () => ({ ok: true, value: { scanId: "kept" } }) };

const locked = (scan: FakeStart["scan"], readers?: FakeStart["readers"]): FakeStart => ({
  app: { vault: "locked" },
  scan: { scanId: "kept", ...scan },
  replies: keep,
  ...(readers === undefined ? {} : { readers }),
});

const stick = { id: "scl3711", name: "SCM Microsystems Inc. SCL3711", isSimulated: false, hasChip: false };

/** The scenarios by name. */
export const tapScenarios = {
  "tap-stick": () =>
    locked(
      { state: "waitingForChip", instruction: "hold", challengeExpiresAt: soon(27) },
      { readers: [{ ...stick, error: null }] },
    ),
  "tap-stick-unplugged": () =>
    locked(
      { state: "failed", readerName: stick.name, error: appError("reader.lost") },
      { readers: [{ ...stick, error: null }] },
    ),
  "tap-few-seconds": () =>
    locked({ state: "waitingForSameChip", instruction: "tap-again", challengeExpiresAt: soon(5) }),
  "tap-slow-challenge": () => locked({ state: "fetchingChallenge", instruction: "keep-holding" }),
  "tap-slow-check": () => locked({ state: "verifying", instruction: "may-remove" }),
  "tap-slow-opening": () => locked({ state: "authenticated", instruction: "may-remove", after: "working" }),
  "tap-done": () => locked({ state: "authenticated", instruction: "may-remove", after: "done" }),
  "readers-down": () => ({
    readers: {
      service: "down",
      error: appError("reader.service-down", { cause: "not-running" }),
      readers: [],
    },
  }),
  "tap-several-readers": () =>
    locked(
      { state: "waitingForChip", instruction: "hold", challengeExpiresAt: soon(27) },
      {
        readers: [
          { id: "acr", name: "ACS ACR1252U", isSimulated: false, hasChip: false, error: null },
          { ...stick, error: appError("reader.busy", { program: "scdaemon" }) },
        ],
      },
    ),
} as const satisfies Record<string, () => FakeStart>;

const says =
  (text: string) =>
  async (page: Page): Promise<void> =>
    page.getByText(text).first().waitFor();

/** What failed, with the picture that belongs to it. */
export const failedPictures = {
  "chip.other": "other",
  "vault.wrong-chip": "stranger",
  "auth.not-enrolled": "unknown",
  "chip.unsupported": "unsupported",
  "chip.phone": "phone",
  "chip.several": "several",
  "chip.refused": "refused",
  "chip.timeout": "timeout",
  "auth.unreachable": "service",
  "reader.stuck": "reader",
  "reader.none": "unplugged",
  internal: "failed",
} as const;

const failed = Object.entries(failedPictures).map(([code, picture]): [string, NamedScreen] => [
  `tap-${picture}`,
  { scenario: `locked-failed:${code}` },
]);

/** The badge in the bar, opened. */
const opened =
  (name: string, wanted: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole("button", { name, exact: true }).click();
    await page.getByRole("button", { name: wanted }).waitFor();
  };

/** The screens. */
export const tapScreens: Readonly<Record<string, NamedScreen>> = {
  ...Object.fromEntries(failed),
  "tap-away": { scenario: "locked-waiting" },
  "tap-on": { scenario: "locked-holding" },
  "tap-torn": { scenario: "locked-torn" },
  "tap-lift": { scenario: "locked-verifying", act: says("VivoKey is checking its answer.") },
  "tap-stick": { scenario: "tap-stick" },
  "tap-stick-unplugged": { scenario: "tap-stick-unplugged" },
  "tap-few-seconds": { scenario: "tap-few-seconds" },
  "tap-slow-challenge": { scenario: "tap-slow-challenge", act: says("Leave the chip where it is.") },
  "tap-slow-check": { scenario: "tap-slow-check", act: says("Nothing more is needed from the chip.") },
  "tap-slow-opening": { scenario: "tap-slow-opening", act: says("This takes longer than usual.") },
  "tap-done": { scenario: "tap-done" },
  "tap-several-readers": { scenario: "tap-several-readers" },
  "readers-badge": { scenario: "entries", act: opened("Reader ready", "Readers and diagnostics") },
  "readers-badge-down": {
    scenario: "readers-down",
    act: opened("The reader service is not running", "Check the readers"),
  },
};
