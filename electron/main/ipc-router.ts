/**
 * The only file that listens to IPC. It checks who sends and passes on what is left to the program,
 * which may still be starting: a call then waits for it. Small on purpose, so that the window is on
 * its way before anything else is loaded.
 */
import type { IpcMainInvokeEvent, WebContents } from "electron";
import { ipcMain } from "electron";
import { callChannel, dropChannel, eventChannel, subscribeChannel } from "#contract/channels.ts";
import { trustedPage } from "./sender-check.ts";

/** The program behind the router. Input and output are parsed there, for every call. */
export interface RouterEnd {
  call(name: unknown, input: unknown): Promise<unknown>;
  /** Files that a person dropped; from the preload, which found out where they are. */
  addFiles(input: unknown): unknown;
  /** The reply to a sender that is not ours, or to a page of ours that may not ask this. */
  refuse(name: unknown): unknown;
  /** The current snapshot with its name; null for an unknown name. */
  current(name: unknown): { readonly name: string; readonly snapshot: unknown } | null;
  /** Calls `listener` with each new snapshot. Returns its own unsubscribe. */
  subscribe(listener: (name: string, snapshot: unknown) => void): () => void;
}

/** A window with the page it shows, and which calls and snapshots are for that page. */
export interface RouterPage {
  readonly contents: WebContents;
  readonly address: string;
  readonly mayUse: (name: unknown) => boolean;
}

/** What the router is connected to: the windows there are now. */
export interface RouterParts {
  readonly end: Promise<RouterEnd>;
  readonly pages: () => readonly RouterPage[];
}

/** Starts listening, and sends every new snapshot to the windows. Returns what stops both. */
export const startIpcRouter = ({ end, pages }: RouterParts): (() => void) => {
  const living = (): readonly (RouterPage & { readonly id: number })[] =>
    pages()
      .filter(({ contents }) => !contents.isDestroyed())
      .map((page) => ({ ...page, id: page.contents.id }));
  const pageOf = (event: IpcMainInvokeEvent, name: unknown): RouterPage | null => {
    const page = trustedPage(event, living());
    return page?.mayUse(name) === true ? page : null;
  };
  const sendToAll = (name: string, snapshot: unknown): void => {
    for (const { contents, mayUse } of living())
      if (mayUse(name)) contents.send(eventChannel, name, snapshot);
  };
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown) => {
    // Asked before anything is awaited: a frame that navigates away must not be judged by where it went.
    const isOurs = pageOf(event, name) !== null;
    return isOurs ? (await end).call(name, input) : (await end).refuse(name);
  });
  ipcMain.handle(dropChannel, async (event, input: unknown) => {
    const isOurs = pageOf(event, "attachments.add") !== null;
    return isOurs ? (await end).addFiles(input) : (await end).refuse(dropChannel);
  });
  ipcMain.handle(subscribeChannel, async (event, name: unknown) => {
    const page = pageOf(event, name);
    if (page === null) return;
    const current = (await end).current(name);
    if (current === null || page.contents.isDestroyed()) return;
    page.contents.send(eventChannel, current.name, current.snapshot);
  });
  let unsubscribe = (): void => undefined;
  void end.then((program) => (unsubscribe = program.subscribe(sendToAll)));
  return () => {
    unsubscribe();
    ipcMain.removeHandler(callChannel);
    ipcMain.removeHandler(dropChannel);
    ipcMain.removeHandler(subscribeChannel);
  };
};
