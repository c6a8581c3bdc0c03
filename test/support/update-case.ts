/** One case for the engine of updates: an update server, its publisher, and what an installer left, for a program that runs already. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe } from "vitest";
import type { InstalledFiles, UpdateProgram } from "./update-program.ts";
import { startUpdateProgram, writeInstalledFiles } from "./update-program.ts";
import type { Publisher, UpdateServer } from "./update-server.ts";
import { createPublisher, startUpdateServer } from "./update-server.ts";
import type { UpdateOrders, UpdateOutcome } from "./updates-main.ts";

/** The installer of version 1.1.0, and the file that names it. */
export const installer = "tapvault_1.1.0_amd64.deb";
export const releaseFile = "latest-linux.yml";

/** The case. */
export interface UpdateCase {
  readonly server: UpdateServer;
  readonly publisher: Publisher;
  readonly resourcesDir: string;
  /** Where downloads are kept. */
  readonly pendingDir: string;
  /** Changes what the installer left. */
  readonly install: (change: Partial<InstalledFiles>) => void;
  readonly obey: (change?: Partial<UpdateOrders>) => Promise<UpdateOutcome>;
  /** The last view. */
  readonly look: (change?: Partial<UpdateOrders>) => Promise<UpdateOutcome["views"][number]>;
  /** The installers that are kept. */
  readonly pending: () => readonly string[];
  readonly isInstalled: () => boolean;
}

/** The engine follows a .deb here; elsewhere it hands over to the system, which is no test. */
export const onLinux: ReturnType<typeof describe.skipIf> = describe.skipIf(process.platform !== "linux");

/** A program for all tests of the file, and a case for each of them. */
export const useUpdateCase = (): UpdateCase => {
  const running: { program?: UpdateProgram; one?: OpenedCase } = {};
  beforeAll(async () => {
    running.program = await startUpdateProgram();
  });
  beforeEach(async () => {
    if (running.program !== undefined) running.one = await openUpdateCase(running.program);
  });
  afterEach(() => running.one?.close());
  afterAll(() => running.program?.close());
  const opened = (): UpdateCase => {
    if (running.one === undefined) throw new Error("the case opens with each test");
    return running.one;
  };
  return {
    get server() {
      return opened().server;
    },
    get publisher() {
      return opened().publisher;
    },
    get resourcesDir() {
      return opened().resourcesDir;
    },
    get pendingDir() {
      return opened().pendingDir;
    },
    install: (change) => opened().install(change),
    obey: (change) => opened().obey(change),
    look: (change) => opened().look(change),
    pending: () => opened().pending(),
    isInstalled: () => opened().isInstalled(),
  };
};

interface OpenedCase extends UpdateCase {
  close(): Promise<void>;
}

const openUpdateCase = async (program: UpdateProgram): Promise<OpenedCase> => {
  const server = await startUpdateServer();
  const publisher = createPublisher();
  const resourcesDir = mkdtempSync(join(tmpdir(), "tapvault-resources-"));
  const cacheName = basename(resourcesDir);
  const pendingDir = join(program.cacheDir, cacheName, "pending");
  const install: UpdateCase["install"] = (change) =>
    writeInstalledFiles(resourcesDir, {
      cacheName,
      url: server.url,
      publisherKeys: [publisher.publicKey],
      ...change,
    });
  const usual: UpdateOrders = {
    resourcesDir,
    identity: "computer",
    isUnsaved: false,
    proxyUrl: null,
    steps: ["look"],
  };
  const obey: UpdateCase["obey"] = (change = {}) => program.obey({ ...usual, ...change });
  install({});
  return {
    server,
    publisher,
    resourcesDir,
    pendingDir,
    install,
    obey,
    look: async (change) => {
      const view = (await obey(change)).views.at(-1);
      if (view === undefined) throw new Error("no view");
      return view;
    },
    pending: () =>
      existsSync(pendingDir) ? readdirSync(pendingDir).filter((name) => name.endsWith(".deb")) : [],
    isInstalled: () => existsSync(join(resourcesDir, "installed")),
    close: async () => {
      await server.close();
      rmSync(resourcesDir, { recursive: true, force: true });
    },
  };
};
