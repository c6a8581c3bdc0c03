/** What main would answer to the calls about entries, their history, codes and files, from the entries in memory. */
import { fail } from "#contract/errors.ts";
import type { CommandInput, CommandName, Reply } from "#contract/ipc.ts";
import { ok } from "#contract/result.ts";
import type { FakeWorld } from "./fake-world.ts";

type Handlers = { readonly [C in CommandName]: (input: CommandInput<C>) => Reply<C> | Promise<Reply<C>> };

const periodMs = 30_000;

const clearsAt = (world: FakeWorld): { readonly ok: true; readonly value: { clearsAt: number } } =>
  ok({ clearsAt: Date.now() + world.view("app.changed").settings.clipboardClearMs });

/** Tells the window of a change, as main does after each. */
const telling =
  (world: FakeWorld) =>
  <T extends { readonly ok: boolean }>(reply: T): T => {
    if (!reply.ok) return reply;
    const { copies } = world.view("app.changed");
    world.push("app.changed", { copies: { ...copies, waiting: copies.waiting + 1 } });
    world.push("entries.changed", world.entries.counts());
    return reply;
  };

const listHandlers = (world: FakeWorld) => {
  const { entries } = world;
  const told = telling(world);
  return {
    "entries.query": (input) => entries.query(input),
    "entries.ids": (input) => entries.ids(input),
    "entries.get": (input) => entries.get(input),
    "entries.reveal": (input) => entries.reveal(input),
    "entries.copy": () => clearsAt(world),
    "entries.save": (input) => told(entries.save(input)),
    "entries.delete": ({ entryId }) => {
      const deleted = told(entries.change(entryId, { isDeleted: true }));
      return deleted.ok ? ok({ undoUntil: Date.now() + 10_000 }) : deleted;
    },
    "entries.undelete": ({ entryId }) => {
      const restored = told(entries.change(entryId, { isDeleted: false }));
      return restored.ok ? ok({}) : restored;
    },
    "entries.purge": ({ entryId }) => told(entries.purge(entryId)),
    "entries.emptyTrash": () => told(entries.emptyTrash()),
  } satisfies Partial<Handlers>;
};

const historyHandlers = (world: FakeWorld) =>
  ({
    "entries.history": (input) => world.entries.history(input),
    "entries.revision": (input) => world.entries.revision(input),
    "entries.revealFormer": (input) => world.entries.revealFormer(input),
    "entries.restoreRevision": (input) => telling(world)(world.entries.restoreRevision(input)),
    "entries.totp": () => {
      const round = Math.floor(Date.now() / periodMs);
      const code = String(287_082 + (round % 1_000)).padStart(6, "0");
      return ok({ code, periodMs, validUntil: (round + 1) * periodMs });
    },
    "entries.copyTotp": () => clearsAt(world),
  }) satisfies Partial<Handlers>;

/** The file dialog of the fake gives one and the same small file, which is there at once. */
const fileHandlers = (world: FakeWorld) =>
  ({
    "attachments.add": ({ entryId }) => {
      const entry = world.entries.get({ entryId });
      if (!entry.ok) return entry;
      const { attachments, revision } = entry.value;
      const attachmentId = revision.toString(16).padStart(32, "f");
      const added = { attachmentId, name: "Letter.pdf", sizeBytes: 48_211, addedAt: Date.now() };
      telling(world)(world.entries.change(entryId, { attachments: [...attachments, added] }));
      return ok({ taskId: null });
    },
    "attachments.save": () => ok({ taskId: null }),
    "attachments.remove": ({ entryId, attachmentId }) => {
      const entry = world.entries.get({ entryId });
      if (!entry.ok) return entry;
      const attachments = entry.value.attachments.filter((one) => one.attachmentId !== attachmentId);
      return attachments.length === entry.value.attachments.length
        ? fail("attachment.not-found")
        : telling(world)(world.entries.change(entryId, { attachments }));
    },
    "tasks.cancel": () => ok({}),
  }) satisfies Partial<Handlers>;

type Answered =
  | keyof ReturnType<typeof listHandlers>
  | keyof ReturnType<typeof historyHandlers>
  | keyof ReturnType<typeof fileHandlers>;

/** The handlers over the entries of a fake. */
export const entryHandlers = (world: FakeWorld): Pick<Handlers, Answered> => ({
  ...listHandlers(world),
  ...historyHandlers(world),
  ...fileHandlers(world),
});
