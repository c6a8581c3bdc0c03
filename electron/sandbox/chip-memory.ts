/**
 * A software chip's non-volatile memory: the failure counters that survive loss of power (contract
 * 4.3). In a JSON file when they shall survive the process too. Holds no keys.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";

const slotSchema = z.strictObject({
  /** Failed part 2s, less 10 for each success, never below 0. */
  total: z.number().int().nonnegative(),
  /** Failed part 2s since the last success. */
  consecutive: z.number().int().nonnegative(),
  /** How many more times part 1 will be answered 91AD. */
  delaysLeft: z.number().int().nonnegative(),
});

/** Counters of one key. */
export type SlotCounters = Readonly<z.infer<typeof slotSchema>>;

/** Keeps the counters of each key number. */
export interface ChipMemory {
  read(keyNumber: number): SlotCounters;
  write(keyNumber: number, counters: SlotCounters): void;
}

const fresh: SlotCounters = { total: 0, consecutive: 0, delaysLeft: 0 };
const fileSchema = z.record(z.string(), slotSchema);

/** Counters in memory, as long as the object lives. */
export const createChipMemory = (): ChipMemory => {
  const slots = new Map<number, SlotCounters>();
  return {
    read: (keyNumber) => slots.get(keyNumber) ?? fresh,
    write: (keyNumber, counters) => void slots.set(keyNumber, counters),
  };
};

const isMissing = (cause: unknown): boolean =>
  cause instanceof Error && "code" in cause && cause.code === "ENOENT";

const readSlots = (file: string): Record<string, SlotCounters> => {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    if (isMissing(cause)) return {};
    throw new Error(`the chip's state file ${file} cannot be read`, { cause });
  }
};

/** Counters in a JSON file, replaced whole on each change; throws when the file is there but unreadable. */
export const openChipMemory = (file: string): ChipMemory => {
  const slots = readSlots(file);
  return {
    read: (keyNumber) => slots[String(keyNumber)] ?? fresh,
    write: (keyNumber, counters) => {
      slots[String(keyNumber)] = counters;
      writeFileSync(`${file}.new`, JSON.stringify(slots, null, 2));
      renameSync(`${file}.new`, file);
    },
  };
};
