/** Making a software chip by kind, and the demo chips as objects ready to be tapped. */
import { hexConstant } from "#chip/bytes.ts";
import type { ChipKind } from "#chip/presence.port.ts";
import { type ChipMemory, createChipMemory } from "./chip-memory.ts";
import { type DemoChip, demoChip } from "./demo-chips.ts";
import { createSoftApex } from "./soft-apex.ts";
import type { SoftChip } from "./soft-chip.ts";
import { createSoftSpark1 } from "./soft-spark1.ts";
import { createSoftSpark2 } from "./soft-spark2.ts";

/** What makes one chip: `uid` 7 bytes for a Spark 2, 8 for the others; `key` 16 bytes. */
export interface SoftChipParts {
  readonly uid: Uint8Array;
  readonly key: Uint8Array;
  readonly memory?: ChipMemory;
}

/** Makes a chip of a kind. A Spark 1 has no counters. */
export const createSoftChip = (kind: ChipKind, parts: SoftChipParts): SoftChip => {
  const { uid, key, memory = createChipMemory() } = parts;
  switch (kind) {
    case "spark2":
      return createSoftSpark2({ uid, key, memory });
    case "apex":
      return createSoftApex({ uid, key, memory });
    case "spark1":
      return createSoftSpark1({ uid, key });
  }
};

/** The demo chip of a kind, mine or somebody else's, as a chip. */
export const softChipOf = (kind: ChipKind, role: DemoChip["role"], memory?: ChipMemory): SoftChip => {
  const { uid, key } = demoChip(kind, role);
  const parts = { uid: hexConstant(uid), key: hexConstant(key) };
  return createSoftChip(kind, memory === undefined ? parts : { ...parts, memory });
};
