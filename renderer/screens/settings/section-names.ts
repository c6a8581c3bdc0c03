/** The sections of the settings by name. */
import type { Text } from "#renderer/language/texts.ts";
import type { SettingsSection } from "#renderer/stores/ui.ts";

/** The names. */
export const sectionNames = {
  "ways-in": "Ways in",
  stores: "Stores",
  locking: "Security",
  backups: "Backups and health",
  transfer: "Import and export",
  readers: "Readers",
  appearance: "Appearance",
  language: "Language",
  network: "Network",
  updates: "Updates",
  advanced: "Advanced",
} as const satisfies Record<SettingsSection, Text>;
