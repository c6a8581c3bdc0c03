/** What the page of the quick search may ask and hear: to find, to copy, to open by a tap. Everything else is refused. */
import type { CommandName, EventName } from "#contract/ipc.ts";

const quickUses: ReadonlySet<string> = new Set<CommandName | EventName>([
  "app.changed",
  "readers.changed",
  "scan.changed",
  "entries.changed",
  "shell.changed",
  "entries.query",
  "entries.get",
  "entries.copy",
  "entries.copyTotp",
  "scan.start",
  "quick.close",
  "quick.showEntry",
]);

/** Whether a call or a snapshot is for the quick search. */
export const isForQuick = (name: unknown): boolean => typeof name === "string" && quickUses.has(name);
