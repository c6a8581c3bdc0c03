/**
 * The English catalogue: for every error code what happened, in plain words, and what to do next.
 * Used by the window and by the command line. A code without words does not compile.
 */
import type { AppError, ErrorCode, ErrorDetail } from "./errors.ts";
import {
  type ErrorTemplate,
  type ErrorText,
  type Message,
  type Platform,
  fill,
  numberIn,
  say,
  textIn,
} from "./message-shape.ts";
import { clockIsWrong } from "./messages-clock.ts";
import { deviceMessages } from "./messages-devices.ts";
import { storeMessages } from "./messages-stores.ts";
import { updateMessages } from "./messages-updates.ts";
import { vaultMessages } from "./messages-vault.ts";

const wordCount = (detail: ErrorDetail) => {
  const count = numberIn(detail, "count");
  const next = "Enter all 24 words in order, separated by spaces or new lines.";
  return count === null
    ? say("The recovery kit has 24 words", next)
    : say("The recovery kit has 24 words, these are {{number}}", next, { number: count });
};

const unknownWord = (detail: ErrorDetail) => {
  const position = numberIn(detail, "position");
  const suggestion = textIn(detail, "suggestion");
  const title =
    position === null ? "One of the words is not in the list" : "Word {{position}} is not in the list";
  const next =
    suggestion === null
      ? "Compare it with your recovery kit, letter by letter."
      : "Did you mean “{{suggestion}}”? Compare it with your recovery kit.";
  return say(title, next, { position: position ?? 0, suggestion: suggestion ?? "" });
};

const wrongWord = (detail: ErrorDetail) => {
  const position = numberIn(detail, "position");
  const next =
    "Look it up on your recovery kit and enter it again. If it is not there, go back and write the words down anew.";
  return position === null
    ? say("One of the words is not the right one", next)
    : say("Word {{position}} is not the right one", next, { position });
};

const tooLong = (detail: ErrorDetail) => {
  const label = textIn(detail, "label");
  const limit = numberIn(detail, "limit");
  const title = label === null ? "Something in this entry is too long" : "“{{label}}” is too long";
  const next =
    limit === null
      ? "Shorten it, then save again."
      : "Shorten it to at most {{limit}} characters, then save again.";
  return say(title, next, { label: label ?? "", limit: limit ?? 0 });
};

const catalogueText = {
  ...deviceMessages,
  ...vaultMessages,
  ...storeMessages,
  ...updateMessages,
  "auth.unreachable": say(
    "VivoKey cannot be reached",
    "Check the internet connection, then tap again. Your vault on this computer is untouched.",
  ),
  "auth.bad-reply": say(
    "VivoKey answered something unreadable",
    "Try again in a minute. If you use a proxy or your own address, check it. Nothing was changed.",
  ),
  "auth.bad-key": say(
    "VivoKey does not accept the API key",
    "Copy the key again from your VivoKey developer account and enter it anew.",
  ),
  "auth.not-enrolled": say(
    "VivoKey does not know this chip",
    "Register the chip once in the VivoKey phone app, then tap again. Or tap with the chip that belongs to this vault.",
  ),
  "auth.challenge-expired": say(
    "The tap took too long",
    "Tap again and hold still; a tap has 30 seconds from start to end.",
  ),
  "auth.rejected": say(
    "VivoKey did not accept the tap",
    "Tap again. If it happens every time, check in the VivoKey app that the chip is active.",
  ),
  "auth.clock-skew": (detail) =>
    clockIsWrong(detail, "Set date and time automatically in the system settings, then tap again."),
  "session.none": say("This needs a tap first", "Tap your chip; what waits is then sent in one go."),
  "session.expired": say(
    "The service is open no longer",
    "Tap again to go on. What waits stays safe on this computer.",
  ),
  "vault.none": say("There is no vault here yet", "Create one with a tap, or open a folder that has one."),
  "vault.exists": say(
    "There is already a vault here",
    "Open it with a tap. To start anew, choose another profile folder; the existing vault stays as it is.",
  ),
  "vault.locked": say("The vault is locked", "Tap your chip to open it."),
  "vault.unfinished": say(
    "The vault is not finished",
    "Write down the recovery words and confirm three of them; then the vault is ready.",
  ),
  "vault.newer-version": say(
    "This vault was made by a newer Tapvault",
    "Update Tapvault, then open it again. The file was left untouched.",
  ),
  "vault.damaged": say(
    "The vault file is damaged",
    "It was left untouched. Make a copy of it, then restore a backup, or rebuild the vault from another copy with your recovery words.",
  ),
  "vault.busy": say(
    "Another program has the vault open",
    "Close the other Tapvault window or command-line call, then try again.",
  ),
  "vault.disk-full": say(
    "The disk is full",
    "Free some space, then try again. What was saved before is safe; this change is not saved yet.",
  ),
  "vault.disk-low": say(
    "Little space is left on the disk",
    "Free some space soon. Everything is still saved; when the disk is full, changes no longer are.",
  ),
  "vault.read-only": say(
    "The vault's folder cannot be written",
    "Give your user write access to the folder, or choose another one. The file was left untouched.",
  ),
  "vault.wrong-chip": say(
    "This chip does not open this vault",
    "Tap with the chip that the vault was made with, or use your recovery words.",
  ),
  "recovery.word-count": wordCount,
  "recovery.unknown-word": unknownWord,
  "recovery.wrong-word": wrongWord,
  "recovery.wrong-words": say(
    "These words do not open this vault",
    "Check the order, and whether they belong to another vault. You can try as often as you like.",
  ),
  "entry.not-found": say(
    "This entry no longer exists",
    "It may have been deleted meanwhile. Choose another one.",
  ),
  "entry.damaged": say(
    "This entry cannot be read",
    "Its damaged copy was kept. Another place may still have a good one: tap, then open it again.",
  ),
  "entry.too-long": tooLong,
  "cipher.tampered": say(
    "Stored data was changed by somebody else",
    "It was not opened, and was kept as it is. Restore it from another copy.",
  ),
  "cipher.wrong-key": say(
    "The key does not fit this data",
    "It belongs to another vault or chip. Open it with the chip or the recovery words that it was made with.",
  ),
  "cipher.newer-version": say(
    "This data was made by a newer Tapvault",
    "Update Tapvault on this computer. The data was kept as it is.",
  ),
  "settings.api-key-malformed": say(
    "This does not look like an API key",
    "Copy the whole key from your VivoKey developer account, without spaces or line breaks.",
  ),
  "settings.uid-malformed": say(
    "This is not a chip's number",
    "Enter pairs of the digits 0–9 and letters a–f, for example 04A1B2C3D4E580.",
  ),
  "settings.unreadable": say(
    "The settings file cannot be read",
    "It was left untouched. Restore it from a backup, or move it away and set Tapvault up again; the vault file is a different one.",
  ),
  "ipc.refused": say("The window may not do that", "Close Tapvault and start it again. Nothing was changed."),
  "ipc.bad-request": say(
    "This input cannot be used",
    "Shorten or correct what you entered, then try again. Nothing was changed.",
  ),
  "scan.cancelled": say("The tap was cancelled", "Press the button whenever you want to tap again."),
  "scan.busy": say("A tap is already under way", "Finish or cancel it first, then try again."),
  internal: say(
    "Something went wrong inside Tapvault",
    "Try again. If it happens every time, report it with the reference number below; your vault file is untouched.",
  ),
} as const satisfies Record<ErrorCode, Message>;

type TemplateOf<M> = M extends (...args: never) => infer T ? T : M;

/** One of the catalogue's templates, with its literal texts. */
export type CatalogueTemplate = TemplateOf<(typeof catalogueText)[ErrorCode]>;

/** What happened and what to do next, for saying it in any language. */
export const errorTexts = (error: AppError, platform: Platform): CatalogueTemplate => {
  const message = catalogueText[error.code];
  return typeof message === "function" ? message(error.detail ?? {}, platform) : message;
};

/** What happened and what to do next, for a person, in English. */
export const describeError = (error: AppError, platform: Platform = "linux"): ErrorText => {
  const { title, next, values }: ErrorTemplate = errorTexts(error, platform);
  return { title: fill(title, values), next: fill(next, values) };
};
