/**
 * The process that is killed: opens the vault and changes entries one after the other. It says what
 * it is about to do and what is durable, each line written out before it goes on. Bundled and run by
 * crash-child.ts; it must not import test tools.
 */
import { writeSync } from "node:fs";
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { everything } from "#contract/views.ts";
import type { CommitStep } from "#platform/libsql-store.ts";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import type { ByteSource, EntryError, EntryService, SavedEntry } from "#vault/entries.port.ts";
import { createRandom, draftOf, fileOf } from "./crash-entries.ts";
import type { CrashLine, CrashOrders, Intention } from "./crash-lines.ts";
import { roundName, roundOf, stepsOfRound } from "./crash-rounds.ts";
import { makeCrashVault, unlockCrashVault } from "./crash-vault.ts";
import { silentLog } from "./silent-log.ts";

type Saved = Result<readonly SavedEntry[], EntryError>;

interface Plan extends Intention {
  readonly run: () => Saved | Promise<Saved>;
}

const say = (line: CrashLine): void => {
  writeSync(1, `${JSON.stringify(line)}\n`);
};

const failWith = (error: AppError): never => {
  say({ say: "failed", code: error.code });
  process.exit(1);
};

/** Every step that was reached in this process. */
type Reached = Set<CommitStep>;

const killer = ({ killAt }: CrashOrders, reached: Reached): ((step: CommitStep) => void) => {
  let times = 0;
  return (step) => {
    reached.add(step);
    if (killAt?.step === step && ++times === killAt.time) process.kill(process.pid, "SIGKILL");
  };
};

const one = (result: Result<SavedEntry, EntryError>): Saved =>
  result.ok ? { ok: true, value: [result.value] } : result;

const idsOf = (entries: EntryService, scope: "all" | "trash"): string[] => {
  const window = entries.query({ text: "", filter: { ...everything, scope }, offset: 0, limit: 100_000 });
  return window.ok ? window.value.rows.map(({ entryId }) => entryId) : failWith(window.error);
};

/** Attaches the file of a mark. */
const attach = async (entries: EntryService, entryId: string, mark: string): Promise<Saved> => {
  const bytes = fileOf(mark);
  let at = 0;
  const source: ByteSource = {
    name: mark,
    expectedBytes: bytes.length,
    read: (most) => {
      const piece = bytes.subarray(at, at + most);
      at += piece.length;
      return Promise.resolve({ ok: true, value: piece.length === 0 ? null : piece });
    },
    close: () => Promise.resolve(),
  };
  const attached = await entries.attach(entryId, source, new AbortController().signal, () => undefined);
  if (!attached.ok) return attached;
  const now = entries.get(entryId);
  return now.ok ? { ok: true, value: [{ entryId, revision: now.value.revision }] } : now;
};

/** Chooses changes, mostly of single entries, now and then a whole import. */
const createPlanner = (entries: EntryService, { seed, prefix }: CrashOrders): (() => Plan) => {
  const random = createRandom(seed);
  const live = idsOf(entries, "all");
  const trash = idsOf(entries, "trash");
  let count = 0;
  const mark = (): string => `${prefix}-${++count}`;
  const pick = (ids: readonly string[]): string => ids[Math.floor(random() * ids.length)] ?? "";
  const move = (id: string, from: string[], to: string[]): void => {
    from.splice(from.indexOf(id), 1);
    to.push(id);
  };
  const added = (saved: Saved): Saved => {
    if (saved.ok) live.push(...saved.value.map(({ entryId }) => entryId));
    return saved;
  };
  const makers: Readonly<Record<Intention["change"], () => Plan>> = {
    add: () => {
      const marks = [mark()];
      const run = (): Saved => added(one(entries.save(null, draftOf(marks[0] ?? ""))));
      return { say: "doing", change: "add", entryId: null, marks, run };
    },
    batch: () => {
      const marks = Array.from({ length: 2 + Math.floor(random() * 30) }, mark);
      const changes = marks.map((text) => ({ entryId: null, draft: draftOf(text) }));
      const run = (): Saved => added(entries.applyBatch(changes, "crash"));
      return { say: "doing", change: "batch", entryId: null, marks, run };
    },
    change: () => {
      const [entryId, marks] = [pick(live), [mark()]];
      const run = (): Saved => one(entries.save(entryId, draftOf(marks[0] ?? "")));
      return { say: "doing", change: "change", entryId, marks, run };
    },
    remove: () => {
      const entryId = pick(live);
      move(entryId, live, trash);
      return { say: "doing", change: "remove", entryId, marks: [], run: () => one(entries.remove(entryId)) };
    },
    undelete: () => {
      const entryId = pick(trash);
      move(entryId, trash, live);
      return {
        say: "doing",
        change: "undelete",
        entryId,
        marks: [],
        run: () => one(entries.undelete(entryId)),
      };
    },
    attach: () => {
      const [entryId, marks] = [pick(live), [mark()]];
      const run = (): Promise<Saved> => attach(entries, entryId, marks[0] ?? "");
      return { say: "doing", change: "attach", entryId, marks, run };
    },
    purge: () => {
      const entryId = pick(trash);
      trash.splice(trash.indexOf(entryId), 1);
      const run = (): Saved => {
        const purged = entries.purge(entryId);
        return purged.ok ? { ok: true, value: [] } : purged;
      };
      return { say: "doing", change: "purge", entryId, marks: [], run };
    },
  };
  return () => {
    const dice = random();
    if (live.length < 3 || dice < 0.35) return makers.add();
    if (dice < 0.67) return makers.change();
    if (dice < 0.7) return makers.attach();
    if (dice < 0.8) return makers.remove();
    if (dice < 0.9) return trash.length > 0 ? makers.undelete() : makers.change();
    return dice < 0.94 && trash.length > 0 ? makers.purge() : makers.batch();
  };
};

const write = async (orders: CrashOrders, reached: Reached): Promise<void> => {
  const onStep = killer(orders, reached);
  const opened = await unlockCrashVault({ file: orders.file, onStep }, orders.words);
  if (!opened.ok) return failWith(opened.error);
  say({ say: "ready" });
  const next = createPlanner(opened.value.entries, orders);
  for (let change = 0; change < orders.changes; change++) {
    const { run, ...intention } = next();
    say(intention);
    const saved = await run();
    if (!saved.ok) return failWith(saved.error);
    say({ say: "done", saved: saved.value.map(({ entryId, revision }) => ({ entryId, revision })) });
  }
  opened.value.close();
};

const make = async (orders: CrashOrders, reached: Reached): Promise<void> => {
  const made = await makeCrashVault({ file: orders.file, onStep: killer(orders, reached) });
  if (!made.ok) return failWith(made.error);
  say({ say: "made", words: made.value });
};

const rows = (orders: CrashOrders, reached: Reached): void => {
  const opened = openLibsqlStore({ file: orders.file, log: silentLog, onStep: killer(orders, reached) });
  if (!opened.ok) return failWith(opened.error);
  const store = opened.value;
  const known = store.meta(roundName);
  if (!known.ok) return failWith(known.error);
  say({ say: "ready" });
  const first = roundOf(known.value) + 1;
  for (let round = first; round < first + orders.changes; round++) {
    const committed = store.commit(stepsOfRound(round));
    if (!committed.ok) return failWith(committed.error);
    say({ say: "round", round });
  }
  store.dispose();
};

const tasks = { make, write, rows } as const;
const orders = JSON.parse(process.argv[2] ?? "{}") as CrashOrders;
const reached: Reached = new Set();
await tasks[orders.task](orders, reached);
say({ say: "reached", steps: [...reached] });
