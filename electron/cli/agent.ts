/**
 * The agent: keeps a vault open between two calls of the command line, as ssh-agent keeps a key. It
 * listens on a socket that only its owner can open, locks and ends after a while without calls or when
 * nobody can reach it, and ends when the vault was locked.
 */
import type { Socket } from "node:net";
import { createServer } from "node:net";
import type { EventName } from "#contract/ipc.ts";
import { events } from "#contract/ipc.ts";
import { dispatchCall } from "#main/ipc-checks.ts";
import { takePlace, watchPlace } from "./agent-place.ts";
import { requestSchema } from "./agent-protocol.ts";
import { readLines, writeLine } from "./lines.ts";
import type { LocalCore } from "./local-core.ts";

/** How long the last answers may take to leave. */
const lastWordsMs = 1_000;

const isEvent = (name: string): name is EventName => Object.hasOwn(events, name);

/** What the agent is told by its connections. */
interface Desk {
  readonly used: () => void;
  readonly stop: () => void;
  /** Work that must be over, and answered, before the agent ends. */
  readonly working: (work: Promise<void>) => void;
}

const serve = (socket: Socket, local: LocalCore, desk: Desk): void => {
  const subscribed = new Set<string>();
  const unsubscribe = local.snapshots.subscribe((name, snapshot) => {
    if (subscribed.has(name)) writeLine(socket, { type: "event", name, snapshot });
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", unsubscribe);
  readLines(socket, (value) => {
    const request = requestSchema.safeParse(value);
    if (!request.success) return void socket.destroy();
    desk.used();
    const { data } = request;
    if (data.type === "stop") return desk.stop();
    if (data.type === "subscribe") {
      if (!isEvent(data.name)) return;
      subscribed.add(data.name);
      return writeLine(socket, {
        type: "event",
        name: data.name,
        snapshot: local.snapshots.current(data.name),
      });
    }
    desk.working(
      dispatchCall(data.name, data.input, local.handlers, local.parts.log).then((reply) => {
        desk.used();
        writeLine(socket, { type: "reply", id: data.id, reply });
      }),
    );
  });
};

/** A socket's answers are on their way when it has ended. */
const endSocket = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, lastWordsMs);
    socket.end(() => {
      clearTimeout(timer);
      resolve();
    });
  });

const finishWhenLocked = (local: LocalCore, finish: () => void): void => {
  let wasOpen = false;
  local.snapshots.subscribe((name) => {
    if (name !== "app.changed") return;
    const status = local.core.status();
    if (status === "unlocked") wasOpen = true;
    else if (wasOpen && status === "locked") finish();
  });
};

/** Ends after a while without calls, but never while one is being answered. */
const createIdleWatch = (local: LocalCore, idleMs: number, finish: () => void) => {
  const running = new Set<Promise<void>>();
  let cancel = (): void => undefined;
  const used = (): void => {
    cancel();
    const hasWork = (): boolean =>
      running.size > 0 || local.core.tasks.views.some(({ state }) => state === "running");
    cancel = local.parts.clock.after(idleMs, () => (hasWork() ? used() : finish()));
  };
  return {
    used,
    working: (work: Promise<void>): void => {
      running.add(work);
      void work.finally(() => running.delete(work));
    },
    workEnded: () => Promise.all(running),
    end: () => cancel(),
  };
};

/** Runs until idle for `idleMs`, stopped, or locked. Returns false when the address could not be taken. */
export const runAgent = async (profileDir: string, local: LocalCore, idleMs: number): Promise<boolean> => {
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const idle = createIdleWatch(local, idleMs, finish);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    serve(socket, local, { used: idle.used, stop: finish, working: idle.working });
  });
  const address = await takePlace(server, profileDir);
  if (address === null) return false;
  const stopWatching = watchPlace(address, local.parts.clock, finish);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, finish);
  finishWhenLocked(local, finish);
  idle.used();
  await finished;
  idle.end();
  stopWatching();
  // Takes its socket away too.
  server.close();
  // A call that locks, such as putting a backup back, is not over when the vault is locked.
  await idle.workEnded();
  await Promise.all([...sockets].map(endSocket));
  await local.core.sync.send();
  await local.core.dispose();
  return true;
};
