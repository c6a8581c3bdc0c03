/**
 * Processes at a vault's file in a place of a certain kind: a tiny disk, a folder or a file that
 * cannot be written. The mounts are seen by the process alone and end with it.
 */
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import type { ClientAnswer, ClientCommand } from "./crash-commands.ts";

/** Where a process finds the file: as it is, on a disk of its own of so many KiB, or behind something read-only. */
export type Place =
  | { readonly kind: "plain" }
  | { readonly kind: "tiny-disk"; readonly folder: string; readonly sizeKiB: number }
  | { readonly kind: "read-only"; readonly path: string };

/** A process that does as it is told. */
export interface Client {
  ask(command: ClientCommand): Promise<ClientAnswer>;
  /** Lets it end by itself. */
  end(): Promise<void>;
}

const asOther = ["--user", "--map-root-user"];

/** How to get mounts of one's own here; null where that is not allowed. */
const namespaceArgs = (): readonly string[] | null => {
  const ways = process.getuid?.() === 0 ? [[], asOther] : [asOther];
  const works = (way: readonly string[]): boolean =>
    spawnSync("unshare", ["--mount", ...way, "--", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0;
  return ways.find(works) ?? null;
};

const script = (place: Exclude<Place, { kind: "plain" }>): string =>
  place.kind === "tiny-disk"
    ? `mount -t tmpfs -o size=${place.sizeKiB}k tmpfs "$1"`
    : `mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"`;

const argsIn = (place: Place, program: readonly string[]): readonly string[] => {
  if (place.kind === "plain") return program;
  const way = namespaceArgs();
  if (way === null)
    throw new Error("neither root nor user namespaces may mount here; one of the two is needed");
  const path = place.kind === "tiny-disk" ? place.folder : place.path;
  const shell = `${script(place)} && shift && exec "$@"`;
  return ["unshare", "--mount", ...way, "--", "sh", "-c", shell, "sh", path, ...program];
};

/** Starts a process of the bundled client at a file. */
export const startClient = (program: string, file: string, place: Place = { kind: "plain" }): Client => {
  const [command = "", ...args] = argsIn(place, [process.execPath, program, file]);
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    ask: async (order) => {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error(`the process ended instead of answering ${order.do}`);
      return JSON.parse(line.value) as ClientAnswer;
    },
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
};
