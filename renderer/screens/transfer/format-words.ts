/** The file formats by name. */
import type { ExportFormat, ImportFormat } from "#contract/views.ts";
import type { Text } from "#renderer/language/texts.ts";

/** What can be read. */
export const importFormatNames = {
  tapvault: "Tapvault, encrypted",
  "bitwarden-json": "Bitwarden JSON",
  "bitwarden-json-encrypted": "Bitwarden JSON, encrypted",
  "bitwarden-csv": "Bitwarden CSV",
  "keepass-kdbx": "KeePass (KDBX 4)",
  "1password-1pux": "1Password (1PUX)",
  "1password-csv": "1Password CSV",
  "chrome-csv": "Chrome CSV",
  "firefox-csv": "Firefox CSV",
  "lastpass-csv": "LastPass CSV",
} as const satisfies Record<ImportFormat, Text>;

/** What can be written. */
export const exportFormatWords = {
  tapvault: {
    name: "Tapvault, encrypted",
    about: "Everything with history and files, under a password. For moving and keeping.",
  },
  "bitwarden-json": {
    name: "Bitwarden JSON, in plain",
    about: "Entries with their fields, which many programs read.",
  },
  "bitwarden-csv": {
    name: "Bitwarden CSV, in plain",
    about: "A table of logins and notes, for programs that read nothing else.",
  },
} as const satisfies Record<ExportFormat, { readonly name: Text; readonly about: Text }>;
