/** One handler for each call of the contract: translates to the core and back, decides nothing itself. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { CommandInput, CommandOutput } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { checkReaders } from "#platform/reader-doctor.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { Vault } from "#vault/vault.port.ts";
import type { TimedClipboard } from "./clipboard.ts";
import type { Core } from "./core.ts";
import type { Handlers } from "./ipc-checks.ts";
import { chooseProfile, testService } from "./setup.ts";

type Outcome<T> = Result<T, AppError>;

const nothing = (result: Outcome<unknown>): Outcome<CommandOutput<"vault.lock">> =>
  result.ok ? ok({}) : result;

const withEntries = <T>(core: Core, use: (entries: EntryService) => Outcome<T>): Outcome<T> => {
  const entries = core.entries();
  return entries.ok ? use(entries.value) : entries;
};

const withVault = <T>(core: Core, use: (vault: Vault) => Outcome<T>): Outcome<T> => {
  const { vault } = core.environment;
  return vault === null ? fail("vault.none") : use(vault);
};

/** How long a deletion can be taken back from the notice; the row itself stays longer. */
const undoMs = 10_000;

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

const recoveryHandlers = (
  core: Core,
): Pick<
  Handlers,
  "recovery.show" | "recovery.ask" | "recovery.confirm" | "vault.unlockWithWords" | "vault.lock"
> => ({
  "vault.lock": () => {
    core.lock();
    return ok({});
  },
  "vault.unlockWithWords": async ({ words }) => nothing(await core.unlockWithWords(words)),
  "recovery.show": () =>
    withVault(core, (vault) => {
      const words = vault.recoveryWords();
      return words.ok ? ok({ words: [...words.value] }) : words;
    }),
  "recovery.ask": () =>
    withVault(core, (vault) => {
      const positions = vault.askPositions();
      return positions.ok ? ok({ positions: [...positions.value] }) : positions;
    }),
  "recovery.confirm": ({ answers }) =>
    withVault(core, (vault) => {
      const confirmed = vault.confirmRecovery(answers);
      if (confirmed.ok) core.sync.vaultOpened();
      return nothing(confirmed);
    }),
});

const copy = async (
  core: Core,
  clipboard: TimedClipboard,
  { entryId, fieldId }: CommandInput<"entries.copy">,
): Promise<Outcome<CommandOutput<"entries.copy">>> => {
  const value = withEntries(core, (entries) => entries.reveal(entryId, fieldId));
  if (!value.ok) return value;
  return ok({ clearsAt: await clipboard.copy(value.value, core.profile.settings.clipboardClearMs) });
};

const entryHandlers = (
  core: Core,
  clipboard: TimedClipboard,
  now: () => number,
): Pick<Handlers, Extract<keyof Handlers, `entries.${string}`>> => ({
  "entries.query": (query) => withEntries(core, (entries) => entries.query(query)),
  "entries.get": ({ entryId }) => withEntries(core, (entries) => entries.get(entryId)),
  "entries.reveal": ({ entryId, fieldId }) =>
    withEntries(core, (entries) => {
      const value = entries.reveal(entryId, fieldId);
      return value.ok ? ok({ value: value.value }) : value;
    }),
  "entries.copy": (input) => copy(core, clipboard, input),
  "entries.save": ({ entryId, draft }) => withEntries(core, (entries) => entries.save(entryId, draft)),
  "entries.delete": ({ entryId }) =>
    withEntries(core, (entries) => {
      const removed = entries.remove(entryId);
      return removed.ok ? ok({ undoUntil: now() + undoMs }) : removed;
    }),
  "entries.undelete": ({ entryId }) => withEntries(core, (entries) => nothing(entries.undelete(entryId))),
});

const simulationHandlers = (core: Core): Pick<Handlers, "simulation.tap" | "simulation.remove"> => ({
  "simulation.tap": async (tap) => {
    const { sandbox } = core.environment;
    if (sandbox === null) return fail("ipc.refused");
    await sandbox.tap(tap);
    return ok({});
  },
  "simulation.remove": () => {
    const { sandbox } = core.environment;
    if (sandbox === null) return fail("ipc.refused");
    sandbox.remove();
    return ok({});
  },
});

const settingsHandlers = (
  core: Core,
  now: () => number,
): Pick<
  Handlers,
  "setup.choose" | "setup.testService" | "settings.set" | "readers.check" | "stores.sync"
> => ({
  "setup.choose": async (choice) => nothing(await chooseProfile(core, choice)),
  "setup.testService": () => testService(core, now),
  "settings.set": async (patch) => {
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const settings = { ...core.profile.settings, ...given };
    return nothing(await core.setProfile({ ...core.profile, settings }, false));
  },
  "readers.check": async () => {
    await core.environment.keychain();
    return ok({ checks: [...(await checkReaders(core.environment.hub.state()))] });
  },
  "stores.sync": async () => nothing(await core.sync.send()),
});

/** The table of handlers for the IPC router. */
export const createHandlers = (core: Core, clipboard: TimedClipboard, now: () => number): Handlers => ({
  ...scanHandlers(core),
  ...recoveryHandlers(core),
  ...entryHandlers(core, clipboard, now),
  ...simulationHandlers(core),
  ...settingsHandlers(core, now),
});
