/** One handler for each call of the contract: translates to the core and back, decides nothing itself. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import { recordedHandlers } from "./activity/recorded-handlers.ts";
import { checkReaders } from "#platform/reader-doctor.ts";
import type { Core } from "./core.ts";
import type { HandlerParts } from "./handler-parts.ts";
import { nothing } from "./handler-parts.ts";
import { createActivityHandlers } from "./handlers-activity.ts";
import { createDiagnosticsHandlers } from "./handlers-diagnostics.ts";
import { createEntryHandlers } from "./handlers-entries.ts";
import { createEntryWorkHandlers } from "./handlers-entry-work.ts";
import { createLookupHandlers } from "./handlers-lookup.ts";
import { createNetworkHandlers } from "./handlers-network.ts";
import { createShellHandlers } from "./handlers-shell.ts";
import { createStoreHandlers } from "./handlers-stores.ts";
import { createTransferHandlers } from "./handlers-transfer.ts";
import { createUpdateHandlers } from "./handlers-updates.ts";
import { createVaultHandlers } from "./handlers-vault.ts";
import { hasSandbox } from "./has-sandbox.ts";
import type { Handlers } from "./ipc-checks.ts";
import { chooseProfile, testService } from "./setup.ts";
import { parseProxy } from "./ways-out.ts";

const scanHandlers = (core: Core): Pick<Handlers, "scan.start" | "scan.cancel"> => ({
  "scan.start": ({ purpose }) => {
    const started = core.startScan(purpose);
    return started.ok ? ok({ scanId: started.value.scanId }) : started;
  },
  "scan.cancel": ({ scanId }) => {
    core.scans.cancel(scanId);
    return ok({});
  },
});

const simulationHandlers = (core: Core): Pick<Handlers, "simulation.tap" | "simulation.remove"> => ({
  "simulation.tap": async (tap) => {
    const { sandbox } = core.environment;
    if (!hasSandbox()) return fail("sandbox.absent");
    if (sandbox === null) return fail("ipc.refused");
    await sandbox.tap(tap);
    return ok({});
  },
  "simulation.remove": () => {
    const { sandbox } = core.environment;
    if (!hasSandbox()) return fail("sandbox.absent");
    if (sandbox === null) return fail("ipc.refused");
    sandbox.remove();
    return ok({});
  },
});

const settingsHandlers = (
  core: Core,
  now: () => number,
): Pick<Handlers, "setup.choose" | "setup.testService" | "settings.set" | "readers.check"> => ({
  "setup.choose": async (choice) => nothing(await chooseProfile(core, choice)),
  "setup.testService": () => testService(core, now),
  "settings.set": async ({ loopbackPorts, ...patch }) => {
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const { profile } = core;
    const settings = { ...profile.settings, ...given };
    if (settings.proxy === "fixed" && parseProxy(settings.proxyUrl) === null)
      return fail("settings.proxy-malformed");
    const stores = loopbackPorts === undefined ? profile.stores : { ...profile.stores, loopbackPorts };
    return nothing(await core.setProfile({ ...profile, settings, stores }, false));
  },
  "readers.check": async () => {
    await core.environment.keychain();
    return ok({ checks: [...(await checkReaders(core.environment.hub.state()))] });
  },
});

/** The table of handlers for the IPC router. */
export const createHandlers = (parts: HandlerParts): Handlers => {
  const { core, files, now } = parts;
  const handlers: Handlers = {
    ...scanHandlers(core),
    ...createVaultHandlers(core, files),
    ...createEntryHandlers(parts),
    ...createTransferHandlers(parts),
    ...createStoreHandlers(core),
    ...createLookupHandlers({ desk: () => core.lookup }),
    ...createEntryWorkHandlers(parts),
    ...createActivityHandlers(parts),
    ...createDiagnosticsHandlers(parts),
    ...createNetworkHandlers(parts),
    ...createShellHandlers(parts),
    ...createUpdateHandlers(parts),
    ...simulationHandlers(core),
    ...settingsHandlers(core, now),
  };
  return recordedHandlers(handlers, () => core.activity);
};
