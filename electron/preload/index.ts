/**
 * The bridge between the page and main: three functions, no logic. Main checks everything that comes
 * through; the page checks everything that comes back. Only here can be told where a dropped file is, and
 * only of a real one: a file that the page made itself has no place.
 */
import { contextBridge, ipcRenderer, webUtils } from "electron";
import { callChannel, dropChannel, eventChannel, subscribeChannel } from "#contract/channels.ts";

type Listener = (snapshot: unknown) => void;

const listeners = new Map<string, Set<Listener>>();

ipcRenderer.on(eventChannel, (_event, name: string, snapshot: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(snapshot);
});

const bridge = {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(callChannel, name, input),
  subscribe: (name: string, listener: Listener): (() => void) => {
    const own: Listener = (snapshot) => listener(snapshot);
    const group = listeners.get(name) ?? new Set<Listener>();
    listeners.set(name, group.add(own));
    void ipcRenderer.invoke(subscribeChannel, name);
    return () => void group.delete(own);
  },
  addFiles: (entryId: string, files: readonly File[]): Promise<unknown> =>
    ipcRenderer.invoke(dropChannel, { entryId, paths: files.map((file) => webUtils.getPathForFile(file)) }),
};

contextBridge.exposeInMainWorld("tapvault", bridge);
