import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bundleProgram } from "#test/support/crash-child.ts";
import type { ClientAnswer } from "#test/support/crash-commands.ts";
import type { Client, Place } from "#test/support/crash-place.ts";
import { startClient } from "#test/support/crash-place.ts";

let program: string;
let root: string;
let folder: string;
let file: string;
let words: string;
let clients: Client[] = [];

beforeAll(async () => {
  program = await bundleProgram("crash-client");
  root = mkdtempSync(join(tmpdir(), "tapvault-limits-"));
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(root, "at-"));
  mkdirSync(join(folder, "vault"));
  file = join(folder, "vault", "vault.db");
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.end()));
  clients = [];
});

const start = (place?: Place): Client => {
  const client = startClient(program, file, place);
  clients.push(client);
  return client;
};
const okOf = (answer: ClientAnswer): ClientAnswer => {
  expect(answer.code).toBe("ok");
  return answer;
};
const make = async (client: Client): Promise<void> => {
  words = okOf(await client.ask({ do: "make" })).words ?? "";
  okOf(await client.ask({ do: "open", words }));
};
/** Everything there, in order, after it was found whole. */
const look = async (client: Client): Promise<readonly string[]> => {
  const seen = okOf(await client.ask({ do: "look" }));
  expect(seen.wrong).toEqual([]);
  return seen.marks.toSorted();
};
/** Opens the file in a process with no hindrance and looks. */
const lookPlainly = async (): Promise<readonly string[]> => {
  const plain = start();
  okOf(await plain.ask({ do: "open", words }));
  const marks = await look(plain);
  expect((await plain.ask({ do: "close" })).marks).toEqual(["ok"]);
  return marks;
};
const numbered = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

describe("a full disk", () => {
  const tiny = (): Client => start({ kind: "tiny-disk", folder: join(folder, "vault"), sizeKiB: 6_000 });

  it("refuses what no longer fits, keeps what was saved, and goes on in the same process once there is space", async () => {
    const client = tiny();
    await make(client);
    const first = okOf(await client.ask({ do: "add", prefix: "a", count: 20 })).marks;
    okOf(await client.ask({ do: "fill" }));
    const refused = await client.ask({ do: "add", prefix: "b", count: 1_000 });
    expect(refused.code).toBe("vault.disk-full");
    const kept = [...first, ...refused.marks].toSorted();
    expect(await look(client)).toEqual(kept);
    okOf(await client.ask({ do: "free" }));
    const later = okOf(await client.ask({ do: "add", prefix: "c", count: 20 })).marks;
    expect(await look(client)).toEqual([...kept, ...later].toSorted());
    expect((await client.ask({ do: "close" })).marks).toEqual(["ok"]);
    okOf(await client.ask({ do: "open", words }));
    expect(await look(client)).toEqual([...kept, ...later].toSorted());
  });

  it("refuses a whole import and a whole file, and leaves nothing of either", async () => {
    const client = tiny();
    await make(client);
    okOf(await client.ask({ do: "add", prefix: "a", count: 3 }));
    const entryId = (await client.ask({ do: "look" })).entryIds?.[0] ?? "";
    expect(await client.ask({ do: "import", prefix: "big", count: 8_000 })).toMatchObject({
      code: "vault.disk-full",
    });
    expect(await look(client)).toEqual(numbered("a", 3));
    const attach = { do: "attach", entryId, mark: "film", bytes: 20_000_000 } as const;
    expect((await client.ask(attach)).code).toBe("vault.disk-full");
    expect(await look(client)).toEqual(numbered("a", 3));
    okOf(await client.ask({ do: "import", prefix: "small", count: 20 }));
    expect(await look(client)).toEqual([...numbered("a", 3), ...numbered("small", 20)].toSorted());
  });

  it("takes away the pieces of a file for which the disk became full meanwhile, once there is space", async () => {
    const client = start({ kind: "tiny-disk", folder: join(folder, "vault"), sizeKiB: 16_000 });
    await make(client);
    okOf(await client.ask({ do: "add", prefix: "a", count: 3 }));
    const entryId = (await client.ask({ do: "look" })).entryIds?.[0] ?? "";
    const film = { do: "attach", entryId, mark: "film", bytes: 5_000_000 } as const;
    expect((await client.ask({ ...film, fillAt: 2_000_000 })).code).toBe("vault.disk-full");
    expect(okOf(await client.ask({ do: "look" })).marks.toSorted()).toEqual(numbered("a", 3));
    okOf(await client.ask({ do: "free" }));
    okOf(await client.ask({ ...film, bytes: 1_000 }));
    expect(await look(client)).toEqual(numbered("a", 3));
  });

  it("refuses a new vault, which is made once there is space", async () => {
    const client = tiny();
    okOf(await client.ask({ do: "fill" }));
    expect((await client.ask({ do: "make" })).code).toBe("vault.disk-full");
    okOf(await client.ask({ do: "free" }));
    await make(client);
    okOf(await client.ask({ do: "add", prefix: "a", count: 3 }));
    expect(await look(client)).toEqual(numbered("a", 3));
  });
});

describe("a vault that cannot be written", () => {
  const prepare = async (): Promise<Client> => {
    const client = start();
    await make(client);
    okOf(await client.ask({ do: "add", prefix: "a", count: 5 }));
    return client;
  };

  it.each([
    ["the folder", () => join(folder, "vault")],
    ["the file", () => file],
  ])("is read, and every change refused, when %s is read-only", async (_name, path) => {
    const first = await prepare();
    await first.ask({ do: "close" });
    const client = start({ kind: "read-only", path: path() });
    okOf(await client.ask({ do: "open", words }));
    expect((await client.ask({ do: "add", prefix: "b", count: 1 })).code).toBe("vault.read-only");
    expect((await client.ask({ do: "import", prefix: "c", count: 5 })).code).toBe("vault.read-only");
    expect(await look(client)).toEqual(numbered("a", 5));
    expect(await lookPlainly()).toEqual(numbered("a", 5));
  });

  it("is read with what is still in the log of a process that is at it", async () => {
    const writer = await prepare();
    const client = start({ kind: "read-only", path: join(folder, "vault") });
    okOf(await client.ask({ do: "open", words }));
    expect(await look(client)).toEqual(numbered("a", 5));
    okOf(await writer.ask({ do: "add", prefix: "b", count: 2 }));
    expect(await look(client)).toEqual([...numbered("a", 5), ...numbered("b", 2)]);
    expect((await client.ask({ do: "add", prefix: "c", count: 1 })).code).toBe("vault.read-only");
  });

  it("is not made where the folder is read-only", async () => {
    const client = start({ kind: "read-only", path: join(folder, "vault") });
    expect((await client.ask({ do: "make" })).code).toBe("vault.read-only");
  });
});

describe("two processes at one vault", () => {
  it("both save at once: nothing of either is lost, and each sees the other's", async () => {
    const [one, other] = [start(), start()];
    await make(one);
    okOf(await other.ask({ do: "open", words }));
    const saved = await Promise.all([
      one.ask({ do: "add", prefix: "one", count: 150 }),
      other.ask({ do: "add", prefix: "other", count: 150 }),
    ]);
    const marks = saved.flatMap((answer) => okOf(answer).marks).toSorted();
    expect(marks.length).toBe(300);
    expect(await look(one)).toEqual(marks);
    expect(await look(other)).toEqual(marks);
    expect(await lookPlainly()).toEqual(marks);
  });

  it("both change the same entry at once: every acknowledged revision is in its history", async () => {
    const [one, other] = [start(), start()];
    await make(one);
    okOf(await other.ask({ do: "open", words }));
    okOf(await one.ask({ do: "add", prefix: "shared", count: 1 }));
    const entryId = (await one.ask({ do: "look" })).entryIds?.[0] ?? "";
    const saved = await Promise.all([
      one.ask({ do: "edit", entryId, prefix: "one", count: 100 }),
      other.ask({ do: "edit", entryId, prefix: "other", count: 100 }),
    ]);
    const acknowledged = saved.flatMap((answer) => okOf(answer).marks);
    for (const client of [one, other]) {
      const seen = okOf(await client.ask({ do: "look" }));
      expect(seen.wrong).toEqual([]);
      expect([...seen.marks, ...(seen.former ?? [])].toSorted()).toEqual(
        ["shared-0", ...acknowledged].toSorted(),
      );
    }
  });

  it("one stays open as the app does, others come and go as the command line does", async () => {
    const app = start();
    await make(app);
    const expected: string[] = [];
    const visits = async (): Promise<void> => {
      for (let visit = 0; visit < 8; visit++) {
        const caller = start();
        okOf(await caller.ask({ do: "open", words }));
        expected.push(...okOf(await caller.ask({ do: "add", prefix: `call-${visit}`, count: 5 })).marks);
        expect((await caller.ask({ do: "close" })).marks).toEqual(["ok"]);
        await caller.end();
      }
    };
    const work = async (): Promise<void> => {
      for (let round = 0; round < 20; round++)
        expected.push(...okOf(await app.ask({ do: "add", prefix: `app-${round}`, count: 10 })).marks);
    };
    await Promise.all([visits(), work()]);
    expect(await look(app)).toEqual(expected.toSorted());
    expect(await lookPlainly()).toEqual(expected.toSorted());
  });

  it("is told that the file is busy when another keeps it, and goes on when that ends", async () => {
    const client = start();
    await make(client);
    const holder = new Database(file);
    holder.exec("BEGIN IMMEDIATE");
    expect((await client.ask({ do: "add", prefix: "a", count: 1 })).code).toBe("vault.busy");
    holder.exec("ROLLBACK");
    holder.close();
    okOf(await client.ask({ do: "add", prefix: "b", count: 1 }));
    expect(await look(client)).toEqual(["b-0"]);
  });
});
