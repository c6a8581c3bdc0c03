import { describe, expect, it } from "vitest";
import {
  closingLine,
  mergeCounters,
  resultOfSkip,
  resultOfStep,
  resultOfVitest,
  sum,
  withStoreCodes,
  withVectors,
} from "#build/report.mjs";

const test = (fullName: string, status: string): { fullName: string; status: string } => ({
  fullName,
  status,
});
const file = (status: string, ...assertionResults: ReturnType<typeof test>[]): { testResults: object[] } => ({
  testResults: [{ name: "a.test.ts", status, message: "Cannot load", assertionResults }],
});
const read = (report: object | undefined, code: number): ReturnType<typeof resultOfVitest> =>
  resultOfVitest("unit", report as Parameters<typeof resultOfVitest>[1], code);

describe("the numbers of a vitest run", () => {
  it("counts tests and names those that failed or were left out", () => {
    const tests = [
      test("a", "passed"),
      test("b", "failed"),
      test("c [no reader]", "skipped"),
      test("d", "todo"),
    ];
    expect(read(file("failed", ...tests), 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 2,
      failures: ["b"],
      skips: ["c [no reader]", "d"],
    });
  });

  it("says in one line why a test failed, without colours", () => {
    const failed = {
      ...test("b", "failed"),
      failureMessages: ["\u001b[31mTimed out\u001b[39m in 5 s\n at x", "later"],
    };
    expect(read(file("failed", failed), 1).failures).toEqual(["b: Timed out in 5 s"]);
  });

  it("counts a file that could not be loaded as one failed test", () => {
    expect(read(file("failed"), 1)).toMatchObject({ failed: 1, failures: ["a.test.ts: Cannot load"] });
  });

  it("counts a crash without a report as one failed test", () => {
    expect(read(undefined, 137)).toMatchObject({ passed: 0, failed: 1 });
  });

  it("does not trust a report of passed tests from a run that ended badly", () => {
    expect(read(file("passed", test("a", "passed")), 1)).toMatchObject({ passed: 1, failed: 1 });
  });
});

describe("the last line", () => {
  it("names skipped tests only when there are some", () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe("tests: 12 passed, 0 failed");
    expect(closingLine({ passed: 12, failed: 1, skipped: 2 })).toBe("tests: 12 passed, 1 failed, 2 skipped");
  });

  it("counts what is not run here as skipped, by its reason", () => {
    const total = sum([resultOfStep("lint", true), resultOfSkip("installed (Linux alone)")]);
    expect(total).toMatchObject({ passed: 1, failed: 0, skipped: 1, skips: ["installed (Linux alone)"] });
    expect(closingLine(total)).toBe("tests: 1 passed, 0 failed, 1 skipped");
  });

  it("adds up the steps", () => {
    const total = sum([resultOfStep("lint", true), resultOfStep("types", false)]);
    expect(total).toEqual({ passed: 1, failed: 1, skipped: 0, failures: ["types"], skips: [] });
  });
});

describe("counters of several test files", () => {
  it("unites lists, adds numbers and joins objects at any depth", () => {
    const one = { faults: ["reset", "drop"], scans: 3, stores: { kvs: { writes: 1, names: ["b"] } } };
    const other = {
      faults: ["drop", "delay"],
      scans: 4,
      stores: { kvs: { writes: 2, names: ["a"] }, hat: 1 },
    };
    expect(mergeCounters(one, other)).toEqual({
      faults: ["delay", "drop", "reset"],
      scans: 7,
      stores: { kvs: { writes: 3, names: ["a", "b"] }, hat: 1 },
    });
  });

  it("treats a list as a set also when one file alone wrote it", () => {
    expect([{ ids: ["b", "a", "b"] }].reduce(mergeCounters, {})).toEqual({ ids: ["a", "b"] });
  });
});

describe("the codes of the services' tables", () => {
  it("are one list, each with its service", () => {
    const counters = {
      storeErrorCodesHyperid: ["get/basic/-6"],
      storeErrorCodesDigime: ["InvalidToken", "InvalidToken"],
      lookupModes: ["hash/token"],
    };
    expect(withStoreCodes(counters)).toEqual({
      lookupModes: ["hash/token"],
      storeErrorCodes: ["digime: InvalidToken", "hyperid: get/basic/-6"],
    });
    expect(withStoreCodes({ scans: 3 })).toEqual({ scans: 3 });
  });
});

describe("the published vectors", () => {
  it("counts one only when it held in chip, server and client", () => {
    const counters = {
      vectorsChip: ["V1", "V4", "V4n"],
      vectorsServer: ["D1", "V1", "V4"],
      vectorsClient: ["V1"],
      vectorsChipClient: ["V4"],
      tourSteps: 12,
    };
    expect(withVectors(counters)).toEqual({ tourSteps: 12, vectors: ["V1", "V4"] });
    expect(withVectors({})).toEqual({ vectors: [] });
  });
});
