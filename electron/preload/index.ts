/**
 * The bridge between the page and main: two functions, no logic. Main checks everything that comes
 * through; the page checks everything that comes back.
 */
import { contextBridge, ipcRenderer } from "electron";
import { callChannel, eventChannel, subscribeChannel } from "#contract/channels.ts";

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
};

contextBridge.exposeInMainWorld("tapvault", bridge);
