/** Which chip lies there: over software chips, and answer by answer over a table. */
import { describe, expect, it } from "vitest";
import { hexConstant, toHex } from "#chip/bytes.ts";
import { identifyChip } from "#chip/probing.ts";
import { atrs } from "#sandbox/soft-chip.ts";
import { createSoftApex } from "#sandbox/soft-apex.ts";
import { softChipOf } from "#sandbox/soft-chips.ts";
import { type Fault, createChipLink, createTableLink } from "#test/support/chip-link.ts";

const otherStorageAtr = hexConstant("3B8F8001804F0CA000000306030001000000006A");
const uid = "FFCA000000";
const ndef = "00A4040C07D276000085010100";
const picc = "00A4040C07D276000085010000";
const verify = "00A404000CA000000846737061726B320100";
const verifyShort = "00A404000BA000000846737061726B3200";

describe("identifyChip, with software chips", () => {
  it.each(["spark2", "apex", "spark1"] as const)("knows a %s by what it answers", async (kind) => {
    const chip = softChipOf(kind, "mine");
    const found = await identifyChip(createChipLink(chip), chip.atr);
    expect(found).toEqual({ ok: true, value: { kind, uid: chip.uid } });
  });

  it("does not take an Apex with NDEF for a Spark 2", async () => {
    const chip = createSoftApex({ uid: new Uint8Array(8), key: new Uint8Array(16), hasNdef: true });
    const found = await identifyChip(createChipLink(chip), atrs.ntag);
    expect(found.ok && found.value.kind).toBe("apex");
  });

  it.each([0, 1, 2, 3])("says removed when the tag is lost at exchange %i", async (at) => {
    for (const fault of ["lost-before", "tag-lost-word", "garbled"] satisfies Fault[]) {
      const faults: Fault[] = [...Array<Fault>(at).fill("none"), fault];
      const chip = softChipOf("spark2", "mine");
      const found = await identifyChip(createChipLink(chip, faults), chip.atr);
      expect(found.ok ? found.value : found.error.code).toBe("chip.removed");
    }
  });
});

describe("identifyChip, answer by answer", () => {
  it("reads the UID first and asks in the contract's order", async () => {
    const link = createTableLink({ [uid]: "04A1B2C3D4E5809000", [picc]: "9000" });
    const found = await identifyChip(link, atrs.ntag);
    expect(link.asked).toEqual([uid, verify, verifyShort, ndef, picc]);
    expect(found.ok && [found.value.kind, toHex(found.value.uid)]).toEqual(["spark2", "04a1b2c3d4e580"]);
  });

  it.each([
    ["a bank card", { [uid]: "1122334490 00".replace(" ", "") }, atrs.ntag, "chip.unsupported"],
    [
      "an NDEF card with a 4-byte UID",
      { [uid]: "112233449000", [ndef]: "9000" },
      atrs.ntag,
      "chip.unsupported",
    ],
    [
      "an applet that answers SELECT without a UID",
      { [uid]: "9000", [verify]: "9000" },
      atrs.apex,
      "chip.unsupported",
    ],
    ["a MIFARE Classic", { [uid]: "112233449000" }, otherStorageAtr, "chip.unsupported"],
    [
      "an ISO 15693 tag that is not NXP-like",
      { [uid]: "11223344556677889000" },
      atrs.iso15693,
      "chip.unsupported",
    ],
    ["a phone", {}, atrs.phone, "chip.phone"],
  ] as const)("refuses %s", async (_name, table, atr, code) => {
    const found = await identifyChip(createTableLink(table), atr);
    expect(found.ok ? found.value : found.error.code).toBe(code);
  });

  it("sends a phone nothing at all", async () => {
    const link = createTableLink({});
    await identifyChip(link, atrs.phone);
    expect(link.asked).toEqual([]);
  });

  it.each(["E0040118A5B6C7D8", "D8C7B6A5180104E0"])("turns %s into MSB first", async (reported) => {
    const found = await identifyChip(createTableLink({ [uid]: `${reported}9000` }), atrs.iso15693);
    expect(found.ok && toHex(found.value.uid)).toBe("e0040118a5b6c7d8");
  });
});
