/**
 * The only file that listens to IPC. Every call, without exception, goes through the checks of
 * ipc-checks.ts: its sender, its input, its output; the reply is always a Result.
 */
import type { IpcMainInvokeEvent, WebContents } from "electron";
import { ipcMain } from "electron";
import { callChannel, eventChannel, subscribeChannel } from "#contract/channels.ts";
import type { EventName } from "#contract/ipc.ts";
import { events } from "#contract/ipc.ts";
import type { Log } from "#contract/log.port.ts";
import { err } from "#contract/result.ts";
import type { Handlers } from "./ipc-checks.ts";
import { dispatchCall, isTrustedSender, refused } from "./ipc-checks.ts";
import type { Snapshots } from "./snapshots.ts";

const isEvent = (name: unknown): name is EventName => typeof name === "string" && Object.hasOwn(events, name);

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
