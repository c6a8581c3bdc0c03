/** A verb's surroundings in memory: a bridge of scripted replies, typed input, and what was written. */
import type { Bridge, CommandName, CommandRequest, EventName, EventPayload, Reply } from "#contract/ipc.ts";
import { appError } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import type {
  AppView,
  EntryDetail,
  EntryRow,
  ScanView,
  SlotView,
  StoresView,
  TaskView,
  TraceView,
} from "#contract/views.ts";
import type { VerbContext } from "#cli/context.ts";
import { exitCodeOf, exitCodes } from "#cli/exit-codes.ts";
import { calmTrace } from "#test/support/fake-diagnostics-calls.ts";
import { calmStores } from "#test/support/fake-store-views.ts";
import { calmApp, calmReaders, idleScan } from "#test/support/fake-views.ts";

/** Replies by call; a call without one answers `internal`. */
export type Replies = {
  readonly [C in CommandName]?: (input: CommandRequest<C>) => Reply<C> | Promise<Reply<C>>;
};

/** What a bench starts with. */
export interface BenchStart {
  readonly replies?: Replies;
  readonly app?: Partial<AppView>;
  readonly stores?: Partial<StoresView>;
  /** What stdin holds: one value each time something is read. */
  readonly typed?: readonly string[];
  readonly isInteractive?: boolean;
}

/** What can be looked at and done from outside. */
export interface VerbBench {
  readonly context: VerbContext;
  readonly calls: { readonly name: CommandName; readonly input: unknown }[];
  readonly answers: unknown[];
  readonly texts: string[];
  readonly progress: string[];
  readonly errors: string[];
  pushApp(change: Partial<AppView>): void;
  pushTasks(tasks: readonly Partial<TaskView>[]): void;
  pushStores(change: Partial<StoresView>): void;
  pushScan(change: Partial<ScanView>): void;
  pushTrace(change: Partial<TraceView>): void;
  /** Ctrl-C. */
  interrupt(): void;
  called(name: CommandName): unknown[];
}

/** The n-th id. */
export const idOf = (n: number): string => n.toString(16).padStart(32, "0");

/** A row of the list. */
export const rowOf = (n: number, title: string): EntryRow => ({
  entryId: idOf(n),
  type: "login",
  title,
  subtitle: "",
  tags: [],
  isFavourite: false,
  isDamaged: false,
  modifiedAt: n,
  copies: "kept",
  hasConflict: false,
});

/** An entry as shown. */
export const detailOf = (n: number, title: string, change: Partial<EntryDetail> = {}): EntryDetail => ({
  entryId: idOf(n),
  revision: 1,
  type: "login",
  title,
  tags: [],
  isFavourite: false,
  fields: [],
  createdAt: 0,
  modifiedAt: 0,
  copies: [],
  attachments: [],
  isDeleted: false,
  otherRevision: null,
  ...change,
});

/** A way in. */
export const slotOf = (n: number, kind: SlotView["kind"], label = ""): SlotView => ({
  slotId: idOf(n).split("").reverse().join(""),
  kind,
  label,
  createdAt: 0,
  isThisComputer: null,
  attestedBy: "own",
  survivesRotation: true,
});

/** `entries.query` and `entries.get` over some entries; the trash beside it. */
export const listing = (present: readonly EntryRow[], trash: readonly EntryRow[] = []): Replies => ({
  "entries.query": ({ text, filter, offset, limit }) => {
    const all = filter?.scope === "trash" ? trash : present;
    const rows = all.filter(({ title }) => title.toLowerCase().includes(text.toLowerCase()));
    return ok({
      total: rows.length,
      offset,
      rows: rows.slice(offset, offset + limit),
      matches: [],
      terms: [],
    });
  },
  "entries.get": ({ entryId }) => {
    const row = [...present, ...trash].find((one) => one.entryId === entryId);
    if (row === undefined) return err(appError("entry.not-found"));
    return ok({ ...detailOf(1, row.title), entryId, isDeleted: trash.includes(row) });
  },
});

const taskOf = (change: Partial<TaskView>): TaskView => ({
  taskId: "1",
  kind: "attach",
  label: "work",
  state: "running",
  done: 0,
  total: 0,
  error: null,
  ...change,
});

/** Snapshots that are shown on subscribing and pushed on change. */
const createSnapshotBoard = ({ app, stores }: BenchStart) => {
  const views: Partial<{ [E in EventName]: EventPayload<E> }> = {
    "app.changed": { ...calmApp, ...app, seq: 1 },
    "tasks.changed": { seq: 1, tasks: [] },
    "readers.changed": { ...calmReaders, seq: 1 },
    "stores.changed": { ...calmStores, ...stores, seq: 1 },
    "scan.changed": { ...idleScan, seq: 1 },
  };
  const listeners = new Map<EventName, Set<(snapshot: never) => void>>();
  const push = <E extends EventName>(name: E, view: EventPayload<E>): void => {
    Object.assign(views, { [name]: view });
    for (const listener of listeners.get(name) ?? []) listener(view as never);
  };
  const subscribe: Bridge["subscribe"] = (name, listener) => {
    const group = listeners.get(name) ?? new Set();
    listeners.set(name, group.add(listener));
    const view = views[name];
    if (view !== undefined) listener(view as never);
    return () => void group.delete(listener);
  };
  return { push, subscribe, app: () => views["app.changed"], stores: () => views["stores.changed"] };
};

/** Makes a bench. */
export const createVerbBench = (start: BenchStart = {}): VerbBench => {
  const board = createSnapshotBoard(start);
  const typed = [...(start.typed ?? [])];
  const stops = new Set<() => void>();
  const calls: VerbBench["calls"] = [];
  const [answers, texts, progress, errors]: [unknown[], string[], string[], string[]] = [[], [], [], []];
  const next = (): Promise<string> => Promise.resolve(typed.shift() ?? "");
  const call: Bridge["call"] = (name, input) => {
    calls.push({ name, input });
    const reply = start.replies?.[name] as ((given: unknown) => Reply<typeof name>) | undefined;
    return Promise.resolve(reply === undefined ? err(appError("internal", { name })) : reply(input));
  };
  const bridge = {
    call,
    subscribe: board.subscribe,
    isAgent: true,
    stopAgent: () => undefined,
    close: () => Promise.resolve(),
  };
  const context: VerbContext = {
    options: { profile: "/nowhere", json: false, timeout: 1 },
    version: "0",
    own: ["tapvault.js"],
    openBridge: () => Promise.resolve(ok(bridge)),
    onInterrupt: (stop) => {
      stops.add(stop);
      return () => void stops.delete(stop);
    },
    input: {
      isInteractive: start.isInteractive === true,
      secret: next,
      newSecret: async () => {
        const value = await next();
        return start.isInteractive !== true || (await next()) === value ? value : null;
      },
      secrets: (questions) => Promise.all(questions.map(next)),
      lines: () => ({ next: () => Promise.resolve(typed.shift() ?? null), close: () => undefined }),
    },
    output: {
      isJson: false,
      answer: (value, text) => {
        answers.push(value);
        texts.push(text);
      },
      progress: (text) => progress.push(text),
      failure: (error) => {
        errors.push(error.code);
        return exitCodeOf(error.code);
      },
      usage: (text) => {
        errors.push(text);
        return exitCodes.usage;
      },
    },
  };
  return {
    context,
    calls,
    answers,
    texts,
    progress,
    errors,
    pushApp: (change) => board.push("app.changed", { ...calmApp, ...board.app(), ...change, seq: 2 }),
    pushTasks: (tasks) => board.push("tasks.changed", { seq: 2, tasks: tasks.map(taskOf) }),
    pushStores: (change) =>
      board.push("stores.changed", { ...calmStores, ...board.stores(), ...change, seq: 2 }),
    pushTrace: (change) => board.push("trace.changed", { ...calmTrace, ...change, seq: 2 }),
    pushScan: (change) => board.push("scan.changed", { ...idleScan, ...change, seq: 2 }),
    interrupt: () => {
      for (const stop of stops) stop();
    },
    called: (name) => calls.filter((one) => one.name === name).map(({ input }) => input),
  };
};
