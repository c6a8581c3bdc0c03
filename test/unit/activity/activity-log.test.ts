import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ActivityLog } from "#main/activity/activity-log.ts";
import type { ActivityEvent } from "#contract/views.ts";
import { createHandClock } from "#test/support/hand-clock.ts";
import { silentLog } from "#test/support/silent-log.ts";

let folder: string;
let opened: ActivityLog[];
const clock = createHandClock();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-activity-"));
  opened = [];
});
afterEach(() => {
  for (const log of opened) log.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const open = (by: "window" | "cli" = "window", maxFileBytes?: number): ActivityLog => {
  const size = maxFileBytes === undefined ? {} : { maxFileBytes };
  const log = new ActivityLog({ folder, by, clock, log: silentLog, changed: () => undefined, ...size });
  opened.push(log);
  return log;
};

const locked = (why: "command" | "idle" = "command"): ActivityEvent => ({ kind: "lock", why });
const newest = (): string => join(folder, "activity.jsonl");
const text = (): string => readFileSync(newest(), "utf8");
const writeMany = (log: ActivityLog, count: number): void => {
  for (let n = 0; n < count; n++) {
    log.record({ kind: "lookup", count: n, mode: "hash", error: null });
    log.flush();
  }
};

describe("writing", () => {
  it("gathers for a moment, then everything is in the file", () => {
    const log = open();
    log.record(locked());
    log.record(locked("idle"));
    expect(existsSync(newest())).toBe(false);
    clock.advance(200);
    expect(text().split("\n")).toHaveLength(3);
    expect(log.read().lines.map(({ event }) => event)).toEqual([locked(), locked("idle")]);
    expect(log.view()).toEqual({ count: 2, chain: { state: "ok", brokenFrom: null } });
  });

  it("asks for nothing on the disk before something happened", () => {
    const log = open();
    expect(log.view().count).toBe(0);
    log.dispose();
    expect(existsSync(join(folder, "activity.lock"))).toBe(false);
  });

  it("goes on where it ended, also after a new start and by another program", () => {
    writeMany(open(), 3);
    writeMany(open("cli"), 2);
    const { lines, chain } = open().read();
    expect(lines.map(({ seq, by }) => [seq, by])).toEqual([
      [1, "window"],
      [2, "window"],
      [3, "window"],
      [4, "cli"],
      [5, "cli"],
    ]);
    expect(chain.state).toBe("ok");
  });

  it("two programs that write in turns make one chain", () => {
    const [one, other] = [open("window"), open("cli")];
    for (let n = 0; n < 10; n++) {
      writeMany(one, 1);
      writeMany(other, 2);
    }
    expect(one.read().lines).toHaveLength(30);
    expect(one.read().chain.state).toBe("ok");
  });

  it("drops what does not fit the closed lists", () => {
    const log = open();
    log.record({ kind: "lock", why: "hunter2" } as never);
    log.record({ ...locked(), title: "My bank" } as never);
    log.flush();
    expect(existsSync(newest())).toBe(false);
  });

  it("a folder that cannot be written stops nothing, and what waited is written later", () => {
    const file = join(folder, "taken");
    writeFileSync(file, "");
    const log = new ActivityLog({ folder: file, by: "cli", clock, log: silentLog, changed: () => undefined });
    opened.push(log);
    log.record(locked());
    log.flush();
    expect(log.read().lines).toEqual([]);
    rmSync(file);
    clock.advance(6_000);
    expect(log.read().lines).toHaveLength(1);
  });
});

describe("rotation", () => {
  it("keeps two former files, and the chain goes through all of them", () => {
    const log = open("window", 1_000);
    writeMany(log, 60);
    const { lines, chain } = log.read();
    expect(chain.state).toBe("ok");
    expect(lines.at(-1)?.seq).toBe(60);
    expect(lines.length).toBeLessThan(30);
    expect(lines[0]?.seq).toBe(60 - lines.length + 1);
    expect(log.view().count).toBe(lines.length);
  });

  it("notices when a former file is taken away", () => {
    const log = open("window", 1_000);
    writeMany(log, 40);
    rmSync(join(folder, "activity.2.jsonl"));
    expect(open().read().chain).toEqual({ state: "broken", brokenFrom: 0 });
  });
});

describe("what a crash leaves", () => {
  it("an unfinished line is cut off, said, and the chain holds", () => {
    const log = open();
    writeMany(log, 3);
    appendFileSync(newest(), '{"at":17,"by":"win');
    expect(open().read().chain.state).toBe("repaired");
    writeMany(open(), 1);
    const { lines, chain } = open().read();
    expect(chain).toEqual({ state: "repaired", brokenFrom: null });
    expect(lines.slice(3).map(({ event }) => event)).toEqual([
      { kind: "log", what: "repaired", count: 18 },
      { kind: "lookup", count: 0, mode: "hash", error: null },
    ]);
  });

  it("lines that the head does not know yet are gone on from", () => {
    const log = open();
    writeMany(log, 2);
    const head = readFileSync(join(folder, "activity.head"), "utf8");
    writeMany(log, 2);
    writeFileSync(join(folder, "activity.head"), head);
    writeMany(open(), 1);
    expect(open().read()).toMatchObject({ chain: { state: "ok" }, lines: { length: 5 } });
  });
});

describe("what was changed from outside", () => {
  it("stays to be seen after further lines", () => {
    const log = open();
    writeMany(log, 4);
    writeFileSync(newest(), text().replace('"count":1', '"count":7'));
    writeMany(open(), 3);
    expect(open().read().chain).toEqual({ state: "broken", brokenFrom: 1 });
  });

  it("a cut end does not heal by going on", () => {
    const log = open();
    writeMany(log, 4);
    const end = text().trimEnd().lastIndexOf("\n") + 1;
    truncateSync(newest(), end);
    expect(open().read().chain).toEqual({ state: "broken", brokenFrom: 3 });
    writeMany(open(), 2);
    expect(open().read().chain).toEqual({ state: "broken", brokenFrom: 3 });
  });

  it("a lost head is not made up again; clearing begins anew and says so", () => {
    const log = open();
    writeMany(log, 4);
    rmSync(join(folder, "activity.head"));
    writeMany(open(), 1);
    const again = open();
    expect(again.read().chain).toEqual({ state: "broken", brokenFrom: 0 });
    expect(again.clear()).toBe(5);
    const { lines, chain } = open().read();
    expect(chain.state).toBe("ok");
    expect(lines.map(({ seq, event }) => [seq, event])).toEqual([
      [1, { kind: "log", what: "cleared", count: 5 }],
    ]);
  });
});
