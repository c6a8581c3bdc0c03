/**
 * What a person may run in a terminal to mend what the doctor found. Shown and copied, never run by us.
 * Null where no command mends it.
 */
import type { DoctorEyes, Installer } from "./doctor-eyes.ts";

const install: Readonly<Record<Installer, string>> = {
  apt: "sudo apt install pcscd libccid",
  dnf: "sudo dnf install pcsc-lite pcsc-lite-ccid",
  pacman: "sudo pacman -S pcsclite ccid",
  zypper: "sudo zypper install pcsc-lite pcsc-ccid",
};

const start = "sudo systemctl enable --now pcscd.socket";
const wake = "sudo systemctl restart pcscd.socket pcscd.service";

/** A rule that lets this user at readers and cards from anywhere, also over SSH. */
const allow =
  `printf 'polkit.addRule(function(action, subject) { if (/^org\\.debian\\.pcsc-lite\\.access_(pcsc|card)$/.test(action.id) && subject.user == "%s") return polkit.Result.YES; });\\n' "$USER"` +
  " | sudo tee /etc/polkit-1/rules.d/50-tapvault.rules";

/** Names of a sandbox's application, as they may stand in a command. */
const safe = (name: string | undefined, otherwise: string): string =>
  name !== undefined && /^[\w.-]{1,100}$/u.test(name) ? name : otherwise;

const leaveSandbox = ({ env }: DoctorEyes): string =>
  env["SNAP"] === undefined
    ? `flatpak override --user --socket=pcsc ${safe(env["FLATPAK_ID"], "org.tapvault.Tapvault")}`
    : `sudo snap connect ${safe(env["SNAP_NAME"], "tapvault")}:pcscd`;

/** For a service that does not answer, by its cause. */
export const serviceCommand = (cause: string, eyes: DoctorEyes): string | null => {
  if (eyes.platform !== "linux") return null;
  const installer = eyes.installer();
  switch (cause) {
    case "not-installed":
      return installer === null ? null : install[installer];
    case "not-running":
      return eyes.hasSystemd() ? start : "sudo pcscd";
    case "asleep":
      return wake;
    case "refused":
      return allow;
    case "sandbox":
      return leaveSandbox(eyes);
    default:
      return null;
  }
};

/** For a missing driver. */
export const driverCommand = (eyes: DoctorEyes): string | null => {
  const installer = eyes.platform === "linux" ? eyes.installer() : null;
  return installer === null ? null : install[installer];
};

/** Unloads the modules and keeps them from coming back, then lets the service look again. */
export const kernelCommand = (modules: readonly string[]): string => {
  const names = [...new Set([...modules, "nfc"])];
  const lines = names.map((name) => `blacklist ${name}\\n`).join("");
  return `printf '${lines}' | sudo tee /etc/modprobe.d/tapvault.conf && sudo modprobe -r ${modules.join(" ")}`;
};

/** Has the system apply its rules for USB devices anew. */
export const usbCommand = "sudo udevadm trigger --action=add --subsystem-match=usb";

/** For programs that are known to hold a reader and to let go of it when told. */
export const holderCommand = (program: string): string | null =>
  program === "scdaemon" || program === "gpg-agent" ? "gpgconf --kill scdaemon" : null;
