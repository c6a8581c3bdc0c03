/** Every error of the catalogue in every variant that has words of its own: by detail and by operating system. */
import { type AppError, type ErrorDetail, appError, errorCodes } from "#contract/errors.ts";
import type { Platform } from "#contract/message-shape.ts";

/** An error as one of the operating systems shows it. */
export interface ErrorVariant {
  readonly error: AppError;
  readonly platform: Platform;
}

const causes = ["asleep", "not-installed", "refused", "module", "sandbox", "not-running"];
const places = [
  "the beginning",
  "the end",
  "part 3",
  "the KeePass file",
  "export.data",
  "the end of the archive",
];
const parts = ["key derivation beyond bounds", "this key derivation", "an export of a newer Tapvault"];

/** Details as they come, one member at a time and several at once; a code takes what it knows and leaves the rest. */
const details: readonly ErrorDetail[] = [
  {},
  ...causes.map((cause) => ({ cause })),
  ...places.map((where) => ({ where })),
  ...["a place inside", "a quoted text", "the encrypted data"].map((where) => ({ where })),
  ...parts.map((what) => ({ what })),
  ...["a KeePass file of another version", "an export bound to a Bitwarden account", "{{what}}"].map(
    (what) => ({
      what,
    }),
  ),
  { program: "gnupg {{program}}" },
  { minutes: 1 },
  { minutes: -7.4 },
  { ports: "4280, 4281" },
  { suggestion: "abandon" },
  { position: 7 },
  { position: 7, suggestion: "abandon" },
  { limit: 64 },
  { label: "Notes" },
  { label: "Notes", limit: 64 },
  { count: 23 },
  { name: "photo {{name}}.jpg" },
  { maxBytes: 25_000_000 },
];

const platforms: readonly Platform[] = ["linux", "darwin", "win32"];

/** All of them. */
export const errorVariants: readonly ErrorVariant[] = errorCodes.flatMap((code) =>
  details.flatMap((detail) => platforms.map((platform) => ({ error: appError(code, detail), platform }))),
);
