/** stores, stores test, check, share, read-back, and sync: the services that keep copies of entries. */
import type { AppError } from "#contract/errors.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { RemoteStore, ShareWay, StoreCheck, StoreView } from "#contract/views.ts";
import { appState, withBridge, withOpenVault } from "#cli/app-state.ts";
import type { Verb, VerbContext } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { findEntry } from "#cli/find-entry.ts";
import { columns, timeText } from "#cli/output.ts";
import { tap } from "#cli/tap.ts";
import { watchTasks } from "#cli/tasks.ts";
import { until } from "#cli/until.ts";

/** What the services are called. */
export const storeNames: Readonly<Record<RemoteStore, string>> = {
  kvs: "VivoKey KVS",
  hyperid: "HyperID",
  dataswyft: "Dataswyft",
  digime: "digi.me",
};

const stateWords: Readonly<Record<StoreView["state"], string>> = {
  off: "not set up",
  ready: "not connected",
  connected: "connected",
  "needs-tap": "opens with a tap",
  "needs-sign-in": "sign in again",
};

/** A snapshot in which it is known who is signed in where. */
export const knownStores = (bridge: Bridge): Promise<readonly StoreView[]> =>
  until(bridge, "stores.changed", ({ stores }) =>
    stores.some(
      ({ store, state, account, error }) =>
        store !== "kvs" && state === "connected" && account === null && error === null,
    )
      ? null
      : stores,
  );

const line = (view: StoreView): string => {
  const { kept, waiting, failed, damaged } = view.copies;
  const counts = [
    `${kept} kept`,
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(damaged > 0 ? [`${damaged} damaged`] : []),
  ];
  const marks = [
    ...(view.isSimulated ? ["simulated"] : []),
    ...(view.isDeveloperAccess ? ["developer access"] : []),
  ];
  return columns(
    view.store,
    stateWords[view.state],
    view.account ?? "",
    counts.join(", "),
    view.lastSyncAt === null ? "" : `sent ${timeText(view.lastSyncAt)}`,
    marks.join(", "),
    view.error === null ? "" : view.error.code,
  ).trimEnd();
};

/** stores: every service and how it stands. */
export const listStores: Verb<[]> = (context) =>
  withBridge(context, async (bridge) => {
    const views = await knownStores(bridge);
    context.output.answer(views, views.map(line).join("\n"));
    return ok(exitCodes.ok);
  });

/** Makes a call for which the last tap may be too long ago; then again after another tap. */
const withSession = async <T>(
  { options, output }: VerbContext,
  bridge: Bridge,
  call: () => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> => {
  const called = await call();
  if (called.ok || !["session.none", "session.expired"].includes(called.error.code)) return called;
  // The vault is open but the last tap's session is over.
  const tapped = await tap(bridge, "session", options, output);
  return tapped.ok ? call() : tapped;
};

/** stores test STORE. */
export const testStore: Verb<[store: RemoteStore]> = (context, store) => {
  // KVS opens by the tap that opens the vault.
  const reach = store === "kvs" ? withOpenVault : withBridge;
  return reach(context, async (bridge) => {
    const tested = await withSession(context, bridge, () => bridge.call("stores.test", { store }));
    if (!tested.ok) return tested;
    const took = Math.round(tested.value.tookMs);
    context.output.answer({ store, tookMs: took }, `${storeNames[store]} answers (${took} ms).`);
    return ok(exitCodes.ok);
  });
};

const isEqual = ({ missing, different, damaged }: StoreCheck): boolean => missing + different + damaged === 0;

const checkText = (found: StoreCheck): string =>
  [
    `${found.checked} copies compared: ${found.equal} equal, ${found.missing} missing, ${found.different} of another revision, ${found.damaged} damaged.`,
    ...(found.foreign === 0 ? [] : [`${found.foreign} are only there.`]),
    ...(found.repaired === 0 ? [] : [`${found.repaired} were mended or taken over.`]),
  ].join("\n");

/** stores check STORE: reads every copy back and compares. */
export const checkStore: Verb<[store: RemoteStore, repair: boolean]> = (context, store, repair) =>
  withOpenVault(context, async (bridge) => {
    const stopWatching = watchTasks(context, bridge, "store-check", "compared");
    const checked = await withSession(context, bridge, () => bridge.call("stores.verify", { store, repair }));
    stopWatching();
    if (!checked.ok) return checked;
    const found = checked.value;
    const isWell = isEqual(found) || found.repaired >= found.missing + found.different + found.damaged;
    context.output.answer({ isWell, ...found }, checkText(found));
    return ok(isWell ? exitCodes.ok : exitCodes.damaged);
  });

/** stores share ENTRY --as WAY --name NAME. */
export const shareEntry: Verb<
  [entry: string, options: { readonly as: ShareWay; readonly name: string; readonly withdraw: boolean }]
> = (context, entry, options) =>
  withOpenVault(context, async (bridge) => {
    const found = await findEntry(bridge, entry);
    if (!found.ok) return found;
    const { entryId } = found.value;
    const { as: way, name, withdraw: isWithdrawn } = options;
    const input = { entryId, way, name, isWithdrawn };
    const shared = await withSession(context, bridge, () => bridge.call("stores.share", input));
    if (!shared.ok) return shared;
    const words = isWithdrawn ? "Taken back" : "Handed over, still sealed,";
    context.output.answer({ way, name, isWithdrawn }, `${words} as “${name}”.`);
    return ok(exitCodes.ok);
  });

/** stores read-back: what was written to digi.me. */
export const readBack: Verb<[]> = (context) =>
  withOpenVault(context, async (bridge) => {
    const stopWatching = watchTasks(context, bridge, "read-back", "read");
    const read = await bridge.call("stores.readBack", {});
    stopWatching();
    if (!read.ok) return read;
    const text = read.value.files.map(({ name, reference, at, sizeBytes, state }) =>
      columns(reference === "" ? name : reference, state, timeText(at), `${sizeBytes} bytes`),
    );
    context.output.answer(read.value.files, text.join("\n"));
    return ok(exitCodes.ok);
  });

/** sync [STORE]: sends what waits. */
export const sync: Verb<[store: RemoteStore | undefined]> = (context, store) =>
  withOpenVault(context, async (bridge) => {
    const input = store === undefined ? {} : { store };
    const sent = await withSession(context, bridge, () => bridge.call("stores.sync", input));
    if (!sent.ok) return sent;
    const views = (await knownStores(bridge)).filter((view) => store === undefined || view.store === store);
    const used = views.filter(({ state }) => state !== "off" && state !== "ready");
    context.output.answer(
      used.map(({ store: name, copies }) => ({ store: name, ...copies })),
      used.map(line).join("\n"),
    );
    return ok(exitCodes.ok);
  });

/** stores ports [LIST]: where the browser comes back to, the first free one. */
export const ports: Verb<[list: readonly number[] | undefined]> = (context, list) =>
  withBridge(context, async (bridge) => {
    if (list !== undefined) {
      const set = await bridge.call("settings.set", { loopbackPorts: [...list] });
      if (!set.ok) return set;
    }
    const { loopbackPorts } = (await appState(bridge)).settings;
    context.output.answer(loopbackPorts, loopbackPorts.join(", "));
    return ok(exitCodes.ok);
  });
