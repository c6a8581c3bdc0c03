/**
 * The words for what can go wrong between the computer, the reader and the chip, and with the
 * keychain. These are the errors whose next step depends on the operating system.
 */
import type { ErrorCode, ErrorDetail } from "./errors.ts";
import { type Message, type Platform, say, textIn } from "./message-shape.ts";

const startService = {
  linux:
    "Start it in a terminal: sudo systemctl start pcscd.socket (once and for all: sudo systemctl enable --now pcscd.socket). Tapvault notices by itself.",
  darwin:
    "Unplug the reader and plug it in again; macOS then starts the service. If that does not help, restart the Mac.",
  win32:
    "Open Services, find “Smart Card” and choose Start; set its start type to Automatic. Tapvault notices by itself.",
} as const satisfies Readonly<Record<Platform, string>>;

const installService = {
  linux:
    "Install it in a terminal: sudo apt install pcscd (Fedora: sudo dnf install pcsc-lite), then plug the reader in again.",
  darwin: "macOS brings the service along. Install pending system updates and restart the Mac.",
  win32:
    "Windows brings the service along. Install pending updates and the driver of your reader, then restart.",
} as const satisfies Readonly<Record<Platform, string>>;

const allowAccess = {
  linux:
    "Sign in at this computer's own desktop (not over SSH), or let your user access smart cards: add a polkit rule for org.debian.pcsc-lite.access_pcsc and access_card.",
  darwin:
    "Open System Settings, Privacy & Security, and let Tapvault use smart-card readers. Then start Tapvault again.",
  win32: "Sign in at this computer itself (not over Remote Desktop) and start Tapvault again.",
} as const satisfies Readonly<Record<Platform, string>>;

const inSandbox =
  "Tapvault runs inside a Flatpak or Snap that hides the service. Let it through (Flatpak: flatpak override --user --socket=pcsc; Snap: connect the pcscd interface), or install the .deb package.";

const wakeService =
  "It should start by itself when it is needed, and does not. In a terminal: sudo systemctl restart pcscd.socket pcscd.service; if that does not help, systemctl status pcscd says why.";

const installDriver = {
  linux:
    "Install it in a terminal: sudo apt install libccid (for some ACS readers: libacsccid1), then plug the reader in again.",
  darwin: "Install the driver of the reader's maker, then plug the reader in again.",
  win32:
    "Let Windows Update look for the reader's driver, or install that of its maker, then plug it in again.",
} as const satisfies Readonly<Record<Platform, string>>;

const allowUsb = {
  linux:
    "Let the system apply its rules for the device anew (sudo udevadm trigger --action=add --subsystem-match=usb), then plug the reader in again.",
  darwin: "Allow the accessory in System Settings, Privacy & Security, then plug the reader in again.",
  win32: "Unplug the reader, restart Windows and plug it in again.",
} as const satisfies Readonly<Record<Platform, string>>;

const serviceDown = (detail: ErrorDetail, platform: Platform) => {
  switch (textIn(detail, "cause")) {
    case "not-installed":
      return say("The reader service is not installed", installService[platform]);
    case "refused":
      return say("The reader service does not let Tapvault in", allowAccess[platform]);
    case "module":
      return say(
        "A part of Tapvault that talks to readers is missing",
        "Install Tapvault again; on a development machine run npm start once more.",
      );
    case "asleep":
      return say("The reader service does not wake up", wakeService);
    case "sandbox":
      return say("The reader service cannot be reached from here", inSandbox);
    default:
      return say("The reader service is not running", startService[platform]);
  }
};

const readerBusy = (detail: ErrorDetail) => {
  const program = textIn(detail, "program");
  return program === null
    ? say(
        "Another program is using the reader",
        "Close other programs that use smart cards (for example GnuPG: gpgconf --kill scdaemon), then try again.",
      )
    : say("{{program}} is using the reader", "Close {{program}}, or let it finish, then try again.", {
        program,
      });
};

const keychainLocked = {
  linux:
    "Unlock your login keyring (for example in Passwords and Keys), then try again. Your vault file is safe.",
  darwin: "Open Keychain Access and unlock the login keychain, then try again. Your vault file is safe.",
  win32: "Sign in to Windows again, then try again. Your vault file is safe.",
} as const satisfies Readonly<Record<Platform, string>>;

const keychainUnavailable = {
  linux:
    "Until you close Tapvault everything works, but it will be forgotten then: you will need the recovery words to open the vault next time. To keep it, install and start a keyring (sudo apt install gnome-keyring) and start Tapvault again.",
  darwin:
    "Until you close Tapvault everything works, but it will be forgotten then: you will need the recovery words to open the vault next time. Check the login keychain in Keychain Access and start Tapvault again.",
  win32:
    "Until you close Tapvault everything works, but it will be forgotten then: you will need the recovery words to open the vault next time. Check that Credential Manager is running and start Tapvault again.",
} as const satisfies Readonly<Record<Platform, string>>;

const freeReader = {
  linux:
    "A driver of the Linux kernel holds it. In a terminal: printf 'blacklist pn533_usb\\nblacklist nfc\\n' | sudo tee /etc/modprobe.d/tapvault.conf, then sudo modprobe -r pn533_usb, and plug the reader in again.",
  darwin:
    "Another driver holds it. Remove the manufacturer's driver, restart the Mac and plug the reader in again.",
  win32:
    "Another driver holds it. In Device Manager, let Windows update the reader's driver, then plug the reader in again.",
} as const satisfies Readonly<Record<Platform, string>>;

/** Words for the codes of reader, chip and keychain. */
export const deviceMessages = {
  "reader.service-down": serviceDown,
  "reader.service-refused": (_detail, platform) =>
    say("This computer does not let Tapvault use readers", allowAccess[platform]),
  "reader.driver-taken": (_detail, platform) =>
    say("The reader is plugged in, but something else holds it", freeReader[platform]),
  "reader.driver-missing": (_detail, platform) => say("No driver fits the reader", installDriver[platform]),
  "reader.usb-refused": (_detail, platform) =>
    say("The reader service may not open the reader", allowUsb[platform]),
  "reader.none": say(
    "No reader is connected",
    "Plug in your NFC reader; Tapvault notices by itself. If it is plugged in, try another USB port or cable.",
  ),
  "reader.lost": say(
    "The reader was unplugged",
    "Plug it in again, then tap once more. Nothing was changed.",
  ),
  "reader.stuck": say(
    "The reader does not answer",
    "Unplug the reader, wait a moment, plug it in again and tap once more.",
  ),
  "reader.busy": readerBusy,
  "chip.timeout": say(
    "No chip was found in time",
    "Press the button, then hold your chip flat on the reader. With an implant, move slowly until it is found.",
  ),
  "chip.removed": say(
    "The chip left the reader too early",
    "Hold it still until Tapvault says that you may remove it. Nothing was changed and the chip is fine.",
  ),
  "chip.other": say(
    "That was a different chip",
    "Tap again with the chip that you started with, or begin a new tap with the other one.",
  ),
  "chip.unsupported": say(
    "This is not a VivoKey chip that Tapvault knows",
    "Use a Spark 2, an Apex with the Verify applet, or a Spark 1 on a reader that can read it. Keep other cards away.",
  ),
  "chip.phone": say(
    "A phone lies on the reader",
    "Take the phone away (it also answers as a card), then hold your chip to the reader.",
  ),
  "chip.several": say(
    "More than one chip is on the reader",
    "Leave only the one that you want to use; keep cards, phones and the other hand away.",
  ),
  "chip.refused": say(
    "The chip refused the answer",
    "Tapvault does not try again by itself, because the chip counts every failure for good. Wait a moment, then press the button and tap once more by hand. If it is refused again, stop and ask VivoKey.",
  ),
  "chip.delayed": say(
    "The chip asks for a pause",
    "It has counted failed attempts and slows down. Hold it to the reader and wait a little; one good tap brings back its usual speed.",
  ),
  "chip.locked": say(
    "The chip has locked itself",
    "It counted too many failed attempts and no longer answers. Open the vault with your recovery words, and ask VivoKey about the chip.",
  ),
  "chip.resting": say(
    "This chip rests for today",
    "It refused three times within 24 hours. To protect it, Tapvault leaves it alone until tomorrow. Your recovery words open the vault now.",
  ),
  "keychain.locked": (_detail, platform) => say("The keychain is locked", keychainLocked[platform]),
  "keychain.unavailable": (_detail, platform) =>
    say("No keychain: this session only", keychainUnavailable[platform]),
  "keychain.lost": say(
    "The keychain no longer holds this computer's part of the key",
    "Open the vault with your recovery words; Tapvault then stores a new part. Nothing in the vault is lost.",
  ),
  "sandbox.absent": say(
    "This copy of Tapvault has no sandbox",
    "The simulated services are only in the development copy (npm start, or npm run sandbox for other programs). To go on, set up your own chip; the sandbox's vault stays where it is, untouched.",
  ),
} as const satisfies Partial<Record<ErrorCode, Message>>;
