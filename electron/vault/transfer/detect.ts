/** What a file is, by its content and never by its name. */
import type { ImportFormat } from "#contract/views.ts";
import { isBitwardenEncrypted } from "./bitwarden-encrypted.ts";
import { isBitwardenExport } from "./bitwarden-read.ts";
import { csvFormatOf } from "./csv.ts";
import { isExportFile } from "./export-file.ts";
import { decodeText } from "./text-file.ts";

/** A file with what was found out about it; texts are decoded and JSON parsed once. */
export interface Detected {
  readonly format: ImportFormat | null;
  readonly text: string | null;
  readonly json: unknown;
  /** It looks like JSON but is none: cut off, most often. */
  readonly isBrokenJson: boolean;
}

const startsWith = (bytes: Uint8Array, ...head: readonly number[]): boolean =>
  head.every((byte, at) => bytes[at] === byte);

const binary = (format: ImportFormat): Detected => ({
  format,
  text: null,
  json: undefined,
  isBrokenJson: false,
});

const detectJson = (text: string): Detected => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { format: null, text, json: undefined, isBrokenJson: true };
  }
  const format = isBitwardenEncrypted(json)
    ? "bitwarden-json-encrypted"
    : isBitwardenExport(json)
      ? "bitwarden-json"
      : null;
  return { format, text, json, isBrokenJson: false };
};

/** Looks at a file. */
export const detect = (bytes: Uint8Array): Detected => {
  if (isExportFile(bytes)) return binary("tapvault");
  if (startsWith(bytes, 0x03, 0xd9, 0xa2, 0x9a)) return binary("keepass-kdbx");
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return binary("1password-1pux");
  const text = decodeText(bytes);
  if (/^\s*[{[]/.test(text)) return detectJson(text);
  return { format: csvFormatOf(text), text, json: undefined, isBrokenJson: false };
};
