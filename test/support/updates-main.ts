/**
 * The program that Electron runs for the tests of updates: the desk with the real engine over real HTTP, which
 * does what it is told on stdin, a line at a time, and answers with what the window would be shown.
 */
import { existsSync, readdirSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { app, session } from "electron";
import type { UpdatesView } from "#contract/views.ts";
import { usualSettings } from "#contract/views.ts";
import { installerKind } from "#main/updates/installer-kind.ts";
import { isInStage } from "#main/updates/staging.ts";
import { createUpdateEngine } from "#main/updates/update-engine.ts";
import { UpdatesDesk } from "#main/updates/updates-desk.ts";
import { isNewer } from "#main/updates/versions.ts";
import { createHttp } from "#platform/http.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { silentLog } from "./silent-log.ts";

/** One step. */
export type UpdateStep = "look" | "install" | "leave" | "spoil" | "end-at-begin" | "end-midway" | "type-late";

/** What the program is told. `resourcesDir` stands in for what an installer leaves beside the program. */
export interface UpdateOrders {
  readonly resourcesDir: string;
  /** Tells this computer from others. */
  readonly identity: string;
  readonly isUnsaved: boolean;
  readonly proxyUrl: string | null;
  /** `spoil`: somebody writes into the file of `spoiled`; `end-…`: a look whose download is broken off; `type-late`: an installation at whose begin somebody types. */
  readonly steps: readonly UpdateStep[];
  readonly spoiled?: string;
}

/** What it answers: the view after each step, and whether it would have started anew. */
export interface UpdateOutcome {
  readonly views: readonly Omit<UpdatesView, "seq">[];
  readonly restarts: number;
  /** How a download from elsewhere would have left this computer, as browsers write it. */
  readonly wayOut: string;
  /** The downloaded files that the program still holds open. */
  readonly heldFiles: readonly string[];
}

const working: readonly UpdatesView["state"][] = ["looking", "downloading", "installing"];

const settled = async (desk: UpdatesDesk): Promise<void> => {
  while (working.includes(desk.view().state)) await new Promise((wake) => setTimeout(wake, 20));
};

/** Linux lists the files that a program has open. */
const heldFiles = (): readonly string[] => {
  const list = "/proc/self/fd";
  if (!existsSync(list)) return [];
  return readdirSync(list).flatMap((name) => {
    try {
      const file = readlinkSync(join(list, name));
      return file.includes("/pending/") ? [file] : [];
    } catch {
      return []; // Closed meanwhile.
    }
  });
};

const clock = createSystemClock();

const makeDesk = (orders: UpdateOrders, restart: () => void, changed: () => void): UpdatesDesk => {
  const kind = installerKind(orders.resourcesDir);
  if (kind === null) throw new Error("no installer");
  const proxy: typeof usualSettings =
    orders.proxyUrl === null
      ? { ...usualSettings, proxy: "none" }
      : { ...usualSettings, proxy: "fixed", proxyUrl: orders.proxyUrl };
  const engine = createUpdateEngine({
    kind,
    resourcesDir: orders.resourcesDir,
    isPackaged: app.isPackaged,
    http: () => createHttp(() => "direct"),
    settings: () => proxy,
    clock,
    log: silentLog,
  });
  return new UpdatesDesk({
    clock,
    engine,
    isOn: () => false,
    isNewer: (version, than = app.getVersion()) => isNewer(version, than),
    isInStage: ({ version, stagingPercentage }) => isInStage(orders.identity, version, stagingPercentage),
    runs: () => [],
    needsPassword: false,
    installsOnQuit: true,
    random: () => 0.5,
    restart,
    changed,
  });
};

type Reaction = (desk: UpdatesDesk, view: UpdateOutcome["views"][number]) => void;

/** What somebody does while a step is under way. */
const reactions: Readonly<Partial<Record<UpdateStep, Reaction>>> = {
  "end-at-begin": (desk, { state }) => {
    if (state === "downloading") desk.dispose();
  },
  "end-midway": (desk, { progress }) => {
    if (progress > 0) desk.dispose();
  },
  "type-late": (desk, { state, waitsFor }) => {
    if (state === "installing" && waitsFor.length === 0) desk.noteUnsaved(true);
  },
};

const begin = async (step: UpdateStep, desk: UpdatesDesk, { spoiled }: UpdateOrders): Promise<void> => {
  if (step === "install" || step === "type-late") desk.install();
  else if (step === "spoil") writeFileSync(spoiled ?? "", "x".repeat(300_000));
  else if (step === "leave") await desk.leaving()();
  else desk.look();
};

const obey = async (orders: UpdateOrders): Promise<UpdateOutcome> => {
  let restarts = 0;
  let react: Reaction | undefined;
  const desk = makeDesk(
    orders,
    () => (restarts += 1),
    () => react?.(desk, desk.view()),
  );
  desk.noteUnsaved(orders.isUnsaved);
  const views: UpdateOutcome["views"][number][] = [];
  for (const step of orders.steps) {
    react = reactions[step];
    await begin(step, desk, orders);
    await settled(desk);
    views.push(desk.view());
  }
  desk.dispose();
  const wayOut = await session
    .fromPartition("electron-updater")
    .resolveProxy("https://releases.example.org/");
  return { views, restarts, wayOut, heldFiles: heldFiles() };
};

const run = async (): Promise<void> => {
  await app.whenReady();
  process.stdout.write("ready\n");
  for await (const line of createInterface({ input: process.stdin }))
    process.stdout.write(`${JSON.stringify(await obey(JSON.parse(line) as UpdateOrders))}\n`);
  app.exit(0);
};

// Not awaited: Electron's `ready` comes only after this module has been evaluated.
run().catch((cause: unknown) => {
  process.stderr.write(String(cause));
  app.exit(1);
});
