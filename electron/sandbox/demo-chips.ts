/**
 * The chips that exist in the sandbox from the start: what `npm run chip` makes by default and what
 * the services' stand-in has enrolled. The keys open nothing real; the first one is the contract's
 * own vector V4.
 */
import type { ChipKind } from "#chip/presence.port.ts";

/** A software chip's identity: `uid` in hex as a reader reports it (Spark 1: MSB first), `key` is key 2, 16 bytes. */
export interface DemoChip {
  readonly kind: ChipKind;
  readonly uid: string;
  readonly key: string;
  readonly role: "mine" | "other";
  readonly label: string;
}

/** One chip of each kind that is mine and one that is somebody else's; all are enrolled. */
export const demoChips: readonly DemoChip[] = [
  {
    kind: "spark2",
    uid: "04A1B2C3D4E580",
    key: "00112233445566778899AABBCCDDEEFF",
    role: "mine",
    label: "Spark 2",
  },
  {
    kind: "apex",
    uid: "A7E0515A10C4D2B3",
    key: "7A1C5E90B2D4F6081A3C5E7092B4D6F8",
    role: "mine",
    label: "Apex",
  },
  {
    kind: "spark1",
    uid: "E0040118A5B6C7D8",
    key: "5D3F21E0C8A6947B6E8CAA1C3E507294",
    role: "mine",
    label: "Spark 1",
  },
  {
    kind: "spark2",
    uid: "0455667788AA80",
    key: "C0DEC0DE0123456789ABCDEF02468ACE",
    role: "other",
    label: "Another Spark 2",
  },
  {
    kind: "apex",
    uid: "A7E0515A99887766",
    key: "1F2E3D4C5B6A79880716253443526170",
    role: "other",
    label: "Another Apex",
  },
  {
    kind: "spark1",
    uid: "E004011842315D6F",
    key: "93A5B7C9DBEDFF1022344658697A8B9C",
    role: "other",
    label: "Another Spark 1",
  },
];

/** The demo chip of a kind and role; there is exactly one of each. */
export const demoChip = (kind: DemoChip["kind"], role: DemoChip["role"]): DemoChip => {
  const chip = demoChips.find((candidate) => candidate.kind === kind && candidate.role === role);
  if (chip === undefined) throw new Error(`no demo chip ${kind} ${role}`);
  return chip;
};
