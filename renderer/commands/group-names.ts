/** The groups of commands by name. */
import type { Text } from "#renderer/language/texts.ts";
import type { FoundGroup } from "./find-commands.ts";

/** The names. */
export const groupNames = {
  recent: "Used last",
  best: "Commands",
  entry: "This entry",
  new: "New",
  go: "Go to",
  settings: "Settings",
  vault: "Vault and copies",
  look: "Look and language",
  help: "Help",
} as const satisfies Record<FoundGroup["group"], Text>;
