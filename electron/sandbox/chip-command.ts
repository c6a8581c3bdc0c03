/**
 * `npm run chip`: a software chip held to the virtual reader of pcscd, for trying the app without
 * hardware. Prints what happens, never keys or data. Exit codes: 0 left as asked, 1 reader went away,
 * 2 wrong use or no virtual reader.
 */
import { Command, InvalidArgumentError } from "commander";
import { fromHex, hexConstant, toHex } from "#chip/bytes.ts";
import type { ChipKind } from "#chip/presence.port.ts";
import { splitResponse } from "#chip/apdu.ts";
import { statusHex, statusName } from "#chip/status-word.ts";
import { createChipMemory, openChipMemory } from "./chip-memory.ts";
import { demoChip } from "./demo-chips.ts";
import { type SoftChip, uidLength } from "./soft-chip.ts";
import { createSoftChip } from "./soft-chips.ts";
import { layOnVpcd, vpcdPort } from "./vpcd-card.ts";

interface Options {
  readonly uid?: string;
  readonly key?: string;
  readonly port: number;
  readonly hold?: number;
  readonly tearAt?: number;
  readonly other?: true;
  readonly state?: string;
  readonly trace?: true;
}

const WRONG_USE = 2;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

const whole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Give a whole number.");
  return Number(text);
};

const portNumber = (text: string): number => {
  const port = whole(text);
  if (port < 1 || port > 65535) throw new InvalidArgumentError("Give a port between 1 and 65535.");
  return port;
};

/** Hex of an exact length from the command line, or a sentence that says what is wrong with it. */
const readHex = (name: string, text: string, length: number): Uint8Array | string => {
  if (text.length % 2 !== 0) return `The ${name} has an odd number of hex digits (${text.length}).`;
  const bytes = fromHex(text);
  if (bytes === null) return `The ${name} is not hex.`;
  if (bytes.length === length) return bytes;
  return `The ${name} must be ${length} bytes (${length * 2} hex digits), not ${bytes.length}.`;
};

const makeChip = (kind: ChipKind, options: Options): SoftChip | string => {
  const demo = demoChip(kind, options.other === true ? "other" : "mine");
  const uid = readHex("UID", options.uid ?? demo.uid, uidLength(kind));
  if (typeof uid === "string") return uid;
  const key = readHex("key", options.key ?? demo.key, 16);
  if (typeof key === "string") return key;
  try {
    const memory = options.state === undefined ? createChipMemory() : openChipMemory(options.state);
    return createSoftChip(kind, { uid, key, memory });
  } catch (cause) {
    return cause instanceof Error ? `${cause.message}.` : "The chip cannot be made.";
  }
};

const knownCommands: readonly (readonly [Uint8Array, string])[] = [
  [hexConstant("FFCA00"), "get UID"],
  [hexConstant("FFC2"), "transparent session"],
  [hexConstant("00A404"), "SELECT"],
  [hexConstant("9071"), "authenticate, part 1"],
  [hexConstant("90AF"), "authenticate, part 2"],
  [hexConstant("9060"), "get version"],
];

/** What a command is, without its data; what the chip said, by its status word. */
const traceLine = (command: Uint8Array, answer: Uint8Array | null): string => {
  const known = knownCommands.find(([head]) => head.every((byte, index) => command[index] === byte));
  const name = known?.[1] ?? `command ${toHex(command.subarray(0, 2))}`;
  const sw = answer === null ? undefined : splitResponse(answer)?.sw;
  return `  ${name} -> ${sw === undefined ? "no answer" : `${statusHex(sw)} ${statusName(sw)}`}`;
};

const run = async (kind: ChipKind, options: Options): Promise<number> => {
  const chip = makeChip(kind, options);
  if (typeof chip === "string") {
    complain(chip);
    return WRONG_USE;
  }
  const laid = await layOnVpcd(chip, {
    port: options.port,
    ...(options.hold === undefined ? {} : { holdMs: options.hold }),
    ...(options.tearAt === undefined ? {} : { tearAt: options.tearAt }),
    ...(options.trace === true ? { onCommand: (command, answer) => say(traceLine(command, answer)) } : {}),
  });
  if (!laid.ok) {
    complain(`No virtual reader listens on port ${options.port} (${laid.error.reason}).`);
    complain("Start one with Debian's packages pcscd and vsmartcard-vpcd: pcscd --foreground");
    return WRONG_USE;
  }
  const stop = (): void => void laid.value.leave();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  say(`${kind} ${toHex(chip.uid).toUpperCase()} is on the virtual reader; Ctrl-C takes it away.`);
  const how = await laid.value.left;
  say(how === "reader-gone" ? "The virtual reader went away." : "The chip has left the reader.");
  return how === "reader-gone" ? 1 : 0;
};

const program = new Command("chip")
  .description("Holds a software chip to the virtual reader of pcscd (vpcd).")
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : WRONG_USE));

for (const kind of ["spark2", "apex", "spark1"] as const) {
  program
    .command(kind)
    .option("--uid <hex>", `UID, ${uidLength(kind)} bytes`)
    .option("--key <hex>", "key 2, 16 bytes")
    .option("--port <port>", "vpcd's port", portNumber, vpcdPort)
    .option("--hold <ms>", "leave after so many milliseconds", whole)
    .option("--tear-at <n>", "vanish at the n-th APDU, before answering it", whole)
    .option("--other", "the second demo chip of this kind")
    .option("--state <file>", "keep the failure counters in this file")
    .option("--trace", "name each APDU")
    .action(async (options: Options) => {
      process.exitCode = await run(kind, options);
    });
}

await program.parseAsync();
