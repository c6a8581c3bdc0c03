/**
 * What the window and the command line ask about readers and diagnostics, answered from the core and the
 * computer. Only looks; writes nothing by itself.
 */
import { hostname, homedir, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { readAtr } from "#chip/atr.ts";
import { toHex } from "#chip/bytes.ts";
import type { ReaderSelf, ReaderState } from "#chip/reader.port.ts";
import type { Clock } from "#contract/clock.port.ts";
import type { CheckView, ReaderFacts } from "#contract/views.ts";
import type { Core } from "#main/core.ts";
import { testService } from "#main/setup.ts";
import { version } from "#main/version.ts";
import { lastLines, lookAtFolder } from "#platform/profile-folder.ts";
import { checkReaders } from "#platform/reader-doctor.ts";
import { readVersions } from "#platform/system-versions.ts";
import { checkApp } from "./app-doctor.ts";
import { clockOffset } from "./clock-offset.ts";
import { type RedactContext, redact } from "./redact.ts";
import { reportSettings } from "./report-settings.ts";
import { reportText } from "./report.ts";

/** What it works with. */
export interface DiagnosticsParts {
  readonly core: Core;
  readonly clock: Clock;
}

const logLines = 60;
const traceLines = 200;
const unknown: ReaderSelf = { vendor: null, model: null, version: null, serial: null, features: [] };

const atrView = (atr: Uint8Array): NonNullable<ReaderFacts["card"]> => {
  const { guess, protocols, baud } = readAtr(atr);
  const hex = (toHex(atr).toUpperCase().match(/../gu) ?? []).join(" ").slice(0, 120);
  return { hex, kind: guess, protocols: [...protocols], baud };
};

/** Libraries put a serial number in brackets into the name. */
const serialInName = (name: string): string | null => /\(([0-9A-Za-z_-]{6,40})\)/u.exec(name)?.[1] ?? null;

/** The desk. */
export class DiagnosticsDesk {
  readonly #parts: DiagnosticsParts;
  #lastReport: string | null = null;

  constructor(parts: DiagnosticsParts) {
    this.#parts = parts;
  }

  /** Readers first, in the order in which things must work. */
  async check(): Promise<readonly CheckView[]> {
    const { core } = this.#parts;
    const [readers, app] = await Promise.all([checkReaders(core.environment.hub.state()), this.#checkApp()]);
    return [...readers, ...app];
  }

  /** The readers with what they say of themselves; SAM slots last. */
  async readers(): Promise<readonly ReaderFacts[]> {
    const { hub } = this.#parts.core.environment;
    const { readers, samSlots = [] } = hub.state();
    const known = await Promise.all(readers.map((reader) => this.#factsOf(reader)));
    return [...known, ...samSlots.map(samFacts)].slice(0, 50);
  }

  /** Makes the report anew; what was made last is what is saved. */
  async report(withTrace: boolean): Promise<string> {
    const { core, clock } = this.#parts;
    const { profileDir, trace } = core.environment;
    const [checks, readers, versions, log] = await Promise.all([
      this.check(),
      this.readers(),
      readVersions(),
      lastLines(join(profileDir, "tapvault.log"), logLines),
    ]);
    const text = reportText({
      at: clock.now(),
      versions: [["Tapvault", version], ...versions],
      checks,
      readers,
      settings: reportSettings(core.profile),
      log,
      trace: withTrace ? trace.lines().slice(-traceLines) : null,
    });
    this.#lastReport = redact(text, this.#context(readers));
    return this.#lastReport;
  }

  /** The report as it was shown last; made now when there was none. */
  async lastReport(): Promise<string> {
    return this.#lastReport ?? this.report(false);
  }

  #context(readers: readonly ReaderFacts[]): RedactContext {
    const serials = readers.flatMap(({ serial, name }) => [serial, serialInName(name)]);
    return {
      folders: [
        { path: this.#parts.core.environment.profileDir, as: "[profile]" },
        { path: homedir(), as: "~" },
        { path: tmpdir(), as: "[temporary]" },
      ],
      names: [
        { name: userInfo().username, as: "[user]" },
        { name: hostname(), as: "[computer]" },
      ],
      serials: serials.filter((serial) => serial !== null),
    };
  }

  async #checkApp(): Promise<readonly CheckView[]> {
    const { core, clock } = this.#parts;
    const { environment, profile } = core;
    const { keychain, error } = await environment.keychain();
    const [service, clockOffMs, folder] = await Promise.all([
      testService(core, () => clock.now()),
      this.#baseUrl().then((baseUrl) => clockOffset(baseUrl, environment.http, clock)),
      lookAtFolder(environment.profileDir),
    ]);
    return checkApp({
      keychain: { backend: keychain.backend, error },
      isUnset: profile.kind === "unset",
      service,
      clockOffMs,
      vault: core.status(),
      vaultError: environment.vaultError,
      folder,
    });
  }

  async #baseUrl(): Promise<string | null> {
    const { environment, profile } = this.#parts.core;
    if (environment.sandbox === null)
      return profile.presence === "scan" ? profile.scanBaseUrl : profile.verifyBaseUrl;
    const address = await environment.sandbox.addresses.scanBaseUrl();
    return address.ok ? address.value : null;
  }

  async #factsOf({ id, name, isSimulated, card, error }: ReaderState): Promise<ReaderFacts> {
    const { hub, trace } = this.#parts.core.environment;
    const self = (await hub.facts?.(id)) ?? unknown;
    return {
      ...self,
      id: id.slice(0, 200),
      name: name.slice(0, 200),
      isSimulated,
      isSam: false,
      features: [...self.features],
      card: card === null ? null : atrView(card.atr),
      lastTapAt: trace.lastTapAt(name),
      error,
    };
  }
}

const samFacts = (name: string): ReaderFacts => ({
  ...unknown,
  id: name.slice(0, 200),
  name: name.slice(0, 200),
  isSimulated: false,
  isSam: true,
  features: [],
  card: null,
  lastTapAt: null,
  error: null,
});
