/**
 * The only file that listens to IPC. For every call, without exception: who sends it is checked, its
 * input is parsed, its handler runs, its output is parsed too (a handler cannot leak a field that the
 * contract does not name), and the reply is always a Result. A throw in a handler is a bug and ends
 * here as `internal`.
 */
import type { IpcMainInvokeEvent, WebContents } from "electron";
import { ipcMain } from "electron";
import { callChannel, eventChannel, subscribeChannel } from "#contract/channels.ts";
import type { AppError } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import type { CommandInput, CommandName, CommandOutput, EventName } from "#contract/ipc.ts";
import { commands, events } from "#contract/ipc.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { err } from "#contract/result.ts";
import type { Snapshots } from "./snapshots.ts";

/** One handler for each command; a missing one does not compile. */
export type Handlers = {
  readonly [C in CommandName]: (
    input: CommandInput<C>,
  ) => Promise<Result<CommandOutput<C>, AppError>> | Result<CommandOutput<C>, AppError>;
};

/** What the sender check needs to know of a message; a subset of Electron's event. */
export interface Sender {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** The largest input, measured as JSON text. */
export const maxInputChars = 12_000_000;

/** Whether a message comes from the main frame of our own window, showing our own page. */
export const isTrustedSender = (
  event: Sender,
  windowId: number | null,
  origins: readonly string[],
): boolean => {
  const frame = event.senderFrame;
  if (windowId === null || event.sender.id !== windowId || frame?.parent !== null) return false;
  return URL.canParse(frame.url) && origins.some((origin) => frame.url.startsWith(`${origin}/`));
};

const isCommand = (name: unknown): name is CommandName =>
  typeof name === "string" && Object.hasOwn(commands, name);
const isEvent = (name: unknown): name is EventName => typeof name === "string" && Object.hasOwn(events, name);

const isTooLarge = (input: unknown): boolean => {
  try {
    return (JSON.stringify(input) ?? "").length > maxInputChars;
  } catch {
    return true;
  }
};

const runChecked = async <C extends CommandName>(
  name: C,
  input: unknown,
  handlers: Handlers,
  log: Log,
): Promise<Result<CommandOutput<C>, AppError>> => {
  const parsed = commands[name].in.safeParse(input);
  if (!parsed.success) return err(refused("ipc.bad-request", log, name));
  const result = await handlers[name](parsed.data as CommandInput<C>);
  if (!result.ok) return err(result.error);
  const out = commands[name].out.safeParse(result.value);
  if (out.success) return { ok: true, value: out.data as CommandOutput<C> };
  const error = appError("internal");
  log.error("ipc.bad-output", { ref: error.ref, name });
  return err(error);
};

const refused = (code: "ipc.refused" | "ipc.bad-request", log: Log, name: string): AppError => {
  const error = appError(code);
  log.warn("ipc.refused", { ref: error.ref, code, name: name.slice(0, 60) });
  return error;
};

/** Runs one call by name with all checks but the sender's; the part that tests drive without Electron. */
export const dispatchCall = async (
  name: unknown,
  input: unknown,
  handlers: Handlers,
  log: Log,
): Promise<Result<unknown, AppError>> => {
  if (!isCommand(name)) return err(refused("ipc.bad-request", log, String(name)));
  if (isTooLarge(input)) return err(refused("ipc.bad-request", log, name));
  try {
    return await runChecked(name, input, handlers, log);
  } catch (cause) {
    const error = appError("internal");
    log.error("ipc.bug", { ref: error.ref, name }, cause);
    return err(error);
  }
};

/** What the router is connected to. `contents` is our window's, or null while there is none. */
export interface RouterParts {
  readonly handlers: Handlers;
  readonly snapshots: Snapshots;
  readonly contents: () => WebContents | null;
  readonly origins: readonly string[];
  readonly log: Log;
}

/** Starts listening, and sends every new snapshot to the window. Returns what stops both. */
export const startIpcRouter = (parts: RouterParts): (() => void) => {
  const isTrusted = (event: IpcMainInvokeEvent): boolean =>
    isTrustedSender(event, parts.contents()?.id ?? null, parts.origins);
  const send = (name: EventName, snapshot: unknown): void => {
    const contents = parts.contents();
    if (contents !== null && !contents.isDestroyed()) contents.send(eventChannel, name, snapshot);
  };
  ipcMain.handle(callChannel, (event, name: unknown, input: unknown) =>
    isTrusted(event)
      ? dispatchCall(name, input, parts.handlers, parts.log)
      : err(refused("ipc.refused", parts.log, String(name))),
  );
  ipcMain.handle(subscribeChannel, (event, name: unknown) => {
    if (isTrusted(event) && isEvent(name)) send(name, parts.snapshots.current(name));
  });
  const unsubscribe = parts.snapshots.subscribe(send);
  return () => {
    unsubscribe();
    ipcMain.removeHandler(callChannel);
    ipcMain.removeHandler(subscribeChannel);
  };
};
