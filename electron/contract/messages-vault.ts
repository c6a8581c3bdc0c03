/** The words for what can go wrong with ways in, files, imports, exports and backups. */
import type { ErrorCode } from "./errors.ts";
import { type ErrorText, type Message, numberIn, say, textIn } from "./message-shape.ts";

const megabytes = (bytes: number): string => `${Math.floor(bytes / 1_000_000)} MB`;

const fileNamed = (otherwise: string, name: string | null): string =>
  name === null ? otherwise : `“${name}”`;

const importDamaged: Message = (detail): ErrorText => {
  const where = textIn(detail, "where");
  return say(
    "This file is damaged or cut off",
    `${where === null ? "" : `It cannot be read from ${where} on. `}Export it again from the program it comes from. Nothing was changed here.`,
  );
};

const tooLarge =
  (what: string, next: string): Message =>
  (detail): ErrorText => {
    const limit = numberIn(detail, "maxBytes");
    return say(limit === null ? `${what} is too large` : `${what} is larger than ${megabytes(limit)}`, next);
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
  "attachment.too-large": tooLarge("The file", "Keep it elsewhere, or split it. Nothing was added."),
  "attachment.changed": (detail): ErrorText =>
    say(
      `${fileNamed("The file", textIn(detail, "name"))} changed or vanished while it was read`,
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
  "file.unreadable": (detail): ErrorText =>
    say(
      `${fileNamed("The file", textIn(detail, "name"))} cannot be read`,
      "Check that it is still there and that you may read it.",
    ),
  "file.unwritable": (detail): ErrorText =>
    say(
      `${fileNamed("The file", textIn(detail, "name"))} cannot be written`,
      "Choose another folder, or free some space. A file that was there before was left as it is.",
    ),
  "import.unknown-format": say(
    "This file is of no kind that Tapvault can read",
    "It reads exports of Bitwarden, KeePass (KDBX 4), 1Password, Chrome, Firefox, LastPass and Tapvault.",
  ),
  "import.damaged": importDamaged,
  "import.too-large": tooLarge(
    "The file or what is packed in it",
    "Export fewer entries, or leave attachments out. Nothing was changed.",
  ),
  "import.wrong-password": say(
    "The password does not open this file",
    "Enter the password that was set when the file was exported. You can try as often as you like.",
  ),
  "import.unsupported": (detail): ErrorText =>
    say(
      `This file uses something Tapvault cannot read${textIn(detail, "what") === null ? "" : `: ${textIn(detail, "what") ?? ""}`}`,
      "Export it again with the usual settings; for Bitwarden choose “Password protected”.",
    ),
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
