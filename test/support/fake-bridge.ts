/**
 * The contract in memory: a Bridge whose main process is a few maps and timers, so that the window
 * runs in any browser. It plays the happy course of each call; a script replaces single replies.
 */
import { fail } from "#contract/errors.ts";
import type {
  CommandInput,
  CommandName,
  CommandRequest,
  EventName,
  PageBridge,
  Reply,
} from "#contract/ipc.ts";
import { commands } from "#contract/ipc.ts";
import type { Settings } from "#contract/views.ts";
import { ok } from "#contract/result.ts";
import { activityHandlers, calmActivity } from "./fake-activity-calls.ts";
import { calmTrace, diagnosticsHandlers, soundReaders } from "./fake-diagnostics-calls.ts";
import { type FakeEntry, FakeEntries } from "./fake-entries.ts";
import { entryHandlers } from "./fake-entry-calls.ts";
import { addFakeFiles } from "./fake-entry-versions.ts";
import { entryWorkHandlers } from "./fake-entry-work-calls.ts";
import { lookupHandlers } from "./fake-lookup-calls.ts";
import { networkHandlers } from "./fake-network-calls.ts";
import { calmShell, shellHandlers } from "./fake-shell-calls.ts";
import { storeHandlers } from "./fake-store-calls.ts";
import { calmStores } from "./fake-store-views.ts";
import { playTap } from "./fake-tap.ts";
import { calmApp, calmReaders, idleScan } from "./fake-views.ts";
import { calmUpdates, updateHandlers } from "./fake-update-calls.ts";
import { vaultHandlers } from "./fake-vault-calls.ts";
import type { FakeViews, FakeWorld } from "./fake-world.ts";

type Handlers = { readonly [C in CommandName]: (input: CommandInput<C>) => Reply<C> | Promise<Reply<C>> };

/** How a fake begins. `replies` replace what it would answer. */
export interface FakeStart {
  readonly app?: Partial<FakeViews["app.changed"]>;
  readonly readers?: Partial<FakeViews["readers.changed"]>;
  readonly scan?: Partial<FakeViews["scan.changed"]>;
  readonly entries?: readonly FakeEntry[];
  readonly stores?: Partial<FakeViews["stores.changed"]>;
  readonly shell?: Partial<FakeViews["shell.changed"]>;
  readonly activity?: Partial<FakeViews["activity.changed"]>;
  readonly updates?: Partial<FakeViews["updates.changed"]>;
  readonly trace?: Partial<FakeViews["trace.changed"]>;
  readonly replies?: Partial<Handlers>;
  /** Between the steps of a played tap. */
  readonly stepMs?: number;
}

/** A bridge that can be driven from outside. */
export interface FakeBridge extends PageBridge {
  /** Every call, in order. */
  readonly calls: { readonly name: CommandName; readonly input: unknown }[];
  /** A snapshot as it was last sent. */
  view<E extends EventName>(name: E): FakeViews[E];
  /** Changes a snapshot and sends it. */
  push<E extends EventName>(name: E, change: Partial<FakeViews[E]>): void;
  /** Sends anything, fitting or not. */
  pushRaw(name: EventName, raw: unknown): void;
}

/** The words of every fake vault. */
export const fakeWords = (
  "abandon ability able about above absent absorb abstract absurd abuse access accident " +
  "account accuse achieve acid acoustic acquire across act action actor actress actual"
).split(" ");

const done = <T>(value: T, effect: () => void): { readonly ok: true; readonly value: T } => {
  effect();
  return ok(value);
};

const given = (patch: CommandInput<"settings.set">): Partial<Settings> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));

const setupHandlers = (world: FakeWorld) =>
  ({
    "setup.choose": ({ kind, presence }) =>
      done({}, () => world.push("app.changed", { profile: { kind, presence }, vault: "none" })),
    "setup.testService": () => ok({ tookMs: 84 }),
    "readers.check": () => ok({ checks: [...soundReaders] }),
    "recovery.show": () => ok({ words: fakeWords }),
    "recovery.ask": () => ok({ positions: [3, 11, 20] }),
    "recovery.confirm": ({ answers }) => {
      const wrong = answers.find(({ position, word }) => fakeWords[position - 1] !== word);
      if (wrong !== undefined) return fail("recovery.wrong-word", { position: wrong.position });
      return done({}, () => world.push("app.changed", { vault: "unlocked" }));
    },
    "settings.set": (input) =>
      done({}, () => {
        const { settings } = world.view("app.changed");
        world.push("app.changed", {
          settings: { ...settings, ...given(input) },
        });
      }),
  }) satisfies Partial<Handlers>;

const scanHandlers = (world: FakeWorld) =>
  ({
    "scan.start": ({ purpose }) =>
      done({ scanId: "fake" }, () => {
        const hasReader = world.view("readers.changed").readers.length > 0;
        world.push("scan.changed", {
          ...idleScan,
          scanId: "fake",
          purpose,
          state: hasReader ? "waitingForChip" : "waitingForReader",
          instruction: hasReader ? "hold" : "connect-reader",
          challengeExpiresAt: Date.now() + 30_000,
        });
      }),
    "scan.cancel": () => done({}, () => world.push("scan.changed", { ...idleScan, state: "cancelled" })),
    "simulation.tap": (input) => done({}, () => playTap(world, input)),
    "simulation.remove": () => ok({}),
    "vault.lock": () =>
      done({}, () => {
        world.push("scan.changed", idleScan);
        world.push("app.changed", { vault: "locked", session: null });
      }),
    "vault.unlockWithWords": ({ words: typed }) => {
      const count = typed.split(/\s+/u).filter((word) => word !== "").length;
      if (count !== 24) return fail("recovery.word-count", { count });
      return done({}, () => world.push("app.changed", { vault: "unlocked" }));
    },
  }) satisfies Partial<Handlers>;

/** Makes a bridge that begins as told. */
export const createFakeBridge = (start: FakeStart = {}): FakeBridge => {
  const entries = new FakeEntries(start.entries ?? []);
  const views: { -readonly [E in EventName]: FakeViews[E] } = {
    "app.changed": { ...calmApp, ...start.app },
    "readers.changed": { ...calmReaders, ...start.readers },
    "scan.changed": { ...idleScan, ...start.scan },
    "entries.changed": entries.counts(),
    "tasks.changed": { tasks: [] },
    "stores.changed": { ...calmStores, ...start.stores },
    "trace.changed": { ...calmTrace, ...start.trace },
    "shell.changed": { ...calmShell, ...start.shell },
    "activity.changed": { ...calmActivity, ...start.activity },
    "updates.changed": { ...calmUpdates, ...start.updates },
  };
  const listeners = new Map<EventName, Set<(snapshot: never) => void>>();
  const calls: FakeBridge["calls"] = [];
  let seq = 0;

  const pushRaw = (name: EventName, raw: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(raw as never);
  };
  const numbered = (name: EventName): unknown => ({ ...views[name], seq: (seq += 1) });
  const push: FakeBridge["push"] = (name, change) => {
    views[name] = { ...views[name], ...change };
    pushRaw(name, numbered(name));
  };
  const world: FakeWorld = { entries, stepMs: start.stepMs ?? 450, view: (name) => views[name], push };
  const handlers: Handlers = {
    ...vaultHandlers(world),
    ...setupHandlers(world),
    ...scanHandlers(world),
    ...entryHandlers(world),
    ...storeHandlers(world),
    ...lookupHandlers(world),
    ...entryWorkHandlers(world),
    ...activityHandlers(world),
    ...diagnosticsHandlers(world),
    ...networkHandlers(world),
    ...shellHandlers(world),
    ...updateHandlers(world),
    ...start.replies,
  };

  return {
    calls,
    view: (name) => views[name],
    push,
    pushRaw,
    call: async <C extends CommandName>(name: C, input: CommandRequest<C>) => {
      calls.push({ name, input });
      // What a caller may leave out has a default, as in main.
      const read = commands[name].in.safeParse(input);
      if (!read.success) return fail("ipc.bad-request");
      return Promise.resolve(handlers[name](read.data as CommandInput<C>));
    },
    addFiles: (entryId, files) => Promise.resolve(addFakeFiles(world, entryId, files)),
    subscribe: (name, listener) => {
      const group = listeners.get(name) ?? new Set();
      listeners.set(name, group.add(listener));
      queueMicrotask(() => listener(numbered(name) as never));
      return () => void group.delete(listener);
    },
  };
};
