/**
 * Linux: hears from D-Bus that the screen was locked or the session switched, which Electron tells
 * only on macOS and Windows. It listens through dbus-monitor, which comes with D-Bus itself; without
 * it nothing is heard and the idle limit remains.
 */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Log } from "#contract/log.port.ts";

/** What is listened for on each bus. */
const rules = {
  session: [
    "type='signal',interface='org.gnome.ScreenSaver',member='ActiveChanged'",
    "type='signal',interface='org.freedesktop.ScreenSaver',member='ActiveChanged'",
    "type='signal',interface='org.cinnamon.ScreenSaver',member='ActiveChanged'",
    "type='signal',interface='org.mate.ScreenSaver',member='ActiveChanged'",
  ],
  system: [
    "type='signal',interface='org.freedesktop.login1.Session',member='Lock'",
    "type='signal',interface='org.freedesktop.login1.Manager',member='PrepareForSleep'",
    "type='signal',path='/org/freedesktop/login1/seat/seat0',interface='org.freedesktop.DBus.Properties'",
  ],
} as const;

/** Reads dbus-monitor's lines; answers true when the lines so far say that the person is away. */
export const createSignalReader = (): ((line: string) => boolean) => {
  let member = "";
  return (line) => {
    const header = /^signal .*interface=([^;]+); member=(\w+)/.exec(line);
    if (header !== null) {
      member = header[2] ?? "";
      // Lock says all by itself; a seat's changed property is another session coming to the front.
      return member === "Lock" || member === "PropertiesChanged";
    }
    const isTrue = line.trim() === "boolean true";
    return isTrue && (member === "ActiveChanged" || member === "PrepareForSleep");
  };
};

const listen = (bus: keyof typeof rules, away: () => void, log: Log): ChildProcess => {
  const child = spawn("dbus-monitor", [`--${bus}`, ...rules[bus]], { stdio: ["ignore", "pipe", "ignore"] });
  child.on("error", (cause) => log.warn("session-watch.missing", { bus }, cause));
  const isAway = createSignalReader();
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (isAway(line)) away();
  });
  return child;
};

/** Calls `away` on each lock or switch until the returned function is called. Does nothing off Linux. */
export const watchSession = (away: () => void, log: Log): (() => void) => {
  if (process.platform !== "linux") return () => undefined;
  const buses =
    process.env["DBUS_SESSION_BUS_ADDRESS"] === undefined
      ? ["system" as const]
      : (["session", "system"] as const);
  const children = buses.map((bus) => listen(bus, away, log));
  return () => {
    for (const child of children) child.kill();
  };
};
