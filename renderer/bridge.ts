/**
 * The page's end of the contract. Everything that comes from main is parsed again here, so that a
 * fault there shows as an error and never as a half-drawn screen; old snapshots are dropped.
 */
import { type AppError, fail } from "#contract/errors.ts";
import { droppedFiles } from "#contract/ipc-entry-versions.ts";
import {
  type CommandRequest,
  type CommandName,
  type DroppedFiles,
  type EventName,
  type EventPayload,
  type PageBridge,
  type Reply,
  commands,
  events,
  replySchema,
} from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";

/** Calls and snapshots, checked. */
export interface Client {
  call<C extends CommandName>(name: C, input: CommandRequest<C>): Promise<Reply<C>>;
  subscribe<E extends EventName>(name: E, listener: (snapshot: EventPayload<E>) => void): () => void;
  /** Adds files that a person dropped on an entry. */
  addFiles(entryId: string, files: readonly File[]): Promise<Result<DroppedFiles, AppError>>;
}

const unusable = (): { readonly ok: false; readonly error: AppError } => fail("internal");

const parseReply = <C extends CommandName>(name: C, reply: unknown): Reply<C> | null => {
  const parsed = replySchema(commands[name].out).safeParse(reply);
  return parsed.success ? (parsed.data as Reply<C>) : null;
};

const parseSnapshot = <E extends EventName>(name: E, snapshot: unknown): EventPayload<E> | null => {
  const parsed = events[name].safeParse(snapshot);
  return parsed.success ? (parsed.data as EventPayload<E>) : null;
};

/** Wraps the preload's bridge. `onMalformed` hears of whatever did not fit the contract. */
export const createClient = (
  bridge: PageBridge,
  onMalformed: (name: CommandName | EventName) => void,
): Client => ({
  call: async (name, input) => {
    try {
      const reply = parseReply(name, await bridge.call(name, input));
      if (reply !== null) return reply;
    } catch {
      // Main is gone or refused to answer at all; the same to the person as an unusable answer.
    }
    onMalformed(name);
    return unusable();
  },
  addFiles: async (entryId, files) => {
    try {
      const reply = replySchema(droppedFiles.out).safeParse(await bridge.addFiles(entryId, files));
      if (reply.success) return reply.data;
    } catch {
      // As above: main is gone, or a file is none.
    }
    onMalformed("attachments.add");
    return unusable();
  },
  subscribe: (name, listener) => {
    let last = -1;
    return bridge.subscribe(name, (raw) => {
      const snapshot = parseSnapshot(name, raw);
      if (snapshot === null) return onMalformed(name);
      if (snapshot.seq <= last) return;
      last = snapshot.seq;
      listener(snapshot);
    });
  },
});
