/** Commands byte for byte as the contract has them, answers taken apart, status words by meaning. */
import { describe, expect, it } from "vitest";
import { encodeCommand, getUidCommand, joinResponse, selectCommand, splitResponse } from "#chip/apdu.ts";
import { toHex } from "#chip/bytes.ts";
import { partOneCommand, spark2SelectCommands } from "#chip/spark2.ts";
import { apexSelectCommands } from "#chip/apex.ts";
import { SW, statusHex, statusMeaning, statusName } from "#chip/status-word.ts";

describe("commands are the contract's, byte for byte", () => {
  it.each([
    ["UID", getUidCommand, "ffca000000"],
    ["SELECT NDEF", spark2SelectCommands[0], "00a4040c07d276000085010100"],
    ["SELECT PICC level", spark2SelectCommands[1], "00a4040c07d276000085010000"],
    ["SELECT Verify", apexSelectCommands[0], "00a404000ca000000846737061726b320100"],
    ["SELECT Verify without version", apexSelectCommands[1], "00a404000ba000000846737061726b3200"],
    ["part 1", partOneCommand, "9071000002020000"],
  ])("%s", (_name, command, hex) => expect(toHex(command ?? new Uint8Array())).toBe(hex));

  it("leaves out Lc without data and Le when nothing is asked for", () =>
    expect(toHex(encodeCommand({ cla: 0x90, ins: 0x60, p1: 0, p2: 0, le: null }))).toBe("90600000"));
  it("refuses data beyond the short form", () =>
    expect(() => selectCommand(new Uint8Array(256), 0)).toThrow());
});

describe("answers", () => {
  it("splits data and status word, and joins them again", () => {
    expect(splitResponse(Uint8Array.of(1, 2, 0x91, 0xaf))).toEqual({ data: Uint8Array.of(1, 2), sw: 0x91af });
    expect(joinResponse(Uint8Array.of(1, 2), 0x91af)).toEqual(Uint8Array.of(1, 2, 0x91, 0xaf));
  });
  it.each([[[]], [[0x90]]])("has nothing to split in %j", (bytes) =>
    expect(splitResponse(Uint8Array.from(bytes))).toBeNull(),
  );
});

describe("status words", () => {
  it.each([
    [0x9000, "done"],
    [0x9100, "done"],
    [0x91af, "more"],
    [0x91ad, "delayed"],
    [0x91ae, "refused"],
    [0x919d, "locked"],
    [0x9140, "no-key"],
    [0x917e, "bad-command"],
    [0x91ca, "aborted"],
    [0x6300, "lost"],
    [0x6a82, "not-found"],
    [0x6e00, "unsupported"],
    [0x1234, "failed"],
  ])("%i means %s", (sw, meaning) => expect(statusMeaning(sw)).toBe(meaning));

  it("has a name for every word that software chips use", () => {
    for (const sw of Object.values(SW)) expect(statusName(sw)).not.toBe("unknown status");
    expect(statusName(0x1234)).toBe("unknown status");
    expect(statusHex(0x91ae)).toBe("91AE");
  });
});
