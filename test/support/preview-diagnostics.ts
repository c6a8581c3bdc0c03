/** Readers and diagnostics in every state that deserves a look: how each begins, and what is done there before the picture. */
import type { Page } from "playwright-core";
import { appError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { CheckView } from "#contract/views.ts";
import type { FakeStart } from "./fake-bridge.ts";
import {
  fakeCheck,
  fakeReader,
  fakeSam,
  outlinedTap,
  soundApp,
  soundReaders,
  tracedTap,
} from "./fake-diagnostics-calls.ts";
import { fakeEntry } from "./fake-entries.ts";
import { openSettings } from "./preview-settings.ts";
import type { NamedScreen } from "./screen-checks.ts";

const entries = Array.from({ length: 12 }, (_, n) => fakeEntry(n));
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const device = "ACR122U (072f:2200)";

const held: readonly CheckView[] = [
  fakeCheck("reader-service", "ok", "service-answers"),
  fakeCheck("reader-access", "ok", "access-allowed"),
  fakeCheck("reader-driver", "ok", "driver-fits", { values: { driver: "ifd-ccid 1.5.2" } }),
  fakeCheck("reader-kernel", "failed", "kernel-holds", {
    values: { modules: "pn533_usb", device },
    error: appError("reader.driver-taken", { module: "pn533_usb" }),
    command:
      "printf 'blacklist pn533_usb\\nblacklist nfc\\n' | sudo tee /etc/modprobe.d/tapvault.conf && sudo modprobe -r pn533_usb",
  }),
  fakeCheck("reader-usb", "ok", "usb-shown", { values: { device } }),
  fakeCheck("readers", "failed", "readers-none", { error: appError("reader.none") }),
  fakeCheck("sam-slots", "ok", "sam-none"),
  fakeCheck("reader-users", "unknown", "not-told"),
];

const serviceDown = appError("reader.service-down", { cause: "not-running" });
const stopped: readonly CheckView[] = [
  fakeCheck("reader-service", "failed", "service-stopped", {
    error: serviceDown,
    command: "sudo systemctl enable --now pcscd.socket",
  }),
  ...soundReaders.slice(2, 5),
];

const ill: readonly CheckView[] = [
  fakeCheck("keychain", "warning", "keychain-memory", { error: appError("keychain.locked") }),
  fakeCheck("service", "failed", "reach-failed", { error: appError("auth.unreachable") }),
  fakeCheck("clock", "unknown", "clock-unknown"),
  fakeCheck("vault-file", "ok", "vault-there"),
  fakeCheck("disk", "warning", "disk-little", { values: { free: 120 }, error: appError("vault.disk-low") }),
  fakeCheck("profile", "warning", "profile-open"),
];

const finding = (checks: readonly CheckView[]): FakeStart["replies"] => ({
  "diagnostics.check": () => ok({ checks: [...checks] }),
});

const plenty = [
  fakeReader({
    card: {
      hex: "3B 8A 80 01 00 31 C1 73 C8 40 00 00 90 00 90",
      kind: "apex-like",
      baud: null,
      protocols: ["T=0", "T=1"],
    },
  }),
  fakeReader({
    id: "long",
    name: "Some Maker Contactless And Contact Dual Interface Reader With A Name That Does Not End Soon 01 00",
    vendor: null,
    model: null,
    version: null,
    serial: null,
    features: [],
    lastTapAt: null,
    error: appError("reader.busy", { program: "scdaemon" }),
  }),
  fakeReader({ id: "simulated", name: "Simulated reader", isSimulated: true, serial: null, features: [] }),
  fakeSam,
];

const none: FakeStart["readers"] = { readers: [] };
const down: FakeStart["readers"] = { service: "down", error: serviceDown, readers: [] };

/** The scenarios by name. */
export const diagnosticsScenarios = {
  readers: () => ({ entries }),
  "readers-many": () => ({
    entries,
    replies: { "diagnostics.readers": () => ok({ readers: plenty }) },
  }),
  "readers-held": () => ({
    entries,
    readers: none,
    replies: { ...finding([...held, ...ill]), "diagnostics.readers": () => ok({ readers: [] }) },
  }),
  "readers-waiting": () => ({
    entries,
    readers: { service: "starting", readers: [] },
    replies: { "diagnostics.check": never, "diagnostics.readers": never },
  }),
  "readers-outline": () => ({
    entries,
    trace: { level: "outline", endsAt: null, total: 14, lines: [...outlinedTap] },
  }),
  "readers-full": () => ({
    entries,
    trace: { level: "full", endsAt: Date.UTC(2036, 10, 20, 8, 25), total: 14, lines: [...tracedTap] },
  }),
  "readers-locked": () => ({
    app: { vault: "locked" },
    readers: down,
    scan: { scanId: "kept", state: "waitingForReader", instruction: "connect-reader" },
    replies: {
      "scan.start": () => ok({ scanId: "kept" }),
      ...finding([...stopped, ...soundApp]),
      "diagnostics.readers": () => ok({ readers: [] }),
    },
  }),
} as const satisfies Record<string, () => FakeStart>;

/** Opens the section of the settings and waits until it is filled. */
export const openReaders = async (page: Page): Promise<void> => {
  await openSettings(page, "Readers");
  await page.getByRole("heading", { name: "Connected readers" }).waitFor();
};

const heading = async (page: Page, name: string): Promise<void> =>
  page.getByRole("heading", { name, exact: true }).evaluate((element) => element.scrollIntoView());

const at =
  (act?: (page: Page) => Promise<void>): NamedScreen["act"] =>
  async (page) => {
    await openReaders(page);
    await act?.(page);
  };

const scrolledTo = (name: string): NamedScreen["act"] => at((page) => heading(page, name));

/** The pictures. */
export const diagnosticsScreens: Readonly<Record<string, NamedScreen>> = {
  readers: { scenario: "readers", act: at() },
  "readers-many": { scenario: "readers-many", act: at() },
  "readers-held": { scenario: "readers-held", act: scrolledTo("Checks") },
  "readers-waiting": {
    scenario: "readers-waiting",
    act: at((page) => page.getByText("Looking at everything…").waitFor()),
  },
  "readers-full": { scenario: "readers-full", act: scrolledTo("Trace") },
  "readers-full-warning": {
    scenario: "readers",
    act: at(async (page) => {
      await page.getByText("With bytes", { exact: true }).click();
      await page.getByText("Show bytes?").waitFor();
    }),
  },
  "readers-report": {
    scenario: "readers-outline",
    act: at(async (page) => {
      await page.getByRole("button", { name: "Make a report" }).click();
      await page.getByLabel("The report").waitFor();
      await heading(page, "Report");
    }),
  },
  "readers-locked": {
    scenario: "readers-locked",
    act: async (page) => {
      await page
        .getByRole("button", { name: /reader/iu })
        .first()
        .click();
      await page.getByRole("dialog").waitFor();
    },
  },
};
