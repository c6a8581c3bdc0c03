/** What the commands see and use, put together from the shared parts of the window. */
import { useMemo } from "react";
import type { CommandName, CommandRequest } from "#contract/ipc.ts";
import { showDone } from "#renderer/components/done-notice.ts";
import { tellProblem } from "#renderer/components/notices.tsx";
import { type AppContextValue, useAppContext } from "#renderer/context.ts";
import type { Text } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { searchElementId } from "#renderer/screens/entries/entries-header.tsx";
import { useAttachments } from "#renderer/screens/entries/use-attachments.ts";
import { useEntryActions } from "#renderer/screens/entries/use-entry-actions.ts";
import { useLeave } from "#renderer/screens/entries/use-leave.ts";
import type { Command, CommandPorts, CommandState } from "./command.ts";
import { focusSoon } from "./focus-soon.ts";

/** The state as it is at this moment; null before the app is known. */
const stateOf = ({ ui, snapshots, detail }: AppContextValue): CommandState | null => {
  const { app, stores } = snapshots.store.getState();
  if (app === null) return null;
  return {
    ui: ui.getState(),
    app,
    detail: detail.store.getState().detail,
    hasStores: stores?.stores.some(({ state }) => state !== "off") ?? false,
  };
};

const usePorts = (): CommandPorts => {
  const { client, ui } = useAppContext();
  const entry = useEntryActions();
  const { add } = useAttachments();
  const leave = useLeave();
  const t = useText();
  return useMemo(() => {
    const call = <C extends CommandName>(name: C, input: CommandRequest<C>, done?: Text): void =>
      void client.call(name, input).then((reply) => {
        tellProblem(reply);
        if (reply.ok && done !== undefined) showDone(t(done), "");
      });
    return {
      entry,
      addFile: add,
      leave,
      setUi: ui.setState,
      change: (settings) => call("settings.set", settings),
      call,
      focusSearch: () => focusSoon(searchElementId),
    };
  }, [add, client, entry, leave, t, ui]);
};

/** How many of the commands used last stand first. */
const remembered = 5;

/** The commands at work. */
export interface Commands {
  readonly state: () => CommandState | null;
  readonly run: (command: Command) => void;
}

/** Makes them. */
export const useCommands = (): Commands => {
  const context = useAppContext();
  const ports = usePorts();
  return useMemo(
    () => ({
      state: () => stateOf(context),
      run: (command) => {
        const state = stateOf(context);
        if (state === null || !command.when(state)) return;
        context.ui.setState(({ recentCommands }) => ({
          recentCommands: [command.id, ...recentCommands.filter((id) => id !== command.id)].slice(
            0,
            remembered,
          ),
        }));
        command.run(ports, state);
      },
    }),
    [context, ports],
  );
};
