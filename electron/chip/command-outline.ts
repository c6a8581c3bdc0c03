/**
 * What a command is, in the terms of docs/scan.md, and how much of its bytes may be shown to a person.
 * Bytes are shown by a list of what is known to be harmless; everything else is dots. Never shown: the
 * chip's message of part 1, both directions of part 2, what goes on air to a Spark 1 (its first bytes open
 * the key value store), whatever an unknown command carries, and the middle of a UID.
 */
import { apexSelectCommands } from "./apex.ts";
import { getUidCommand } from "./apdu.ts";
import { equalBytes, hexConstant, startsWith } from "./bytes.ts";
import { beginSession, chooseIso15693, endSession, exchangeFrame } from "./spark1.ts";
import { partOneCommand, partTwoCommand, spark2SelectCommands } from "./spark2.ts";

/** A command by name. */
export type CommandName =
  | "read-uid"
  | "select-apex"
  | "select-ndef"
  | "select-picc"
  | "select-other"
  | "part-one"
  | "part-two"
  | "session-begin"
  | "session-protocol"
  | "session-exchange"
  | "session-end"
  | "other";

const [ndef = new Uint8Array(), picc = new Uint8Array()] = spark2SelectCommands;
const exact: readonly (readonly [Uint8Array, CommandName])[] = [
  [getUidCommand, "read-uid"],
  [ndef, "select-ndef"],
  [picc, "select-picc"],
  [partOneCommand, "part-one"],
  [beginSession, "session-begin"],
  [chooseIso15693, "session-protocol"],
  [endSession, "session-end"],
  ...apexSelectCommands.map((command) => [command, "select-apex"] as const),
];
const headerLength = 4;
const begins: readonly (readonly [Uint8Array, CommandName])[] = [
  [partTwoCommand(new Uint8Array()).subarray(0, headerLength), "part-two"],
  [exchangeFrame(new Uint8Array()).subarray(0, headerLength), "session-exchange"],
  [hexConstant("00A40400"), "select-other"],
];

/** The name of a command; `other` for one that Tapvault does not send. */
export const nameCommand = (command: Uint8Array): CommandName =>
  exact.find(([bytes]) => equalBytes(bytes, command))?.[1] ??
  begins.find(([bytes]) => startsWith(command, bytes))?.[1] ??
  "other";

const dot = "··";
const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, "0");
const shown = (bytes: Uint8Array): readonly string[] => Array.from(bytes, hex);
const hidden = (count: number): readonly string[] => Array.from({ length: Math.max(0, count) }, () => dot);

/** Constants of this program, and so nobody's secret. */
const isConstant = (name: CommandName): boolean =>
  !["part-two", "session-exchange", "select-other", "other"].includes(name);

/** The bytes of a command; all but header and length are dots where they are not constants of ours. */
export const showCommand = (command: Uint8Array): string => {
  if (isConstant(nameCommand(command))) return shown(command).join(" ");
  const open = Math.min(command.length, headerLength + 1);
  return [...shown(command.subarray(0, open)), ...hidden(command.length - open)].join(" ");
};

/** First and last byte tell the order of a UID; the rest tells whose it is. */
const showUid = (uid: Uint8Array): readonly string[] =>
  uid.length < 3
    ? hidden(uid.length)
    : [...shown(uid.subarray(0, 1)), ...hidden(uid.length - 2), ...shown(uid.subarray(-1))];

/** The bytes of an answer to that command: the status word, the edges of a UID, and nothing else. */
export const showAnswer = (name: CommandName, answer: Uint8Array): string => {
  if (answer.length < 2) return hidden(answer.length).join(" ");
  const data = answer.subarray(0, -2);
  const isUid = name === "read-uid" || name === "select-apex";
  const words = isUid ? showUid(data) : hidden(data.length);
  return [...words, ...shown(answer.subarray(-2))].join(" ");
};
