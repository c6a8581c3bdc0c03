import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import { writeCounters } from "#test/support/counters.ts";
import type { CrashOutcome, KillTime } from "#test/support/crash-child.ts";
import { bundleProgram, runCrashChild } from "#test/support/crash-child.ts";
import { createRandom } from "#test/support/crash-entries.ts";
import type { CrashOrders } from "#test/support/crash-lines.ts";
import type { CrashModel } from "#test/support/crash-model.ts";
import { createCrashModel } from "#test/support/crash-model.ts";
import { roundName, roundOf, roundSteps, strangeRows } from "#test/support/crash-rounds.ts";
import { integrityOf, makeCrashVault } from "#test/support/crash-vault.ts";
import { silentLog } from "#test/support/silent-log.ts";
import { must } from "#test/support/vault-bench.ts";

const randomPoints = 500;
const killsPerVault = 25;
const atOnce = 2;
const endless = 1_000_000;
const seed = Number(process.env["TAPVAULT_CRASH_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

const counted = { crashPoints: 0, lostSaves: 0, acknowledged: 0 };
const print = (text: string): void => void process.stdout.write(`crash: ${text}\n`);

let folder: string;
let program: string;
let files = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-crash-"));
  program = await bundleProgram("crash-writer");
  print(`seed ${seed} (TAPVAULT_CRASH_SEED=${seed} repeats the run)`);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  const { crashPoints, lostSaves, acknowledged } = counted;
  print(`${crashPoints} processes killed, ${acknowledged} saves acknowledged, ${lostSaves} lost`);
  writeCounters("crash", { crashPoints, lostSaves });
});

const newFile = (): string => join(folder, `${++files}`, "vault.db");

const ordersFor = (file: string, more: Partial<CrashOrders>): CrashOrders => ({
  task: "write",
  file,
  words: "",
  seed: 1,
  prefix: "m",
  changes: endless,
  killAt: null,
  ...more,
});

const run = async (orders: CrashOrders, kill: KillTime | null): Promise<CrashOutcome> => {
  const outcome = await runCrashChild(program, orders, kill);
  const failures = outcome.lines.filter((line) => line.say === "failed");
  expect({ failures, stderr: outcome.stderr }).toEqual({ failures: [], stderr: "" });
  if (outcome.wasKilled) counted.crashPoints++;
  return outcome;
};

/** Takes up what a process said and compares with what it left. */
const check = async (model: CrashModel, outcome: CrashOutcome): Promise<void> => {
  const before = model.acknowledged();
  model.learn(outcome.lines);
  const found = await model.compare();
  counted.acknowledged += model.acknowledged() - before;
  counted.lostSaves += found.lost.length;
  expect(found).toEqual({ lost: [], wrong: [] });
};

/** A vault whose processes are killed one after the other at random times. */
const killAtRandom = async (own: number, kills: number): Promise<void> => {
  const random = createRandom(own);
  const file = newFile();
  const words = must(await makeCrashVault({ file }));
  const model = createCrashModel(file, words);
  for (let kill = 0; kill < kills; kill++) {
    const after = random() < 0.15 ? "start" : "ready";
    const ms = Math.floor(random() * (after === "start" ? 150 : 30));
    const orders = ordersFor(file, { words, seed: own + kill, prefix: `${kill}` });
    const outcome = await run(orders, { after, ms });
    expect(outcome.wasKilled).toBe(true);
    await check(model, outcome);
  }
};

describe("the check itself", () => {
  it("sees a save that is missing, one that is not whole, and one that nobody made", async () => {
    const spoilt = async (sql: string): Promise<readonly string[]> => {
      const file = newFile();
      const words = must(await makeCrashVault({ file }));
      const model = createCrashModel(file, words);
      model.learn((await run(ordersFor(file, { words, changes: 12 }), null)).lines);
      const database = new Database(file);
      database.exec(sql);
      database.close();
      const { lost, wrong } = await model.compare();
      return [...(lost.length > 0 ? ["lost"] : []), ...(wrong.length > 0 ? ["wrong"] : [])];
    };
    expect(await spoilt("UPDATE entry SET sealed = zeroblob(90) WHERE rowid = 1")).toEqual(["lost", "wrong"]);
    expect(await spoilt("DELETE FROM history; DELETE FROM entry")).toContain("lost");
  });
});

describe("a process killed while it saves", () => {
  it(`loses nothing it acknowledged, at ${randomPoints} random moments`, async () => {
    const waiting = Array.from({ length: randomPoints / killsPerVault }, (_, index) => seed + index * 1_000);
    const before = counted.crashPoints;
    const worker = async (): Promise<void> => {
      for (let own = waiting.shift(); own !== undefined; own = waiting.shift())
        await killAtRandom(own, killsPerVault);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    expect(counted.crashPoints - before).toBe(randomPoints);
    expect(counted.lostSaves).toBe(0);
  }, 900_000);

  it("loses nothing at any step of any change of an entry", async () => {
    const file = newFile();
    const words = must(await makeCrashVault({ file }));
    const model = createCrashModel(file, words);
    const whole = await run(ordersFor(file, { words, changes: 150, prefix: "first" }), null);
    await check(model, whole);
    const steps = whole.lines.flatMap((line) => (line.say === "reached" ? line.steps : []));
    expect(steps).toEqual(
      expect.arrayContaining(["begun", "entry", "index-page", "committing", "committed"]),
    );
    for (const step of steps) {
      for (const time of [1, 2, 7]) {
        const orders = { words, seed: seed + time, prefix: `${step}-${time}`, killAt: { step, time } };
        const outcome = await run(ordersFor(file, orders), null);
        expect({ step, time, wasKilled: outcome.wasKilled }).toEqual({ step, time, wasKilled: true });
        await check(model, outcome);
      }
    }
  });

  it("leaves a creation that was cut off to be made again, at each of its steps", async () => {
    const whole = await run(ordersFor(newFile(), { task: "make" }), null);
    const steps = whole.lines.flatMap((line) => (line.say === "reached" ? line.steps : []));
    expect(steps).toEqual(expect.arrayContaining(["meta-new", "meta", "slot"]));
    for (const step of steps) {
      for (const time of [1, 2]) {
        const file = newFile();
        const orders = ordersFor(file, { task: "make", killAt: { step, time } });
        const first = await run(orders, null);
        expect(integrityOf(file)).toBe("ok");
        if (first.lines.some((line) => line.say === "made")) continue;
        const second = await runCrashChild(program, { ...orders, killAt: null }, null);
        const said = second.lines.flatMap((line) =>
          line.say === "failed" ? [line.code] : line.say === "made" ? ["made"] : [],
        );
        const isFinished = step === "committed" && time === 2;
        expect({ step, time, said }).toEqual({ step, time, said: [isFinished ? "vault.exists" : "made"] });
      }
    }
  });

  it("writes whole transactions or none, at each kind of step there is", async () => {
    const file = newFile();
    let acknowledged = 0;
    for (const step of ["begun", ...roundSteps, "committing", "committed"]) {
      for (const time of [2, 3]) {
        const orders = ordersFor(file, { task: "rows", killAt: { step, time } });
        const outcome = await run(orders, null);
        expect({ step, wasKilled: outcome.wasKilled }).toEqual({ step, wasKilled: true });
        const rounds = outcome.lines.flatMap((line) => (line.say === "round" ? [line.round] : []));
        acknowledged = Math.max(acknowledged, ...rounds);
        const store = must(openLibsqlStore({ file, log: silentLog }));
        const round = roundOf(must(store.meta(roundName)));
        const strange = round === 0 ? [] : strangeRows(store, round);
        store.dispose();
        if (round < acknowledged) counted.lostSaves++;
        expect({ step, strange, round: round >= acknowledged && round <= acknowledged + 1 }).toEqual({
          step,
          strange: [],
          round: true,
        });
        expect(integrityOf(file)).toBe("ok");
        acknowledged = round;
      }
    }
  });
});
