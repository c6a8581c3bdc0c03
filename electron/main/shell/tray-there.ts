/**
 * Whether this desktop shows a tray. macOS and Windows always do. On Linux one exists when somebody
 * owns the name of the status icons' watcher on the session's bus; dbus-send, which comes with D-Bus
 * itself, asks. Without an answer there is none: hiding a window then would lose it.
 */
import { execFile } from "node:child_process";

const watcher = "org.kde.StatusNotifierWatcher";
const patienceMs = 2_000;

const question = [
  "--session",
  "--print-reply=literal",
  "--dest=org.freedesktop.DBus",
  "/org/freedesktop/DBus",
  "org.freedesktop.DBus.NameHasOwner",
  `string:${watcher}`,
];

/** Asks the desktop. */
export const isTrayThere = (platform: string = process.platform): Promise<boolean> => {
  if (platform !== "linux") return Promise.resolve(true);
  if (process.env["DBUS_SESSION_BUS_ADDRESS"] === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    execFile("dbus-send", question, { timeout: patienceMs }, (error, stdout) =>
      resolve(error === null && stdout.includes("boolean true")),
    );
  });
};
