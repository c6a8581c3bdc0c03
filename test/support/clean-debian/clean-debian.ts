/**
 * A clean Debian for one suite: a layer in memory over the cached base, with processes, mounts and a network of
 * its own. The network has nothing but loopback, so what runs in it reaches the test's own servers and nobody
 * else; only installing uses this computer's. Everything is gone when it is disposed of, or when the test dies.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DebianBase, person, whyNoDebianBase } from "./debian-base.ts";

const initScript = join(import.meta.dirname, "init.sh");
const systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const namespaces = ["--mount", "--pid", "--net", "--ipc", "--uts"] as const;

/** How a command runs inside. */
export interface InsideOptions {
  readonly user?: "root" | "person";
  /** Installing needs this computer's network; everything else has loopback only. */
  readonly network?: "none" | "outside";
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly limitMs?: number;
}

/** How it ended; 137 when it was killed. */
export interface InsideOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The running system. */
export interface CleanDebian {
  /** Its files as this process sees them. */
  readonly root: string;
  run(command: readonly string[], options?: InsideOptions): Promise<InsideOutcome>;
  /** Starts something whose output somebody reads. */
  start(command: readonly string[], options?: InsideOptions): ChildProcess;
  /** Starts something that stays until it is ended or the system is; what it prints is nobody's. */
  serve(command: readonly string[], options?: InsideOptions): ChildProcess;
  /** A folder of this computer that goes with the system. */
  readonly besideFolder: string;
  /** Starts a program of this computer in the network of the clean system, and ends it with that. */
  startBeside(command: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess;
  /** The process ids, as this computer counts them, of everything inside whose command line fits. */
  processes(fits: (commandLine: string) => boolean): readonly number[];
  dispose(): Promise<void>;
}

/** Why there can be none here; null when there can. */
export const whyNoCleanDebian = (): string | null => {
  const why = whyNoDebianBase();
  if (why !== null) return why;
  try {
    execFileSync("unshare", [...namespaces, "--fork", "true"], { stdio: "ignore" });
    return null;
  } catch {
    return "this system does not let root make namespaces";
  }
};

const environmentOf = ({ user = "root", env = {} }: InsideOptions): readonly string[] =>
  Object.entries({
    PATH: systemPath,
    LC_ALL: "C.UTF-8",
    HOME: user === "root" ? "/root" : person.home,
    USER: user === "root" ? "root" : person.name,
    LOGNAME: user === "root" ? "root" : person.name,
    ...env,
  }).map(([name, value]) => `${name}=${value}`);

const asPerson = ["setpriv", `--reuid=${person.id}`, `--regid=${person.id}`, "--init-groups"];

const commandInside = (
  init: number,
  command: readonly string[],
  options: InsideOptions,
): readonly string[] => {
  const isPerson = options.user === "person";
  const network = options.network === "outside" ? [] : ["--net"];
  return [
    ...["--target", String(init), "--mount", "--pid", "--ipc", "--uts", ...network],
    ...["env", "--ignore-environment", `--chdir=${isPerson ? person.home : "/"}`, ...environmentOf(options)],
    ...(isPerson ? asPerson : []),
    ...command,
  ];
};

/** Runs a child to its end, with its output kept. */
const outcomeOf = async (
  child: ChildProcess,
  { input = "", limitMs = 120_000 }: InsideOptions,
): Promise<InsideOutcome> => {
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name]?.setEncoding("utf8").on("data", (text: string) => (output[name] += text));
  child.stdin?.on("error", () => undefined).end(input);
  const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
  const code = await new Promise<number>((resolve) => {
    child.on("error", () => resolve(127)).on("close", (ended) => resolve(ended ?? 137));
  });
  clearTimeout(timer);
  return { code, ...output };
};

const readOrEmpty = (read: () => string): string => {
  try {
    return read();
  } catch {
    return ""; // The process has just ended.
  }
};

/** Known by their mounts: Chromium's sandbox puts its processes into further namespaces of the other kinds. */
const processesOf = (init: number, fits: (commandLine: string) => boolean): readonly number[] => {
  const own = readlinkSync(`/proc/${init}/ns/mnt`);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name) && Number(name) !== init)
    .filter((pid) => readOrEmpty(() => readlinkSync(`/proc/${pid}/ns/mnt`)) === own)
    .filter((pid) =>
      fits(readOrEmpty(() => readFileSync(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ")),
    )
    .map(Number);
};

const startInit = async (
  base: DebianBase,
  packages: string,
  place: string,
): Promise<{ child: ChildProcess; init: number }> => {
  const script = ["sh", initScript, base.folder, place, base.archives, packages];
  const child = spawn("unshare", [...namespaces, "--fork", "--kill-child", ...script], { stdio: "pipe" });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const isReady = await Promise.race([
    once(child.stdout, "data").then(() => true),
    once(child, "close").then(() => false),
  ]);
  if (!isReady || child.pid === undefined) throw new Error(`no clean Debian: ${complaint}`);
  const init = Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8"));
  return { child, init };
};

/** A program of this computer cannot be ended by the system's own end, so it dies with this process. */
const beside = (init: number, command: readonly string[], env: NodeJS.ProcessEnv): ChildProcess =>
  spawn("nsenter", ["--target", String(init), "--net", "setpriv", "--pdeathsig=KILL", ...command], {
    stdio: "pipe",
    env,
  });

/** Starts one. `packages` is a folder of this computer that is seen, and cannot be changed, at /mnt/packages. */
export const startCleanDebian = async (base: DebianBase, packages: string): Promise<CleanDebian> => {
  const folder = mkdtempSync(join(tmpdir(), "tapvault-debian-"));
  const [place, besideFolder] = [join(folder, "layer"), join(folder, "beside")];
  for (const one of [place, besideFolder]) mkdirSync(one);
  const { child, init } = await startInit(base, packages, place);
  const others = new Set<ChildProcess>();
  const start: CleanDebian["start"] = (command, options = {}) =>
    spawn("nsenter", commandInside(init, command, options), { stdio: "pipe" });
  return {
    root: `/proc/${init}/root`,
    besideFolder,
    start,
    serve: (command, options = {}) =>
      spawn("nsenter", commandInside(init, command, options), { stdio: ["pipe", "ignore", "ignore"] }),
    run: (command, options = {}) => outcomeOf(start(command, options), options),
    startBeside: (command, env = process.env) => {
      const other = beside(init, command, env);
      others.add(other);
      return other;
    },
    processes: (fits) => processesOf(init, fits),
    dispose: async () => {
      for (const other of others) other.kill("SIGKILL");
      const ended = once(child, "close");
      child.stdin?.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
