/**
 * The agent: keeps a vault open between two calls of the command line, as ssh-agent keeps a key. It
 * listens on a socket that only its owner can open, locks and ends after a while without calls, and
 * ends when the vault was locked.
 */
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import type { Server, Socket } from "node:net";
import { createServer } from "node:net";
import { dirname } from "node:path";
import type { EventName } from "#contract/ipc.ts";
import { events } from "#contract/ipc.ts";
import { dispatchCall } from "#main/ipc-checks.ts";
import { agentAddress } from "./agent-address.ts";
import { requestSchema } from "./agent-protocol.ts";
import { readLines, writeLine } from "./lines.ts";
import type { LocalCore } from "./local-core.ts";

const isEvent = (name: string): name is EventName => Object.hasOwn(events, name);

const serve = (socket: Socket, local: LocalCore, used: () => void, stop: () => void): void => {
  const subscribed = new Set<string>();
  const unsubscribe = local.snapshots.subscribe((name, snapshot) => {
    if (subscribed.has(name)) writeLine(socket, { type: "event", name, snapshot });
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", unsubscribe);
  readLines(socket, (value) => {
    const request = requestSchema.safeParse(value);
    if (!request.success) return void socket.destroy();
    used();
    const { data } = request;
    if (data.type === "stop") return stop();
    if (data.type === "subscribe") {
      if (!isEvent(data.name)) return;
      subscribed.add(data.name);
      return writeLine(socket, {
        type: "event",
        name: data.name,
        snapshot: local.snapshots.current(data.name),
      });
    }
    void dispatchCall(data.name, data.input, local.handlers, local.parts.log).then((reply) =>
      writeLine(socket, { type: "reply", id: data.id, reply }),
    );
  });
};

const listen = (server: Server, address: string): Promise<boolean> =>
  new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(address, () => resolve(true));
  });

const prepareAddress = (address: string): void => {
  if (process.platform === "win32") return;
  mkdirSync(dirname(address), { recursive: true, mode: 0o700 });
  // A socket that nobody answers on is left over from an agent that was killed; the caller tried it first.
  rmSync(address, { force: true });
};

/** Runs until idle for `idleMs`, stopped, or locked. Returns false when the address could not be taken. */
export const runAgent = async (profileDir: string, local: LocalCore, idleMs: number): Promise<boolean> => {
  const address = agentAddress(profileDir);
  prepareAddress(address);
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  let cancelIdle = (): void => undefined;
  const used = (): void => {
    cancelIdle();
    cancelIdle = local.parts.clock.after(idleMs, finish);
  };
  const server = createServer((socket) => serve(socket, local, used, finish));
  if (!(await listen(server, address))) return false;
  if (process.platform !== "win32") chmodSync(address, 0o600);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, finish);
  let wasOpen = false;
  local.snapshots.subscribe((name) => {
    if (name !== "app.changed") return;
    const status = local.core.status();
    if (status === "unlocked") wasOpen = true;
    else if (wasOpen && status === "locked") finish();
  });
  used();
  await finished;
  cancelIdle();
  server.close();
  await local.core.sync.send();
  await local.core.dispose();
  if (process.platform !== "win32") rmSync(address, { force: true });
  return true;
};
