import { describe, expect, test } from "vitest";
import { createSignalReader } from "#main/session-watch.ts";

const away = (lines: readonly string[]): boolean => {
  const read = createSignalReader();
  return lines.map(read).some((isAway) => isAway);
};
const signal = (path: string, face: string, member: string): string =>
  `signal time=1700000000.1 sender=:1.7 -> destination=(null destination) serial=9 path=${path}; interface=${face}; member=${member}`;

describe("what dbus-monitor tells", () => {
  test("a locked screen means away, an unlocked one does not", () => {
    const header = signal("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged");
    expect(away([header, "   boolean true"])).toBe(true);
    expect(away([header, "   boolean false"])).toBe(false);
  });

  test("a lock of the session and another session in front mean away", () => {
    expect(
      away([signal("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session", "Lock")]),
    ).toBe(true);
    expect(
      away([
        signal("/org/freedesktop/login1/seat/seat0", "org.freedesktop.DBus.Properties", "PropertiesChanged"),
      ]),
    ).toBe(true);
  });

  test("going to sleep means away, waking up does not", () => {
    const header = signal("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep");
    expect(away([header, "   boolean true"])).toBe(true);
    expect(away([header, "   boolean false"])).toBe(false);
  });

  test("the monitor's own greeting means nothing", () => {
    const greeting = signal("/org/freedesktop/DBus", "org.freedesktop.DBus", "NameAcquired");
    expect(away([greeting, '   string ":1.3"', "   boolean true"])).toBe(false);
  });
});
