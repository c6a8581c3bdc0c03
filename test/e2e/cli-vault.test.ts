/** The command line's verbs about the vault as a whole, on the built program and the sandbox's chip. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CliOutcome, CliProfile } from "#test/support/cli.ts";
import { createCliProfile } from "#test/support/cli.ts";

let profile: CliProfile;
let files: string;

beforeEach(() => {
  profile = createCliProfile();
  files = mkdtempSync(join(tmpdir(), "tapvault-cli-files-"));
});
afterEach(async () => {
  await profile.dispose();
  rmSync(files, { recursive: true, force: true });
});

interface Slot {
  readonly slotId: string;
  readonly kind: string;
  readonly label: string;
}

const passphrase = "four quiet herons wade north";
const errorCode = (outcome: CliOutcome): string | undefined =>
  (outcome.json() as { error?: { code: string } }).error?.code;
const json = async (args: readonly string[], input?: string): Promise<unknown> => {
  const outcome = await profile.run(["--json", ...args], input);
  expect(outcome.code, `${args.join(" ")}: ${outcome.stdout}${outcome.stderr}`).toBe(0);
  return outcome.json();
};
const slots = async (): Promise<readonly Slot[]> => (await json(["slots"])) as Slot[];

describe("ways in on the command line", () => {
  it("a passphrase is set, tried, opens the vault without a tap, and is taken away", async () => {
    await profile.create();
    await json(["unlock"]);
    expect(errorCode(await profile.run(["--json", "passphrase"], "short"))).toBe("passphrase.too-weak");
    await json(["passphrase"], passphrase);
    expect(await json(["passphrase", "--test"], passphrase)).toMatchObject({ opens: true });
    const wrong = await profile.run(["--json", "passphrase", "--test"], "four quiet herons wade south");
    expect([wrong.code, errorCode(wrong)]).toEqual([2, "passphrase.wrong"]);
    await profile.run(["lock"]);
    const refused = await profile.run(["--json", "unlock", "--passphrase"], "not this one at all");
    expect([refused.code, errorCode(refused)]).toEqual([2, "passphrase.wrong"]);
    expect(await json(["unlock", "--passphrase"], `${passphrase}\n`)).toMatchObject({ unlocked: true });
    await json(["passphrase", "--remove"]);
    expect((await slots()).map(({ kind }) => kind)).not.toContain("passphrase");
  });

  it("ways in are listed, named and removed; the last one stays", async () => {
    await profile.create();
    await json(["unlock"]);
    await json(["passphrase"], passphrase);
    const [chip] = (await slots()).filter(({ kind }) => kind === "chip-and-computer");
    await json(["slots", "rename", chip?.slotId.slice(0, 8) ?? "", "Left hand"]);
    expect((await profile.run(["slots"])).stdout).toContain("Left hand");
    await json(["slots", "rm", "Left hand"]);
    expect((await slots()).map(({ kind }) => kind).sort()).toEqual(["passphrase", "recovery"]);
    const again = await profile.run(["--json", "slots", "rm", "Left hand"]);
    expect([again.code, errorCode(again)]).toEqual([4, "slot.not-found"]);
    expect(await json(["slots", "add-chip", "--label", "Right hand"])).toMatchObject({
      slotId: expect.any(String) as string,
    });
    expect((await slots()).map(({ label }) => label)).toContain("Right hand");
  });

  it("a new key keeps what survives it, and every entry", async () => {
    const words = await profile.create();
    await json(["unlock"]);
    for (let n = 0; n < 20; n++) await json(["set", `Entry ${n}`, "--username", `user ${n}`], `secret ${n}`);
    const before = await slots();
    const { gone } = (await json(["rotate"])) as { gone: string[] };
    expect((await slots()).map(({ slotId }) => slotId)).toEqual(
      before.map(({ slotId }) => slotId).filter((id) => !gone.includes(id)),
    );
    expect((await json(["list"])) as unknown[]).toHaveLength(20);
    expect((await profile.run(["get", "Entry 7", "--field", "password"])).stdout).toBe("secret 7\n");
    expect(await json(["verify"])).toMatchObject({ isWell: true, entries: 20 });
    await profile.run(["lock"]);
    await json(["unlock", "--words"], words.join(" "));
    expect((await profile.run(["get", "Entry 19", "--field", "password"])).stdout).toBe("secret 19\n");
  });
});

describe("the recovery kit on the command line", () => {
  it("is saved as a PDF at creation, over nothing that is there", async () => {
    const pdf = join(files, "kit.pdf");
    writeFileSync(pdf, "mine");
    const refused = await profile.run(["--json", "create", "--pdf", pdf]);
    expect([refused.code, errorCode(refused)]).toEqual([10, "file.unwritable"]);
    expect(readFileSync(pdf, "utf8")).toBe("mine");
    const made = await profile.giveBack(["create", "--pdf", join(files, "new.pdf")]);
    expect(made.code, made.stdout).toBe(0);
    expect(readFileSync(join(files, "new.pdf")).subarray(0, 5).toString("latin1")).toBe("%PDF-");
  });

  it("is renewed: then only the new words open; without answers the former ones do", async () => {
    const first = await profile.create();
    await json(["unlock"]);
    const dropped = await profile.run(["--json", "kit", "renew"], "");
    expect(dropped.code).toBe(130);
    expect(await json(["kit", "test"], first.join(" "))).toMatchObject({ opens: true });
    const renewed = await profile.giveBack(["kit", "renew"]);
    expect(renewed.code, renewed.stdout).toBe(0);
    expect(await json(["kit", "test"], renewed.words.join(" "))).toMatchObject({ opens: true });
    expect((await profile.run(["--json", "kit", "test"], first.join(" "))).code).toBe(2);
    await profile.run(["lock"]);
    expect(await json(["unlock", "--words"], renewed.words.join(" "))).toMatchObject({ unlocked: true });
  });
});

const vaultFile = (): string => join(profile.dir, "sandbox", "vault.db");

/** Turns one bit around at the end of every sealed entry. */
const damageEntries = (): void => {
  const database = new Database(vaultFile());
  const rows = database.prepare("SELECT id, sealed FROM entry").all() as { id: string; sealed: Uint8Array }[];
  expect(rows).not.toEqual([]);
  for (const { id, sealed } of rows) {
    const changed = Buffer.from(sealed);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    database.prepare("UPDATE entry SET sealed = ? WHERE id = ?").run(changed, id);
  }
  database.close();
};

describe("checks and backups on the command line", () => {
  it("verify finds a changed byte, ends with 9, and a backup puts the entry back", async () => {
    await profile.create();
    await json(["set", "Kept", "--username", "ada"], "s3cret");
    expect(await json(["verify"])).toMatchObject({ isWell: true, isFileIntact: true, entries: 1 });
    const backup = (await json(["backup"])) as { name: string };
    expect((await json(["backup", "list"])) as unknown[]).toContainEqual(
      expect.objectContaining({ name: backup.name }),
    );
    damageEntries();
    const damaged = await profile.run(["--json", "verify"]);
    expect(damaged.code, damaged.stdout).toBe(9);
    expect(damaged.json()).toMatchObject({ isWell: false });
    const { keptAs } = (await json(["backup", "restore", backup.name])) as { keptAs: string };
    expect(keptAs).not.toBe("");
    expect((await profile.run(["get", "Kept", "--field", "password"])).stdout).toBe("s3cret\n");
    expect(await json(["verify"])).toMatchObject({ isWell: true });
  });

  it("a backup is put back while an agent has the vault open, which it locks; a damaged file too", async () => {
    await profile.create();
    await json(["unlock"]);
    await json(["set", "First"], "one");
    const { name } = (await json(["backup"])) as { name: string };
    await json(["set", "Second"], "two");
    await json(["backup", "restore", name]);
    expect(existsSync(join(profile.dir, "agent.sock"))).toBe(false);
    expect(((await json(["list"])) as { title: string }[]).map(({ title }) => title)).toEqual(["First"]);
    writeFileSync(vaultFile(), "this is no vault");
    for (const name of readdirSync(join(profile.dir, "sandbox")))
      if (/vault\.db-(wal|shm)$/.test(name)) rmSync(join(profile.dir, "sandbox", name));
    await json(["backup", "restore", name]);
    expect(((await json(["list"])) as { title: string }[]).map(({ title }) => title)).toEqual(["First"]);
  });

  it("names no backup that is not there", async () => {
    await profile.create();
    for (const name of ["nothing", "../vault.db", "/etc/passwd"]) {
      const outcome = await profile.run(["--json", "backup", "restore", name]);
      expect([outcome.code, errorCode(outcome)], name).toEqual([4, "backup.none"]);
    }
    expect(await json(["list"])).toEqual([]);
  });
});
