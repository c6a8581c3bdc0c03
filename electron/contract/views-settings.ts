/** What a person sets for the whole app, and its defaults: shown in the app's snapshot, changed by `settings.set`, kept in the profile. */
import { z } from "zod";

/** The languages of the window; `system` follows the computer, as far as it speaks one of them. */
export const languages = ["en", "de", "es", "ja"] as const;
export type Language = (typeof languages)[number];

const ports = z.array(z.number().int().min(1024).max(65_535)).min(1).max(10);

/** Each setting by name. None of them is a secret: a proxy's password belongs into the system's own settings. */
export const settingsShape = {
  theme: z.enum(["system", "light", "dark"]),
  language: z.enum(["system", ...languages]),
  /** How close lines and fields stand. */
  density: z.enum(["comfortable", "compact"]),
  /** `reduced` leaves out what moves, whatever the system says. */
  motion: z.enum(["system", "reduced"]),
  /** `more` draws stronger edges and texts, whatever the system says. */
  contrast: z.enum(["system", "more"]),
  /** A short tone when a tap was read, and another when it failed. */
  hasSounds: z.boolean(),
  /** A short buzz, where the computer has something that buzzes. */
  hasHaptics: z.boolean(),
  /** The person has seen the tour, or has said that it is not wanted. */
  hasSeenTour: z.boolean(),
  autoLockMs: z.number().int().min(10_000).max(86_400_000),
  clipboardClearMs: z.number().int().min(5_000).max(600_000),
  lockOnWindowClose: z.boolean(),
  lockOnReaderRemoval: z.boolean(),
  /** A tap brings the window to the front while the vault is locked. */
  comesForward: z.boolean(),
  /** Closing the window leaves the app in the tray, where a tap still reaches it. */
  staysInTray: z.boolean(),
  /** The window hides as soon as another one is in front. */
  hidesOnBlur: z.boolean(),
  /** Screenshots and screen sharing get an empty window, where the system can do that. */
  isCaptureBlocked: z.boolean(),
  /** The keys that open the quick search from anywhere, as Electron writes them; empty: none. */
  quickKeys: z.string().max(60),
  /** Whether single letters and signs are shortcuts; those with Ctrl and the function keys always are. */
  hasSingleKeys: z.boolean(),
  backupsKept: z.number().int().min(1).max(100),
  /** Where the browser comes back to after a sign-in: the first free one. */
  loopbackPorts: ports,
  /** The way to the internet: what the system says, none, or the one in `proxyUrl`. */
  proxy: z.enum(["system", "none", "fixed"]),
  /** `http://host:port`, without user and password. */
  proxyUrl: z.string().max(200),
  /** Whether newer versions are looked for. */
  checksForUpdates: z.boolean(),
} as const;

/** All settings. */
export const settingsSchema = z.strictObject(settingsShape);
export type Settings = z.infer<typeof settingsSchema>;

/** The settings of a fresh profile. */
export const usualSettings: Settings = {
  theme: "system",
  language: "system",
  density: "comfortable",
  motion: "system",
  contrast: "system",
  hasSounds: false,
  hasHaptics: false,
  hasSeenTour: false,
  autoLockMs: 300_000,
  clipboardClearMs: 30_000,
  lockOnWindowClose: false,
  lockOnReaderRemoval: false,
  comesForward: true,
  staysInTray: false,
  hidesOnBlur: false,
  isCaptureBlocked: false,
  quickKeys: "",
  hasSingleKeys: true,
  backupsKept: 10,
  loopbackPorts: [47_811, 47_812, 47_813],
  proxy: "system",
  proxyUrl: "",
  checksForUpdates: true,
};
