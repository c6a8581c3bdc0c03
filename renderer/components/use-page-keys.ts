/** The keys that work on every page of the open vault: Ctrl+comma goes to the settings, Ctrl+L locks. */
import { useEffect } from "react";
import { useAppContext } from "#renderer/context.ts";
import { platform } from "#renderer/platform.ts";
import { tellProblem } from "./notices.tsx";

const hasMod = (event: KeyboardEvent): boolean =>
  !event.altKey && (platform() === "darwin" ? event.metaKey : event.ctrlKey);

/** Whether a key press belongs to a dialog that is open. */
export const isInDialog = (event: KeyboardEvent): boolean =>
  event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;

/** Listens while the vault is open. An entry that is being edited is not left by a key. */
export const usePageKeys = (): void => {
  const { ui, client } = useAppContext();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !hasMod(event) || isInDialog(event)) return;
      const { page, pane } = ui.getState();
      if (event.key === "," && page !== "settings" && pane === "show") {
        event.preventDefault();
        ui.setState({ page: "settings" });
      }
      // The list has a table of keys of its own.
      if (event.key === "l" && page !== "entries") {
        event.preventDefault();
        void client.call("vault.lock", {}).then(tellProblem);
      }
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [client, ui]);
};
