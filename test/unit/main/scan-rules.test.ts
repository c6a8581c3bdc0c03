import { describe, expect, test } from "vitest";
import type { ReadersState } from "#chip/reader.port.ts";
import { isReaderGone, mayScan } from "#main/scan-rules.ts";

const codeOf = (result: ReturnType<typeof mayScan>): string => (result.ok ? "ok" : result.error.code);

const readers = (names: readonly string[], service: ReadersState["service"] = "running"): ReadersState =>
  ({ service, error: null, readers: names.map((name) => ({ name })) }) as unknown as ReadersState;

describe("when a scan may start", () => {
  test.each([
    ["create", "none", "ok"],
    ["create", "unfinished", "ok"],
    ["create", "locked", "vault.exists"],
    ["create", "unlocked", "vault.exists"],
    ["unlock", "none", "vault.none"],
    ["unlock", "locked", "ok"],
    ["enrol", "locked", "vault.locked"],
    ["enrol", "unlocked", "ok"],
  ] as const)("%s with a vault that is %s: %s", (purpose, status, expected) => {
    expect(codeOf(mayScan(purpose, status, false))).toBe(expected);
  });

  test("a vault whose creation was never ended may be made anew, or gone on with", () => {
    expect(codeOf(mayScan("create", "locked", true))).toBe("ok");
    expect(codeOf(mayScan("unlock", "locked", true))).toBe("ok");
    expect(codeOf(mayScan("enrol", "locked", true))).toBe("vault.locked");
  });
});

describe("whether the reader of the tap is gone, which locks when that was chosen", () => {
  test("only when its own name is no longer there", () => {
    expect(isReaderGone(readers(["ACR1252U", "Other"]), "ACR1252U")).toBe(false);
    expect(isReaderGone(readers(["Other"]), "ACR1252U")).toBe(true);
  });

  test("not while the service is only starting, nor when the vault was opened without a reader", () => {
    expect(isReaderGone(readers([], "starting"), "ACR1252U")).toBe(false);
    expect(isReaderGone(readers([]), null)).toBe(false);
  });

  test("also when the whole service went away", () => {
    expect(isReaderGone(readers([], "down"), "ACR1252U")).toBe(true);
  });
});
