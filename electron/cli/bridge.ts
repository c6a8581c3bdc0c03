/**
 * The same calls and events the window uses, for the command line: answered by the profile's agent
 * when one runs, else by a core in this process. The verbs know only this.
 */
import { connect } from "node:net";
import type { Socket } from "node:net";
import { appError } from "#contract/errors.ts";
import type { Bridge, CommandName, EventName } from "#contract/ipc.ts";
import { commands, events, replySchema } from "#contract/ipc.ts";
import { err } from "#contract/result.ts";
import { agentAddress } from "./agent-address.ts";
import { answerSchema } from "./agent-protocol.ts";
import { readLines, writeLine } from "./lines.ts";

/** A bridge that must be closed. `isAgent`: an agent answers, which stays when this program ends. */
export interface CliBridge extends Bridge {
  readonly isAgent: boolean;
  /** Ends the agent; nothing to do without one. */
  stopAgent(): void;
  close(): Promise<void>;
}

const connectTo = (address: string): Promise<Socket | null> =>
  new Promise((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => resolve(socket));
    socket.once("error", () => resolve(null));
  });

const parseReply = (name: CommandName, reply: unknown): Awaited<ReturnType<Bridge["call"]>> => {
  const parsed = replySchema(commands[name].out).safeParse(reply);
  return parsed.success ? parsed.data : err(appError("internal"));
};

/** Whether an agent listens there. */
export const isAnswered = async (address: string): Promise<boolean> => {
  const socket = await connectTo(address);
  socket?.destroy();
  return socket !== null;
};

/** The agent of a profile, or null when none listens. */
export const openAgentBridge = async (profileDir: string): Promise<CliBridge | null> => {
  const address = agentAddress(profileDir);
  const socket = address === null ? null : await connectTo(address);
  if (socket === null) return null;
  const waiting = new Map<number, (reply: unknown) => void>();
  const listeners = new Map<string, Set<(snapshot: never) => void>>();
  let nextId = 1;
  readLines(socket, (value) => {
    const answer = answerSchema.safeParse(value);
    if (!answer.success) return void socket.destroy();
    if (answer.data.type === "reply") return waiting.get(answer.data.id)?.(answer.data.reply);
    const { name } = answer.data;
    const snapshot = Object.hasOwn(events, name)
      ? events[name as EventName].safeParse(answer.data.snapshot)
      : null;
    if (snapshot?.success) for (const listener of listeners.get(name) ?? []) listener(snapshot.data as never);
  });
  socket.on("close", () => {
    for (const settle of waiting.values()) settle(err(appError("internal")));
  });
  const call: Bridge["call"] = (name, input) =>
    new Promise((resolve) => {
      const id = nextId++;
      waiting.set(id, (reply) => {
        waiting.delete(id);
        resolve(parseReply(name, reply) as never);
      });
      writeLine(socket, { type: "call", id, name, input });
    });
  const subscribe: Bridge["subscribe"] = (name, listener) => {
    const group = listeners.get(name) ?? new Set();
    listeners.set(name, group.add(listener));
    writeLine(socket, { type: "subscribe", name });
    return () => void group.delete(listener);
  };
  return {
    isAgent: true,
    call,
    subscribe,
    stopAgent: () => writeLine(socket, { type: "stop" }),
    close: () => new Promise((resolve) => void socket.end(() => resolve())),
  };
};
