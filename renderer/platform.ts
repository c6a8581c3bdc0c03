/** Which operating system the window runs on, for next steps and key names. */
import type { Platform } from "#contract/message-shape.ts";

/** The platform, told from the browser engine's own words. */
export const platform = (userAgent: string = navigator.userAgent): Platform => {
  if (/Windows/u.test(userAgent)) return "win32";
  return /Mac OS X|Macintosh/u.test(userAgent) ? "darwin" : "linux";
};

/** The name of the main modifier key. */
export const modKeyName = (): string => (platform() === "darwin" ? "⌘" : "Ctrl");
