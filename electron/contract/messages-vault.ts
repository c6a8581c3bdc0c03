/** The words for what can go wrong with ways in, files, imports, exports and backups. */
import type { ErrorCode, ErrorDetail } from "./errors.ts";
import { type Message, numberIn, say, textIn } from "./message-shape.ts";
import { partPhrase, placePhrase } from "./messages-phrases.ts";

const importDamaged = (detail: ErrorDetail) => {
  const title = "This file is damaged or cut off";
  const where = textIn(detail, "where");
  return where === null
    ? say(title, "Export it again from the program it comes from. Nothing was changed here.")
    : say(
        title,
        "It cannot be read from {{where}} on. Export it again from the program it comes from. Nothing was changed here.",
        { where: placePhrase(where) },
      );
};

const importUnsupported = (detail: ErrorDetail) => {
  const what = textIn(detail, "what");
  const next = "Export it again with the usual settings; for Bitwarden choose “Password protected”.";
  return what === null
    ? say("This file uses something Tapvault cannot read", next)
    : say("This file uses something Tapvault cannot read: {{what}}", next, { what: partPhrase(what) });
};

/** One of two titles, by whether the limit is known. */
const tooLarge = <const T extends string, const L extends string, N extends string>(
  detail: ErrorDetail,
  titles: { readonly plain: T; readonly withLimit: L },
  next: N,
) => {
  const limit = numberIn(detail, "maxBytes");
  return limit === null
    ? say(titles.plain, next)
    : say(titles.withLimit, next, { megabytes: Math.floor(limit / 1_000_000) });
};

const named = <const T extends string, const W extends string, N extends string>(
  detail: ErrorDetail,
  titles: { readonly plain: T; readonly withName: W },
  next: N,
) => {
  const name = textIn(detail, "name");
  return name === null ? say(titles.plain, next) : say(titles.withName, next, { name });
};

/** Messages by code, to be spread into the catalogue's words. */
export const vaultMessages = {
  "passphrase.wrong": say(
    "This passphrase does not open the vault",
    "Check capital letters and keyboard layout, then try again. You can try as often as you like.",
  ),
  "passphrase.too-weak": say(
    "This passphrase is too easy to guess",
    "Take at least four random words, or let Tapvault make one.",
  ),
  "passphrase.unsafe-parameters": say(
    "The passphrase's protection was weakened by somebody",
    "It was not used. Open the vault with your chip or the recovery words and set the passphrase again.",
  ),
  "slot.not-found": say("This way in no longer exists", "It was removed meanwhile. Look at the list again."),
  "slot.last": say(
    "This is the last way into the vault",
    "Add another chip, a passphrase or a new recovery kit first; then this one can go.",
  ),
  "rotation.busy": say(
    "The vault key is being changed already",
    "Wait until it is done; the vault can be used meanwhile.",
  ),
  "kit.none": say(
    "There is no recovery kit to show",
    "For safety a kit is shown only when it is made. Make a new one in Settings; the old one then stops working.",
  ),
  "totp.unusable": say(
    "This is not a usable code seed",
    "Enter the key the website shows (letters A–Z and digits 2–7) or its whole otpauth:// address.",
  ),
  "attachment.too-large": (detail) =>
    tooLarge(
      detail,
      { plain: "The file is too large", withLimit: "The file is larger than {{megabytes}} MB" },
      "Keep it elsewhere, or split it. Nothing was added.",
    ),
  "attachment.changed": (detail) =>
    named(
      detail,
      {
        plain: "The file changed or vanished while it was read",
        withName: "“{{name}}” changed or vanished while it was read",
      },
      "Nothing was added. Wait until it is complete, then add it again.",
    ),
  "attachment.damaged": say(
    "This attachment cannot be read",
    "What is left of it was kept. A backup may still have a good copy.",
  ),
  "attachment.not-found": say(
    "This attachment no longer exists",
    "Look at the entry again, or at its history.",
  ),
  "file.unreadable": (detail) =>
    named(
      detail,
      { plain: "The file cannot be read", withName: "“{{name}}” cannot be read" },
      "Check that it is still there and that you may read it.",
    ),
  "file.unwritable": (detail) =>
    named(
      detail,
      { plain: "The file cannot be written", withName: "“{{name}}” cannot be written" },
      "Choose another folder, or free some space. A file that was there before was left as it is.",
    ),
  "import.unknown-format": say(
    "This file is of no kind that Tapvault can read",
    "It reads exports of Bitwarden, KeePass (KDBX 4), 1Password, Chrome, Firefox, LastPass and Tapvault.",
  ),
  "import.damaged": importDamaged,
  "import.too-large": (detail) =>
    tooLarge(
      detail,
      {
        plain: "The file or what is packed in it is too large",
        withLimit: "The file or what is packed in it is larger than {{megabytes}} MB",
      },
      "Export fewer entries, or leave attachments out. Nothing was changed.",
    ),
  "import.wrong-password": say(
    "The password does not open this file",
    "Enter the password that was set when the file was exported. You can try as often as you like.",
  ),
  "import.unsupported": importUnsupported,
  "import.gone": say("This import is no longer open", "Choose the file again."),
  "import.none": say("There is no import to take back", "Only the last import can be taken back."),
  "export.password-needed": say(
    "This export needs a password",
    "Choose one that is hard to guess and keep it; without it nobody can open the file.",
  ),
  "backup.none": say("There is no such backup", "Look at the list of backups again."),
  "backup.damaged": say(
    "This backup is damaged",
    "It was not used and was kept. Choose another one; your present vault was left as it is.",
  ),
  "task.cancelled": say("It was cancelled", "Nothing half-done was kept. Start again whenever you want."),
} as const satisfies Partial<Record<ErrorCode, Message>>;
