/** What is found of the app around the readers, and the report that is made of all of it. */
import { describe, expect, it } from "vitest";
import { findingWords } from "#contract/diagnostics-words.ts";
import { appError, fail } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import { checkViewSchema } from "#contract/views.ts";
import { type AppFacts, checkApp } from "#main/diagnostics/app-doctor.ts";
import { clockOffset } from "#main/diagnostics/clock-offset.ts";
import { redact } from "#main/diagnostics/redact.ts";
import { reportSettings } from "#main/diagnostics/report-settings.ts";
import { reportText } from "#main/diagnostics/report.ts";
import { freshProfile } from "#main/profile.ts";
import type { Http } from "#stores/http.port.ts";
import {
  fakeReader,
  fakeSam,
  soundApp,
  soundReaders,
  tracedTap,
} from "#test/support/fake-diagnostics-calls.ts";
import { createHandClock } from "#test/support/hand-clock.ts";

const sound: AppFacts = {
  keychain: { backend: "os", error: null },
  isUnset: false,
  service: ok({ tookMs: 84.2 }),
  clockOffMs: 800,
  vault: "unlocked",
  vaultError: null,
  folder: { isWritable: true, isOpen: false, freeBytes: 9e9 },
};
const folder = (change: Partial<AppFacts["folder"]>): Partial<AppFacts> => ({
  folder: { ...sound.folder, ...change },
});

describe("the doctor of the app", () => {
  it.each<[string, Partial<AppFacts>, readonly string[]]>([
    ["all well", {}, []],
    [
      "a keychain in memory",
      { keychain: { backend: "memory", error: appError("keychain.locked") } },
      ["keychain: warning keychain-memory keychain.locked"],
    ],
    ["a keychain not asked", { keychain: null }, ["keychain: unknown keychain-unasked "]],
    [
      "no service",
      { service: fail("auth.unreachable"), clockOffMs: null },
      ["service: failed reach-failed auth.unreachable", "clock: unknown clock-unknown "],
    ],
    ["no service chosen", { isUnset: true }, ["service: unknown reach-unset "]],
    ["a clock ahead", { clockOffMs: 90_000 }, ["clock: failed clock-wrong auth.clock-skew"]],
    ["a clock behind", { clockOffMs: -3_600_000 }, ["clock: failed clock-wrong auth.clock-skew"]],
    [
      "a damaged vault",
      { vaultError: appError("vault.damaged") },
      ["vault-file: failed vault-trouble vault.damaged"],
    ],
    ["no vault", { vault: "none" }, []],
    ["little space", folder({ freeBytes: 150e6 }), ["disk: warning disk-little vault.disk-low"]],
    ["no space", folder({ freeBytes: 1e6 }), ["disk: failed disk-full vault.disk-full"]],
    ["unknown space", folder({ freeBytes: null }), ["disk: unknown not-told "]],
    ["a closed folder", folder({ isWritable: false }), ["profile: failed profile-read-only vault.read-only"]],
    ["an open folder", folder({ isOpen: true }), ["profile: warning profile-open "]],
  ])("%s", (_name, change, findings) => {
    const checks = checkApp({ ...sound, ...change });
    const told = checks
      .filter((one) => one.state !== "ok")
      .map((one) => `${one.id}: ${one.state} ${one.finding} ${one.error?.code ?? ""}`);
    expect(told).toEqual(findings);
    for (const one of checks) {
      expect(checkViewSchema.safeParse(one).success).toBe(true);
      expect(findingWords(one)).not.toContain("{{");
    }
  });

  it("says by how many minutes the clock is wrong", () => {
    const checks = checkApp({ ...sound, clockOffMs: -90_000 });
    expect(checks.find(({ id }) => id === "clock")?.error?.detail).toEqual({ minutes: -1.5 });
  });
});

describe("the clock", () => {
  const clock = createHandClock(Date.UTC(2026, 10, 20, 8, 15, 30));
  const answering =
    (headers: Readonly<Record<string, string>>): Http =>
    () =>
      Promise.resolve(
        ok({ status: 404, headers: new Map(Object.entries(headers)), bytes: new Uint8Array() }),
      );
  it.each([
    ["as it should be", answering({ date: "Fri, 20 Nov 2026 08:15:30 GMT" }), -500],
    ["a minute ahead", answering({ date: "Fri, 20 Nov 2026 08:14:30 GMT" }), 59_500],
    ["no date", answering({}), null],
    ["a date that is none", answering({ date: "soon" }), null],
    ["no answer", (() => Promise.resolve(err({ reason: "timeout" as const }))) satisfies Http, null],
  ] as const)("%s", async (_name, http, expected) => {
    expect(await clockOffset("https://api.example.org/", http, clock)).toBe(expected);
  });
  it("is not asked where there is nobody to ask", async () => {
    expect(await clockOffset(null, answering({}), clock)).toBeNull();
  });
});

describe("the report", () => {
  const profile = {
    ...freshProfile(),
    kind: "real" as const,
    scanBaseUrl: "https://own.example.org/v1/",
    stores: {
      ...freshProfile().stores,
      hyperid: { ...freshProfile().stores.hyperid, clientId: "my-client" },
    },
  };
  const text = reportText({
    at: Date.UTC(2026, 10, 20),
    versions: [
      ["Tapvault", "0.1.0"],
      ["pcscd", "1.9.9-2"],
    ],
    checks: [...soundReaders, ...soundApp],
    readers: [fakeReader({ error: appError("reader.busy") }), fakeSam],
    settings: reportSettings(profile),
    log: ['{"level":40,"msg":"reader.error","uid":"04a1b2c3d4e580"}'],
    trace: tracedTap,
  });
  const shown = redact(text, {
    folders: [{ path: "/home/mara", as: "~" }],
    names: [{ name: "mara", as: "[user]" }],
    serials: ["RR330-014223"],
  });

  it("holds what helps", () => {
    for (const part of [
      "- pcscd: 1.9.9-2",
      "[ok] Reader service",
      "ACS ACR1252U SAM (SAM slot)",
      "error: reader.busy",
      "- kind: real",
      "- settings.autoLockMs: 300000",
      "- scanBaseUrl: set",
      "- verifyBaseUrl: as usual",
      "- stores.hyperid.clientId: set",
      "-> SELECT the NDEF application, 13 bytes",
      "<- 91AF more expected, 18 bytes",
    ])
      expect(shown).toContain(part);
  });

  it("holds nothing that names a person, a chip or an address", () => {
    expect(shown).not.toMatch(/04a1b2|RR330|example\.org|my-client|mara|··|D2 76/u);
  });

  it("says so where there is nothing", () => {
    const empty = { at: 0, versions: [], checks: [], readers: [], settings: [], log: [], trace: null };
    expect(reportText(empty)).not.toContain("Trace");
    expect(reportText(empty)).toContain("## Readers\n\n(none)");
  });
});
