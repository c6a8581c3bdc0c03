/** Makes the snapshots the window shows out of the core. Nothing secret is in reach of these functions. */
import type { AppView, EntriesView, ReadersView, TasksView } from "#contract/views.ts";
import type { Core } from "./core.ts";
import { hasSandbox } from "./has-sandbox.ts";
import type { ShellDesk } from "./shell/shell-desk.ts";
import type { SnapshotMakers } from "./snapshots.ts";
import { makeActivityViews } from "./views-activity.ts";
import { makeDiagnosticsViews } from "./views-diagnostics.ts";
import type { UpdatesDesk } from "./updates/updates-desk.ts";
import { makeShellViews } from "./views-shell.ts";
import { makeUpdateViews } from "./views-updates.ts";

const noCopies = { kept: 0, waiting: 0, failed: 0 };

const copiesView = (core: Core): AppView["copies"] => {
  const entries = core.entries();
  const counts = entries.ok ? entries.value.copyCounts() : null;
  return { ...(counts?.ok ? counts.value : noCopies), isBusy: core.sync.isBusy, error: core.sync.error };
};

const keychainView = (core: Core): AppView["keychain"] => {
  const known = core.environment.knownKeychain();
  return known === null
    ? { backend: "unknown", error: null }
    : { backend: known.keychain.backend, error: known.error };
};

const waysInView = (
  core: Core,
): Pick<AppView, "isUnfinished" | "hasPassphrase" | "isKitPending" | "rotation"> => {
  const { vault } = core.environment;
  if (vault === null)
    return { isUnfinished: false, hasPassphrase: false, isKitPending: false, rotation: null };
  return {
    isUnfinished: vault.isUnfinished(),
    hasPassphrase: vault.hasPassphrase(),
    isKitPending: vault.isKitPending(),
    rotation: vault.rotation(),
  };
};

const appView = (core: Core, version: string): Omit<AppView, "seq"> => {
  const entries = core.entries();
  const { expiresAt } = core.session;
  return {
    version,
    profile: { kind: core.profile.kind, presence: core.profile.presence },
    hasSandbox: hasSandbox(),
    vault: core.status(),
    vaultError: core.environment.vaultError,
    keychain: keychainView(core),
    session: expiresAt === null ? null : { expiresAt },
    copies: copiesView(core),
    chipSlot: core.needsEnrolment ? "lost" : "usable",
    damagedEntries: entries.ok ? entries.value.overview().damaged : 0,
    ...waysInView(core),
    backup: core.backups.view,
    lastImport: entries.ok ? entries.value.lastBatch() : null,
    settings: { ...core.profile.settings, loopbackPorts: core.profile.stores.loopbackPorts },
  };
};

const readersView = (core: Core): Omit<ReadersView, "seq"> => {
  const state = core.environment.hub.state();
  return {
    service: state.service,
    error: state.error,
    readers: state.readers.map((reader) => ({
      id: reader.id.slice(0, 200),
      name: reader.name.slice(0, 200),
      isSimulated: reader.isSimulated,
      hasChip: reader.card !== null,
      error: reader.error,
    })),
  };
};

const noTypes = { login: 0, note: 0, card: 0, identity: 0, key: 0, file: 0 };

const entriesView = (core: Core): Omit<EntriesView, "seq"> => {
  const entries = core.entries();
  if (!entries.ok) return { total: 0, favourites: 0, trash: 0, tags: [], tagCounts: [], types: noTypes };
  const { total, favourites, trash, tags, tagCounts, types } = entries.value.overview();
  return { total, favourites, trash, tags: [...tags], tagCounts: [...tagCounts], types };
};

const tasksView = (core: Core): Omit<TasksView, "seq"> => ({ tasks: [...core.tasks.views] });

/** The makers for every event of the contract. */
export const makeViews = (
  core: Core,
  shell: ShellDesk,
  version: string,
  updates: UpdatesDesk | null = null,
): SnapshotMakers => ({
  "app.changed": () => appView(core, version),
  "readers.changed": () => readersView(core),
  "scan.changed": () => core.scans.view(),
  "entries.changed": () => entriesView(core),
  "tasks.changed": () => tasksView(core),
  "stores.changed": () => core.stores.view(),
  ...makeActivityViews(core),
  ...makeDiagnosticsViews(core),
  ...makeShellViews(shell),
  ...makeUpdateViews(updates),
});
