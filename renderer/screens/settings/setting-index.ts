/** Every setting by the words that people look for it with, and where it is. */
import type { settingId } from "#renderer/components/setting-choices.tsx";
import type { Text } from "#renderer/language/texts.ts";
import type { SettingsSection } from "#renderer/stores/ui.ts";

/** One setting to be found. */
export interface FoundSetting {
  readonly section: SettingsSection;
  readonly name: Parameters<typeof settingId>[0];
  readonly text: Text;
}

/** The settings, in the order of the sections. */
export const settingIndex: readonly FoundSetting[] = [
  { section: "locking", name: "autoLockMs", text: "Lock by itself after" },
  { section: "locking", name: "lockOnWindowClose", text: "Lock when the window is closed" },
  { section: "locking", name: "lockOnReaderRemoval", text: "Lock when the reader is unplugged" },
  { section: "locking", name: "clipboardClearMs", text: "Clear the clipboard after" },
  { section: "locking", name: "isCaptureBlocked", text: "Keep it out of screenshots and screen sharing" },
  { section: "locking", name: "hidesOnBlur", text: "Hide it when another window comes to the front" },
  { section: "locking", name: "staysInTray", text: "Closing it leaves Tapvault in the tray" },
  {
    section: "locking",
    name: "comesForward",
    text: "A tap brings it to the front while the vault is locked",
  },
  { section: "appearance", name: "theme", text: "Colours" },
  { section: "appearance", name: "density", text: "Lines" },
  { section: "appearance", name: "contrast", text: "Contrast" },
  { section: "appearance", name: "motion", text: "Motion" },
  { section: "appearance", name: "hasSounds", text: "Sounds" },
  { section: "appearance", name: "hasHaptics", text: "Vibration" },
  { section: "language", name: "language", text: "Language" },
  { section: "backups", name: "backupsKept", text: "How many are kept" },
  { section: "network", name: "proxy", text: "Proxy" },
  { section: "network", name: "addresses", text: "Addresses of VivoKey’s services" },
  { section: "updates", name: "checksForUpdates", text: "Look for newer versions" },
  { section: "advanced", name: "quickKeys", text: "Quick search from anywhere" },
  { section: "advanced", name: "hasSingleKeys", text: "Single letters are shortcuts" },
  { section: "advanced", name: "ports", text: "Way back from the browser" },
  { section: "advanced", name: "folders", text: "Folders" },
];
