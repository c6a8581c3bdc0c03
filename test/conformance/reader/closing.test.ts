/**
 * A program that lets go of the real service in the very moment a reader is found, again and again, in a
 * process of its own: where the native library falls over its own thread, that process hangs or dies.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Pcscd, usePcscd, whyNoPcscd } from "#test/support/pcscd.ts";

const rounds = 8;
const limitMs = 40_000;
const pcsclite = join(import.meta.dirname, "..", "..", "..", "electron", "platform", "pcsclite", "index.cjs");

const program = `
  const open = require(${JSON.stringify(pcsclite)});
  let rounds = 0;
  const round = () => {
    const pcsc = open();
    pcsc.once("reader", () => {
      pcsc.close();
      rounds += 1;
      if (rounds < ${String(rounds)}) pcsc.whenClosed().then(round);
    });
  };
  round();
  process.on("exit", () => process.stdout.write(String(rounds)));
`;

const missing = await whyNoPcscd();
let pcscd: Pcscd | null = null;
beforeAll(async () => {
  pcscd = missing === null ? await usePcscd() : null;
});
afterAll(() => pcscd?.release());

it.skipIf(missing !== null)(
  `ends when it is closed while a reader is found${missing === null ? "" : ` (${missing})`}`,
  async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", program], {
      timeout: limitMs,
      killSignal: "SIGKILL",
    });
    expect(stdout).toBe(String(rounds));
  },
);
