/** Words for storage services, for signing in to them, for their settings, and for lookups. */
import type { ErrorCode, ErrorDetail } from "./errors.ts";
import { clockIsWrong } from "./messages-clock.ts";
import { type Message, numberIn, say, textIn } from "./message-shape.ts";

const portTaken = (detail: ErrorDetail) => {
  const ports = textIn(detail, "ports");
  const next =
    "Close the program that uses one of them, or set another port in Settings and register it with the service.";
  return ports === null
    ? say("The way back from the browser is taken", next)
    : say("Other programs use all the ports for the way back from the browser ({{ports}})", next, { ports });
};

const namespaceMalformed = (detail: ErrorDetail) => {
  const suggestion = textIn(detail, "suggestion");
  const title = "A namespace may hold small letters, digits and hyphens only";
  return suggestion === null
    ? say(title, "Copy it from the developer portal, in small letters.")
    : say(title, "Did you mean “{{suggestion}}”? Copy it from the developer portal.", { suggestion });
};

const nameMalformed = (detail: ErrorDetail) => {
  const limit = numberIn(detail, "limit");
  const title = "This name cannot be used at the service";
  return limit === null
    ? say(title, "Choose another name.")
    : say(title, "Choose a name of 1 to {{limit}} bytes.", { limit });
};

const nameTooLong = (detail: ErrorDetail) =>
  say(
    "The name is too long for this service",
    "Choose a shorter name: at most {{limit}} bytes. Letters with accents and signs count as two to four.",
    { limit: numberIn(detail, "limit") ?? 20 },
  );

const tooMany = (detail: ErrorDetail) =>
  say("That is too much at once", "Ask about at most {{limit}} at a time.", {
    limit: numberIn(detail, "limit") ?? 100,
  });

const storeTexts = {
  "store.unreachable": say(
    "A storage service cannot be reached",
    "Check the internet connection. What waits is safe on this computer and is sent later.",
  ),
  "store.conflict": say(
    "The entry was changed elsewhere meanwhile",
    "Both versions were kept. Open the entry, compare them and save the one that you want.",
  ),
  "store.bad-reply": say(
    "A storage service answered something unreadable",
    "Try again in a minute. What waits is safe on this computer.",
  ),
  "store.refused": say(
    "A storage service refused the data",
    "Tap again and retry. If it stays refused, check the account at the service.",
  ),
  "store.name-too-long": nameTooLong,
  "store.value-too-long": say(
    "The text is too long for this service",
    "Shorten it, or keep this entry on this computer only.",
  ),
  "store.rolled-back": say(
    "A storage service shows an older state than before",
    "Your newer data is safe on this computer. Tap to send it again, and check whether another program writes there.",
  ),
  "store.busy": say(
    "A storage service asks to wait",
    "What waits is safe on this computer and is sent by itself a little later.",
  ),
  "store.full": say(
    "A storage service takes no more",
    "Remove something at the service or raise its limit there. Everything is still safe on this computer.",
  ),
  "store.no-permission": say(
    "The service does not let Tapvault do this",
    "Connect the service again in Settings and allow what it asks for. Check the app's permissions in the service's developer portal.",
  ),
  "store.not-configured": say(
    "This service is not set up yet",
    "Open Settings, Stores, and enter what the service gave you.",
  ),
  "store.not-connected": say("No account is connected", "Open Settings, Stores, and connect the service."),
  "store.consent-ended": say(
    "The service wants you to sign in again",
    "Open Settings, Stores, and connect it again. What waits is safe on this computer.",
  ),
  "store.other-account": say(
    "That is another account",
    "Sign in with the account that was connected before. To change to another one, disconnect first.",
  ),
  "store.secrets-lost": say(
    "The sign-in of this service can no longer be opened",
    "The keychain lost its key. Connect the service again; the entries are not affected.",
  ),
  "store.clock-skew": (detail) =>
    clockIsWrong(
      detail,
      "Set date and time automatically in the system settings. What waits is safe on this computer.",
    ),
} as const satisfies Partial<Record<ErrorCode, Message>>;

const connectTexts = {
  "connect.port-taken": portTaken,
  "connect.no-browser": say(
    "The browser could not be opened",
    "Copy the link and open it in a browser on this computer.",
  ),
  "connect.denied": say("You did not allow it", "Nothing was connected. Start again whenever you like."),
  "connect.wrong-state": say(
    "The browser brought an answer that does not belong here",
    "It was not used. Start connecting again and finish in the page that opens.",
  ),
  "connect.untrusted": say(
    "The answer is not proven to come from the service",
    "It was not used. Check the address of the service in Settings; if it is right, do not go on and tell the service.",
  ),
  "connect.refused": say(
    "The service refused to connect",
    "Check the ids, the secret and the registered way back in Settings against the service's developer portal.",
  ),
  "connect.timeout": say(
    "The sign-in was not finished in time",
    "Start connecting again and finish in the browser within ten minutes.",
  ),
  "connect.cancelled": say("Connecting was cancelled", "Start again whenever you like."),
  "connect.clock-skew": (detail) =>
    clockIsWrong(detail, "Set date and time automatically in the system settings, then connect again."),
  "connect.busy": say(
    "Another service is being connected",
    "Finish it in the browser or cancel it, then try again.",
  ),
} as const satisfies Partial<Record<ErrorCode, Message>>;

const settingTexts = {
  "settings.address-malformed": say(
    "This is not a usable address",
    "Enter a full address that begins with https://, or leave the field empty for the service's own.",
  ),
  "settings.proxy-malformed": say(
    "This is not a usable proxy",
    "Enter it as http://host:port, without a user name or a password.",
  ),
  "settings.pda-malformed": say(
    "This is not the address of a personal data account",
    "Enter it as the service shows it, such as ada.hubat.net, without anything behind it.",
  ),
  "settings.pda-unknown": say(
    "No personal data account answers at this address",
    "Check its spelling. A new account can take some minutes until it answers.",
  ),
  "settings.namespace-malformed": namespaceMalformed,
  "settings.contract-key-malformed": say(
    "This is not a contract's private key",
    "Choose the file that the service gave you: an RSA key that begins with “-----BEGIN”.",
  ),
  "settings.name-malformed": nameMalformed,
  "settings.connected": say(
    "This store is connected",
    "Disconnect it first; then its address and ids can be changed.",
  ),
} as const satisfies Partial<Record<ErrorCode, Message>>;

const lookupTexts = {
  "lookup.email-malformed": say("This is not an e-mail address", "Enter it whole, such as jo@example.com."),
  "lookup.phone-malformed": say(
    "This is not a phone number",
    "Enter it with its country, such as +44 20 7946 0018, or choose the country.",
  ),
  "lookup.hash-as-text": say(
    "This looks like a hash, not like an address or a number",
    "Enter what was hashed; Tapvault hashes it here before it asks.",
  ),
  "lookup.not-confirmed": say(
    "Nothing was sent",
    "Confirm who will see it, or let it be hashed on this computer first.",
  ),
  "lookup.too-many": tooMany,
  "lookup.not-configured": say(
    "PRIVO Protect is not set up yet",
    "Open Settings, Stores, PRIVO Protect and enter what PRIVO gave you.",
  ),
  "lookup.bad-credentials": say(
    "PRIVO does not accept the credentials",
    "Enter the key or the client id and secret again; those for testing and for real use differ.",
  ),
  "lookup.unknown-place": say(
    "PRIVO does not know this service or jurisdiction",
    "Compare both identifiers in Settings with what PRIVO gave you.",
  ),
  "lookup.refused": say("PRIVO refused the question", "Check the settings of PRIVO Protect, then ask again."),
  "lookup.unreachable": say("PRIVO cannot be reached", "Check the internet connection, then ask again."),
  "lookup.busy": say("PRIVO asks to wait", "Ask again in a minute."),
  "lookup.gone": say(
    "These results are no longer held",
    "They are dropped after ten minutes and when the vault is locked. Ask again.",
  ),
  "lookup.bad-reply": say("PRIVO answered something unreadable", "Ask again in a minute."),
} as const satisfies Partial<Record<ErrorCode, Message>>;

/** The words of these areas. */
export const storeMessages = { ...storeTexts, ...connectTexts, ...settingTexts, ...lookupTexts } as const;
