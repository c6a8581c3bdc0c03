/** Mirrors of main's snapshots: the latest of each, nothing derived, nothing kept that main dropped. */
import { type StoreApi, createStore } from "zustand/vanilla";
import type { EventName, EventPayload } from "#contract/ipc.ts";
import type { Client } from "#renderer/bridge.ts";

/** The latest snapshot of each event; null until the first one has come. */
export interface SnapshotState {
  readonly app: EventPayload<"app.changed"> | null;
  readonly readers: EventPayload<"readers.changed"> | null;
  readonly scan: EventPayload<"scan.changed"> | null;
  readonly entries: EventPayload<"entries.changed"> | null;
  readonly tasks: EventPayload<"tasks.changed"> | null;
  readonly stores: EventPayload<"stores.changed"> | null;
  readonly trace: EventPayload<"trace.changed"> | null;
  readonly shell: EventPayload<"shell.changed"> | null;
  readonly activity: EventPayload<"activity.changed"> | null;
  readonly updates: EventPayload<"updates.changed"> | null;
}

const places = {
  "app.changed": "app",
  "readers.changed": "readers",
  "scan.changed": "scan",
  "entries.changed": "entries",
  "tasks.changed": "tasks",
  "stores.changed": "stores",
  "trace.changed": "trace",
  "shell.changed": "shell",
  "activity.changed": "activity",
  "updates.changed": "updates",
} as const satisfies Record<EventName, keyof SnapshotState>;

/** The store and how to connect it. */
export interface Snapshots {
  readonly store: StoreApi<SnapshotState>;
  /** Subscribes to everything; returns how to stop. */
  connect(): () => void;
  /** Drops what names entries, files or accounts, on lock. */
  forget(): void;
  /** Asks for the stores again after a lock: main may not have sent them anew since. */
  renew(): void;
}

const nothing: SnapshotState = {
  app: null,
  readers: null,
  scan: null,
  entries: null,
  tasks: null,
  stores: null,
  trace: null,
  shell: null,
  activity: null,
  updates: null,
};

/** Makes the mirrors over a client. */
export const createSnapshots = (client: Client): Snapshots => {
  const store = createStore<SnapshotState>(() => nothing);
  const names = Object.keys(places) as EventName[];
  const stops = new Map<EventName, () => void>();
  const follow = (name: EventName): void => {
    stops.get(name)?.();
    stops.set(
      name,
      client.subscribe(name, (snapshot) => store.setState({ [places[name]]: snapshot })),
    );
  };
  return {
    store,
    connect: () => {
      names.forEach(follow);
      return () => stops.forEach((stop) => stop());
    },
    forget: () => store.setState({ entries: null, tasks: null, stores: null }),
    renew: () => follow("stores.changed"),
  };
};
