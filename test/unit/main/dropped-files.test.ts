/** Files that a person dropped: what the preload sends becomes work on the entry, and nothing else does. */
import { mkdirSync, mkdtempSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { ok } from "#contract/result.ts";
import type { Core } from "#main/core.ts";
import { addDroppedFiles } from "#main/handlers-entry-versions.ts";
import { TaskDesk } from "#main/task-desk.ts";
import { draft } from "#test/support/entry-bench.ts";
import { codeOf } from "#test/support/outcomes.ts";
import { silentLog } from "#test/support/silent-log.ts";
import type { Computer } from "#test/support/two-computers.ts";
import { createTwoComputers } from "#test/support/two-computers.ts";
import { must } from "#test/support/vault-bench.ts";

let computer: Computer;
let core: Core;
let entryId: string;
let folder: string;

const fileOf = (name: string, text = name): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const drop = (paths: readonly string[], id = entryId) =>
  addDroppedFiles(core, silentLog, { entryId: id, paths });

/** How each piece of work ended. */
const outcomes = async (): Promise<readonly string[]> => {
  while (core.tasks.views.some(({ state }) => state === "running"))
    await new Promise((turn) => setTimeout(turn, 5));
  return core.tasks.views.map(({ label, state, error }) => `${label} ${state} ${error?.code ?? ""}`.trim());
};

const names = (): readonly string[] =>
  must(computer.entries().get(entryId)).attachments.map(({ name }) => name);

beforeEach(async () => {
  [computer] = await createTwoComputers();
  entryId = must(computer.entries().save(null, draft("Harbour"))).entryId;
  folder = mkdtempSync(join(tmpdir(), "tapvault-drop-"));
  const tasks = new TaskDesk(computer.clock, () => undefined);
  core = { tasks, entries: () => ok(computer.entries()) } as unknown as Core;
});

describe("dropped files", () => {
  it("are added one after the other, each with its own work", async () => {
    const dropped = must(drop([fileOf("a.txt"), fileOf("b.txt"), fileOf("c.txt")]));
    expect(dropped.taskIds).toHaveLength(3);
    expect(await outcomes()).toEqual(["a.txt done", "b.txt done", "c.txt done"]);
    expect(names()).toEqual(["a.txt", "b.txt", "c.txt"]);
  });

  it("that are too large, folders, or gone are refused each by itself", async () => {
    const large = fileOf("large.bin");
    truncateSync(large, 50_000_001);
    mkdirSync(join(folder, "photos"));
    drop([large, join(folder, "photos"), join(folder, "gone.txt"), fileOf("good.txt")]);
    expect(await outcomes()).toEqual([
      "large.bin failed attachment.too-large",
      "photos failed file.unreadable",
      "gone.txt failed file.unreadable",
      "good.txt done",
    ]);
    expect(names()).toEqual(["good.txt"]);
  });

  it("can be stopped while they wait for their turn", async () => {
    const { taskIds } = must(drop([fileOf("a.txt"), fileOf("b.txt")]));
    core.tasks.cancel(taskIds[1] ?? "");
    expect(await outcomes()).toEqual(["a.txt done", "b.txt cancelled"]);
  });

  it.each([
    ["no path, as of a file that the page made itself", { paths: [""] }],
    ["no file", { paths: [] }],
    ["too many files", { paths: Array.from({ length: 21 }, () => "/etc/hostname") }],
    ["something else", { paths: ["/etc/hostname"], extra: 1 }],
    ["another entry's name", { entryId: "nobody", paths: ["/etc/hostname"] }],
  ])("are refused with %s", (_name, input) => {
    expect(codeOf(addDroppedFiles(core, silentLog, { entryId, ...input }))).toBe("ipc.bad-request");
    expect(codeOf(addDroppedFiles(core, silentLog, "/etc/hostname"))).toBe("ipc.bad-request");
  });

  it("are refused for an entry in the trash", () => {
    must(computer.entries().remove(entryId));
    expect(codeOf(drop([fileOf("a.txt")]))).toBe("entry.not-found");
  });
});
