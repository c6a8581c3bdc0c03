/** The session watch on a real D-Bus: the signals that desktops send when the screen is locked. */
import { execFileSync } from "node:child_process";
import { afterEach, expect, test } from "vitest";
import { watchSession } from "#main/session-watch.ts";
import { silentLog } from "#test/support/silent-log.ts";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const send = (name: string, isActive: boolean): void => {
  const path = `/${name.replaceAll(".", "/")}`;
  const args = ["--session", "--type=signal", path, `${name}.ActiveChanged`, `boolean:${String(isActive)}`];
  execFileSync("dbus-send", args);
};

const until = async (isTrue: () => boolean, again: () => void): Promise<void> => {
  for (let attempt = 0; attempt < 50 && !isTrue(); attempt++) {
    again();
    await new Promise((wake) => setTimeout(wake, 100));
  }
};

test.each(["org.gnome.ScreenSaver", "org.freedesktop.ScreenSaver"])("%s locks", async (name) => {
  let times = 0;
  stops.push(watchSession(() => times++, silentLog));
  await until(
    () => times > 0,
    () => send(name, true),
  );
  expect(times).toBeGreaterThan(0);
});

test("an unlocked screen does not", async () => {
  let times = 0;
  stops.push(watchSession(() => times++, silentLog));
  await until(
    () => times > 0,
    () => send("org.gnome.ScreenSaver", true),
  );
  const before = times;
  send("org.gnome.ScreenSaver", false);
  await new Promise((wake) => setTimeout(wake, 300));
  expect(times).toBe(before);
});
