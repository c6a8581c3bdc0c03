import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCounters } from "#test/support/counters.ts";
import type { Pcscd } from "#test/support/pcscd.ts";
import { usePcscd, whyNoPcscd } from "#test/support/pcscd.ts";

const root = join(import.meta.dirname, "..", "..");
const noPcscd = await whyNoPcscd();
const hasKeyring = process.env["DBUS_SESSION_BUS_ADDRESS"] !== undefined;
let service: Pcscd | null = null;

beforeAll(async () => {
  if (noPcscd === null) service = await usePcscd();
});
afterAll(() => service?.release());

describe("the tour", () => {
  const readers = noPcscd === null ? "pcscd + vpcd" : `the reader in this process (${noPcscd})`;
  const keyring = hasKeyring ? "a real keyring" : "memory (no session bus)";

  it(`holds in every step, with ${readers} and ${keyring}`, () => {
    const tour = spawnSync(process.execPath, [join(root, "build", "tour.mjs")], {
      encoding: "utf8",
      timeout: 280_000,
      env: {
        ...process.env,
        TAPVAULT_TOUR_PCSC: noPcscd === null ? "1" : "0",
        ...(hasKeyring ? {} : { TAPVAULT_TOUR_KEYRING: "none" }),
      },
    });
    expect(tour.stdout + tour.stderr).not.toContain("FAIL");
    expect(tour.status).toBe(0);
    const { tourSteps, of } = JSON.parse(readFileSync(join(root, "out", "tour.json"), "utf8")) as {
      tourSteps: number;
      of: number;
    };
    expect(tourSteps).toBe(of);
    expect(statSync(join(root, "out", "tour.png")).size).toBeGreaterThan(10_000);
    writeCounters("tour", { tourSteps });
  });
});
