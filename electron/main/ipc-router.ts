/**
 * The only file that listens to IPC. It checks who sends and passes on what is left to the program,
 * which may still be starting: a call then waits for it. Small on purpose, so that the window is on
 * its way before anything else is loaded.
 */
import type { IpcMainInvokeEvent, WebContents } from "electron";
import { ipcMain } from "electron";
import { callChannel, eventChannel, subscribeChannel } from "#contract/channels.ts";
import { isTrustedSender } from "./sender-check.ts";

/** The program behind the router. Input and output are parsed there, for every call. */
export interface RouterEnd {
  call(name: unknown, input: unknown): Promise<unknown>;
  /** The reply to a sender that is not ours. */
  refuse(name: unknown): unknown;
  /** The current snapshot with its name; null for an unknown name. */
  current(name: unknown): { readonly name: string; readonly snapshot: unknown } | null;
  /** Calls `listener` with each new snapshot. Returns its own unsubscribe. */
  subscribe(listener: (name: string, snapshot: unknown) => void): () => void;
}

/** What the router is connected to. `contents` is our window's, or null while there is none. */
export interface RouterParts {
  readonly end: Promise<RouterEnd>;
  readonly contents: () => WebContents | null;
  readonly origins: readonly string[];
}

/** Starts listening, and sends every new snapshot to the window. Returns what stops both. */
export const startIpcRouter = ({ end, contents, origins }: RouterParts): (() => void) => {
  const isTrusted = (event: IpcMainInvokeEvent): boolean =>
    isTrustedSender(event, contents()?.id ?? null, origins);
  const send = (name: string, snapshot: unknown): void => {
    const target = contents();
    if (target !== null && !target.isDestroyed()) target.send(eventChannel, name, snapshot);
  };
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown) => {
    // Asked before anything is awaited: a frame that navigates away must not be judged by where it went.
    const isOurs = isTrusted(event);
    return isOurs ? (await end).call(name, input) : (await end).refuse(name);
  });
  ipcMain.handle(subscribeChannel, async (event, name: unknown) => {
    if (!isTrusted(event)) return;
    const current = (await end).current(name);
    if (current !== null) send(current.name, current.snapshot);
  });
  let unsubscribe = (): void => undefined;
  void end.then((program) => (unsubscribe = program.subscribe(send)));
  return () => {
    unsubscribe();
    ipcMain.removeHandler(callChannel);
    ipcMain.removeHandler(subscribeChannel);
  };
};
