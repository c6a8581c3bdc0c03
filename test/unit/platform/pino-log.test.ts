/** Where the log lies: it is the first thing a fresh profile gets, so it decides who may look into the folder. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLog } from "#platform/pino-log.ts";

let place: string;
beforeEach(() => (place = mkdtempSync(join(tmpdir(), "tapvault-log-"))));
afterEach(() => rmSync(place, { recursive: true, force: true }));

describe.skipIf(process.platform === "win32")("the log's file", () => {
  it("makes its folder for the owner alone", () => {
    const folder = join(place, "profile");
    createLog({ file: join(folder, "tapvault.log"), level: "info" }).info("started");
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, "tapvault.log")).mode & 0o777).toBe(0o600);
  });

  it("is done without where it cannot be made", () => {
    writeFileSync(join(place, "in the way"), "");
    const log = createLog({ file: join(place, "in the way", "tapvault.log"), level: "info" });
    expect(() => log.error("started", {}, new Error("said nowhere"))).not.toThrow();
  });

  it.skipIf(process.platform !== "linux")("stops nothing while the disk is full", () => {
    const log = createLog({ file: "/dev/full", level: "info" });
    expect(() => {
      for (let count = 0; count < 2_000; count += 1) log.info("started", { count });
    }).not.toThrow();
  });
});
