/** The words for what can go wrong with newer versions of this program. */
import type { ErrorCode } from "./errors.ts";
import { type Message, say } from "./message-shape.ts";

/** Messages by code, to be spread into the catalogue's words. */
export const updateMessages = {
  "updates.unreachable": say(
    "Newer versions cannot be looked for",
    "Check the internet connection. Tapvault looks again by itself, and this version goes on working.",
  ),
  "updates.bad-reply": say(
    "The update server answered something unreadable",
    "Try again later. Nothing was downloaded, and this version goes on working.",
  ),
  "updates.unsigned": say(
    "The newer version is not signed by Tapvault’s publisher",
    "It was refused and not downloaded. Go on with this version; if this stays, download Tapvault anew from where you got it.",
  ),
  "updates.damaged": say(
    "The newer version arrived damaged",
    "It was thrown away. Look for it again; if this stays, somebody or something on the way changes downloads.",
  ),
  "updates.no-space": say(
    "There is no room for the newer version",
    "Free some space on this computer’s disk, then look for it again.",
  ),
  "updates.install-failed": say(
    "The newer version could not be put in place",
    "This version is untouched. Restart to try again, or install the newer version yourself.",
  ),
  "updates.not-permitted": say(
    "The newer version was not permitted",
    "Putting it in place takes the password of somebody who looks after this computer. Restart to be asked again.",
  ),
  "updates.unsaved-work": say(
    "Something is not saved yet",
    "Save or drop what you typed and let running work finish; then restart.",
  ),
  "updates.not-self-updating": say(
    "This copy does not update itself",
    "Replace it by a newer one the way you got it.",
  ),
} as const satisfies Partial<Record<ErrorCode, Message>>;
