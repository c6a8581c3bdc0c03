/** Runs the built command line as a person's shell would, on a profile of its own. */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandLineSwitches } from "#build/package/launcher.mjs";
import { ROOT } from "#build/paths.mjs";

const usualProgram = join(ROOT, "out", "main", "cli.js");

/** How a call ended. */
export interface CliOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as JSON; throws when it is not exactly one value. */
  json(): unknown;
}

/** A profile folder with the command line on it. */
export interface CliProfile {
  readonly dir: string;
  run(args: readonly string[], input?: string): Promise<CliOutcome>;
  /** As run; presses Ctrl-C as soon as stderr has this text. */
  interrupt(args: readonly string[], when: string): Promise<CliOutcome>;
  /** As run, for verbs that show 24 words and ask three back: answers what they ask. */
  giveBack(args: readonly string[]): Promise<CliOutcome & { readonly words: readonly string[] }>;
  /** Makes a finished vault with the simulated chip; returns its 24 words. */
  create(): Promise<readonly string[]>;
  dispose(): Promise<void>;
}

/** As build/package/launcher.sh starts it, with the app's folder, as nothing is packaged here. */
export const insideElectron = (): Command => ({
  file: join(ROOT, "node_modules", "electron", "dist", "electron"),
  args: [ROOT, ...commandLineSwitches(), "--"],
});

/** The build for Node, as `npm run cli` starts it. */
export const underNode = (program = usualProgram): Command => ({ file: process.execPath, args: [program] });

/** What is started, before the arguments of a call. */
interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

const run = (
  command: Command,
  args: readonly string[],
  feed: (stdin: NodeJS.WritableStream, stdout: string) => void,
  watch: (child: ChildProcess, stderr: string) => void,
  env: NodeJS.ProcessEnv,
): Promise<CliOutcome> =>
  new Promise((resolve) => {
    const child = spawn(command.file, [...command.args, ...args], {
      stdio: "pipe",
      env: { ...process.env, ...env },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      feed(child.stdin, stdout);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      watch(child, stderr);
    });
    child.stdin.on("error", () => undefined);
    feed(child.stdin, "");
    child.on("close", (code) => {
      resolve({ code: code ?? -1, stdout, stderr, json: () => JSON.parse(stdout) as unknown });
    });
  });

const unwatched = (): void => undefined;

/** The agent answers that it locked, and ends a moment later: what it writes meanwhile is removed too. */
const removeFolder = async (dir: string): Promise<void> => {
  for (let tries = 1; existsSync(dir); tries += 1) {
    try {
      rmSync(dir, { recursive: true, force: true });
    } catch (cause) {
      if (tries === 50) throw cause;
    }
    await new Promise((wake) => setTimeout(wake, 100));
  }
};

/** Makes an empty profile; its taps are simulated unless told otherwise. `env` is added to its surroundings, `program` is another build, `isInElectron` runs it in Electron's process. */
export const createCliProfile = (
  options: {
    readonly simulate?: boolean;
    readonly env?: NodeJS.ProcessEnv;
    readonly program?: string;
    readonly isInElectron?: boolean;
  } = {},
): CliProfile => {
  const { env = {}, program } = options;
  const command = options.isInElectron === true ? insideElectron() : underNode(program);
  const dir = mkdtempSync(join(tmpdir(), "tapvault-cli-"));
  const chip = options.simulate === false ? [] : ["--simulate", "spark2"];
  const base = ["--profile", dir, ...chip, "--timeout", "15"];
  const call: CliProfile["run"] = (args, input = "") => {
    let isFed = false;
    const feed = (stdin: NodeJS.WritableStream): void => {
      if (!isFed) stdin.end(input);
      isFed = true;
    };
    return run(command, [...base, ...args], feed, unwatched, env);
  };
  const giveBack: CliProfile["giveBack"] = async (args) => {
    let words: readonly string[] = [];
    const feed = (stdin: NodeJS.WritableStream, stdout: string): void => {
      if (words.length > 0 || !stdout.includes("\n")) return;
      const shown = JSON.parse(stdout) as { words?: string[]; ask?: number[] };
      words = shown.words ?? [];
      stdin.end((shown.ask ?? []).map((position) => `${words[position - 1] ?? ""}\n`).join(""));
    };
    const outcome = await run(command, [...base, "--json", ...args], feed, unwatched, env);
    return { ...outcome, words };
  };
  return {
    dir,
    run: call,
    giveBack,
    interrupt: (args, when) => {
      let isPressed = false;
      const press = (child: ChildProcess, stderr: string): void => {
        if (isPressed || !stderr.includes(when)) return;
        isPressed = true;
        child.kill("SIGINT");
      };
      return run(command, [...base, ...args], (stdin) => void stdin.end(), press, env);
    },
    create: async () => {
      const outcome = await giveBack(["create"]);
      if (outcome.code !== 0) throw new Error(`create: ${outcome.stdout}${outcome.stderr}`);
      return outcome.words;
    },
    dispose: async () => {
      await call(["lock"]);
      await removeFolder(dir);
    },
  };
};
