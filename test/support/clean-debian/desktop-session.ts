/**
 * The person's session inside a clean Debian: a bus, a real keyring that is open, a screen nobody sees. The
 * programs come from the clean system's own packages, installed after the one that is tested.
 */
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CleanDebian, InsideOutcome } from "./clean-debian.ts";
import { person } from "./debian-base.ts";
import { type ScreenPicture, coloursOf, pngOf, readScreen } from "./screen-picture.ts";

const runtime = `/run/user/${person.id}`;
const display = ":7";
const START_MS = 30_000;
const POLL_MS = 50;
const STILL_MS = 300;
/** An empty screen has one; letters alone have dozens of shades. */
const MANY_COLOURS = 60;

/** What the session and the tests need that no package of ours asks for. */
export const sessionPackages: readonly string[] = [
  "dbus",
  "dbus-bin",
  "fonts-dejavu-core",
  "gnome-keyring",
  "xdotool",
  "xvfb",
];

/** The session. */
export interface DesktopSession {
  readonly env: Readonly<Record<string, string>>;
  /** Gives the focus to the window of that name, as a window manager would. */
  focus(title: string): Promise<void>;
  /** Presses keys as xdotool names them, in the window that has the focus. */
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  screen(): ScreenPicture;
  /** Waits until something with many colours is on the screen. */
  painted(): Promise<void>;
  /** Presses keys that change the page, and waits until it shows that and stands still. */
  turnPage(...keys: readonly string[]): Promise<void>;
  savePicture(file: string): void;
}

/** Waits until a condition holds. */
export const until = async (
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = START_MS,
): Promise<void> => {
  const endsAt = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > endsAt) throw new Error(`${what}: not within ${limitMs} ms`);
    await sleep(POLL_MS);
  }
};

const expectDone = (outcome: InsideOutcome, what: string): void => {
  if (outcome.code !== 0) throw new Error(`${what}: ${outcome.code} ${outcome.stdout}${outcome.stderr}`);
};

const startBus = async (debian: CleanDebian, env: Record<string, string>): Promise<void> => {
  debian.serve(["dbus-daemon", "--session", "--nofork", `--address=${env["DBUS_SESSION_BUS_ADDRESS"]}`], {
    user: "person",
    env,
  });
  const owns = async (name: string): Promise<boolean> => {
    const asked = [
      "--session",
      "--print-reply",
      "--dest=org.freedesktop.DBus",
      "/",
      "org.freedesktop.DBus.GetNameOwner",
    ];
    const outcome = await debian.run(["dbus-send", ...asked, `string:${name}`], { user: "person", env });
    return outcome.code === 0;
  };
  await until("the session's bus", () => owns("org.freedesktop.DBus"));
  const unlock = ["gnome-keyring-daemon", "--unlock", "--components=secrets"];
  const keyring = debian.serve(unlock, { user: "person", env });
  keyring.stdin?.end("\n");
  await until("the keyring", () => owns("org.freedesktop.secrets"));
};

const startScreen = async (debian: CleanDebian, env: Record<string, string>): Promise<string> => {
  const options = ["-screen", "0", "1280x800x24", "-nolisten", "tcp", "-fbdir", runtime];
  const server = debian.serve(["Xvfb", display, ...options], { user: "person", env });
  const failed = once(server, "close").then(() => "Xvfb ended");
  const isUp = async (): Promise<boolean> =>
    (await debian.run(["xdotool", "getmouselocation"], { user: "person", env })).code === 0;
  const failure = await Promise.race([failed, until("the screen", isUp)]);
  if (failure !== undefined) throw new Error(failure);
  return join(debian.root, runtime, "Xvfb_screen0");
};

const isAnother = (one: ScreenPicture, other: ScreenPicture): boolean => !one.points.equals(other.points);

/** Does something and waits until the screen is another, and stands still. */
const watchChange = async (file: string, change: () => Promise<void>): Promise<void> => {
  const first = readScreen(file);
  let last = first;
  await change();
  await until("a page that changed and stands still", async () => {
    await sleep(STILL_MS);
    const now = readScreen(file);
    const isDone = isAnother(now, first) && !isAnother(now, last);
    last = now;
    return isDone;
  });
};

/** Starts the session; it ends with the system. */
export const startDesktopSession = async (debian: CleanDebian): Promise<DesktopSession> => {
  const place = ["--directory", "--mode=700", `--owner=${person.name}`, `--group=${person.name}`, runtime];
  expectDone(await debian.run(["install", ...place]), runtime);
  const env = {
    XDG_RUNTIME_DIR: runtime,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${runtime}/bus`,
    XDG_SESSION_TYPE: "x11",
    DISPLAY: display,
  };
  await startBus(debian, env);
  const file = await startScreen(debian, env);
  const tool = async (args: readonly string[]): Promise<void> => {
    expectDone(await debian.run(["xdotool", ...args], { user: "person", env }), `xdotool ${args.join(" ")}`);
  };
  const press: DesktopSession["press"] = (...keys) => tool(["key", "--clearmodifiers", ...keys]);
  return {
    env,
    focus: (title) => tool(["search", "--onlyvisible", "--name", title, "windowfocus", "--sync"]),
    press,
    type: (text) => tool(["type", "--delay", "15", text]),
    screen: () => readScreen(file),
    painted: async () => {
      await until("a painted page", () => coloursOf(readScreen(file)) > MANY_COLOURS);
    },
    turnPage: (...keys) => watchChange(file, () => press(...keys)),
    savePicture: (target) => {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, pngOf(readScreen(file)));
    },
  };
};
