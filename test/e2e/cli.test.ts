import { existsSync, readFileSync, readdirSync, readlinkSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CliProfile } from "#test/support/cli.ts";
import { createCliProfile } from "#test/support/cli.ts";

let profile: CliProfile;

beforeEach(() => {
  profile = createCliProfile();
});
afterEach(() => profile.dispose());

const code = (outcome: { json(): unknown }): unknown =>
  (outcome.json() as { error?: { code: string } }).error?.code;
const vaultFile = (): string => join(profile.dir, "sandbox", "vault.db");

describe("the command line", () => {
  it("does the main job: make, keep open, set, list, get, remove, lock", async () => {
    await profile.create();
    const unlocked = await profile.run(["--json", "unlock"]);
    expect(unlocked.json()).toEqual({ unlocked: true, minutes: 5 });
    const set = await profile.run(
      ["--json", "set", "Harbour", "--username", "ada", "--url", "https://h.example"],
      "s3cret pass\n",
    );
    expect(set.json()).toMatchObject({ revision: expect.any(Number) as number });
    expect((await profile.run(["list"])).stdout).toBe("Harbour\tada\n");
    expect((await profile.run(["list", "--json"])).stdout).not.toContain("s3cret");
    expect((await profile.run(["get", "Harbour", "--field", "password"])).stdout).toBe("s3cret pass\n");
    expect((await profile.run(["--json", "get", "harb", "--masked"])).stdout).not.toContain("s3cret");
    const changed = await profile.run(["--json", "set", "Harbour", "--username", "grace", "--no-stdin"]);
    expect(changed.code).toBe(0);
    const got = (await profile.run(["--json", "get", "Harbour"])).json() as {
      fields: { fieldId: string; value: string }[];
    };
    expect(got.fields.find((field) => field.fieldId === "username")?.value).toBe("grace");
    expect(got.fields.find((field) => field.fieldId === "password")?.value).toBe("s3cret pass");
    expect((await profile.run(["rm", "Harbour"])).code).toBe(0);
    expect((await profile.run(["get", "Harbour"])).code).toBe(4);
    expect((await profile.run(["lock"])).code).toBe(0);
  });

  it("opens the vault by a tap for one call when no agent runs, and keeps nothing in the clear", async () => {
    await profile.create();
    expect((await profile.run(["set", "Kept", "--username", "ada"], "plain-needle")).code).toBe(0);
    expect((await profile.run(["get", "Kept", "--field", "password"])).stdout).toBe("plain-needle\n");
    const files = readdirSync(profile.dir, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    for (const file of files) {
      const content = readFileSync(join(file.parentPath, file.name), "latin1");
      expect(content.includes("plain-needle"), file.name).toBe(false);
      expect(content.includes("Kept"), file.name).toBe(false);
    }
  });

  it("lets nobody else in: folder, vault and socket belong to their owner", async () => {
    await profile.create();
    await profile.run(["unlock"]);
    for (const path of [vaultFile(), join(profile.dir, "agent.sock")])
      expect(statSync(path).mode & 0o077, path).toBe(0);
  });

  it.skipIf(process.platform !== "linux")("leaves an agent that keeps no folder in use", async () => {
    await profile.create();
    await profile.run(["unlock"]);
    const agents = readdirSync("/proc").filter((pid) => {
      const file = join("/proc", pid, "cmdline");
      const words = /^\d+$/u.test(pid) && existsSync(file) ? readFileSync(file, "utf8").split("\0") : [];
      return words.includes(profile.dir) && words.includes("agent");
    });
    expect(agents.map((pid) => readlinkSync(join("/proc", pid, "cwd")))).toEqual(["/"]);
  });

  it("opens with the recovery words, and says which word is wrong", async () => {
    const words = await profile.create();
    const wrong = words.map((word, index) => (index === 6 ? (word === "zoo" ? "abandon" : "zoo") : word));
    const refused = await profile.run(["--json", "unlock", "--words"], wrong.join(" "));
    expect(refused.json()).toMatchObject({ error: { code: "recovery.wrong-word", detail: { position: 7 } } });
    const misspelt = words.map((word, index) => (index === 2 ? "zzzzz" : word));
    const unknown = await profile.run(["--json", "unlock", "--words"], misspelt.join(" "));
    expect(unknown.json()).toMatchObject({
      error: { code: "recovery.unknown-word", detail: { position: 3 } },
    });
    expect(code(await profile.run(["--json", "unlock", "--words"], "too few"))).toBe("recovery.word-count");
    const opened = await profile.run(["--json", "unlock", "--words"], words.join("\n"));
    expect(opened.json()).toMatchObject({ unlocked: true });
  });

  it("proves a tap without a vault, and says that there is none", async () => {
    const scan = await profile.run(["--json", "scan"]);
    expect(scan.json()).toMatchObject({ proven: true, chipKind: "spark2", flow: "scan" });
    const list = await profile.run(["--json", "list"]);
    expect(code(list)).toBe("vault.none");
    expect(list.code).toBe(3);
  });

  it("leaves a vault of a newer version as it is, and says so", async () => {
    await profile.create();
    const database = new Database(vaultFile());
    // libsql's close leaves the log unmerged, which would happen at some later moment.
    database.exec("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)");
    database.close();
    const before = readFileSync(vaultFile());
    const outcome = await profile.run(["--json", "list"]);
    expect(code(outcome)).toBe("vault.newer-version");
    expect(outcome.code).toBe(3);
    expect(readFileSync(vaultFile()).equals(before)).toBe(true);
  });

  it("says what is in the way of an agent, and not that it did not start", async () => {
    writeFileSync(join(profile.dir, "profile.json"), "{");
    const unclear = await profile.run(["--json", "unlock"]);
    expect([unclear.code, code(unclear)]).toEqual([2, "settings.unreadable"]);
  });

  it("takes no empty name for the folder that it is called from", async () => {
    const outcome = await profile.run(["--profile", "", "list"]);
    expect(outcome).toMatchObject({ code: 2, stdout: "" });
    expect(outcome.stderr).toContain("a folder is wanted");
  });

  it("says that nothing can be kept where its folder cannot be made", async () => {
    writeFileSync(join(profile.dir, "in the way"), "");
    const inTheWay = ["--profile", join(profile.dir, "in the way", "profile"), "--json"];
    for (const verb of ["list", "unlock", "scan", "create"]) {
      const outcome = await profile.run([...inTheWay, verb]);
      expect([verb, outcome.code, code(outcome)]).toEqual([verb, 3, "vault.read-only"]);
    }
    const doctor = await profile.run([...inTheWay, "doctor"]);
    const { checks } = doctor.json() as { checks: { id: string; state: string }[] };
    expect(checks.find(({ id }) => id === "profile")?.state).toBe("failed");
  });

  it("leaves a damaged vault as it is, and says so", async () => {
    await profile.create();
    writeFileSync(vaultFile(), "this is no vault");
    const outcome = await profile.run(["--json", "list"]);
    expect(code(outcome)).toBe("vault.damaged");
    expect(outcome.code).toBe(9);
    expect(readFileSync(vaultFile(), "utf8")).toBe("this is no vault");
  });

  it("refuses a malformed API key or address and changes nothing", async () => {
    const key = await profile.run(["--json", "connect", "vivokey"], "not a key");
    expect(code(key)).toBe("settings.api-key-malformed");
    expect(key.code).toBe(2);
    const address = await profile.run(
      ["--json", "connect", "vivokey", "--scan-url", "http://198.51.100.7/v1/"],
      "ab".repeat(30),
    );
    expect(code(address)).toBe("settings.address-malformed");
    expect((await profile.run(["--json", "scan"])).json()).toMatchObject({ proven: true });
  });

  it("answers wrong arguments with exit code 2", async () => {
    expect((await profile.run(["nonsense"])).code).toBe(2);
    expect((await profile.run(["--timeout", "-1", "list"])).code).toBe(2);
    expect((await profile.run(["--help"])).code).toBe(0);
  });

  it("ends without hanging when nobody taps", async () => {
    const alone = createCliProfile({ simulate: false });
    const outcome = await alone.run(["--json", "--timeout", "1", "scan"]);
    expect(code(outcome)).toBe("chip.timeout");
    expect(outcome.code).toBe(6);
    await alone.dispose();
  });

  it("doctor answers with one JSON value that lists every check", async () => {
    const outcome = await profile.run(["--json", "doctor"]);
    const { checks } = outcome.json() as { checks: { id: string; state: string }[] };
    const ids = ["reader-service", "keychain", "service", "clock", "vault-file", "disk", "profile"];
    expect(checks.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    for (const id of ["clock", "vault-file", "profile"])
      expect(checks.find((one) => one.id === id)?.state, id).toBe("ok");
  });

  it("doctor makes a report in which nothing names the person, and traces a tap until Ctrl-C", async () => {
    await profile.create();
    const file = join(profile.dir, "report.md");
    expect((await profile.run(["doctor", "--report", file])).code).toBe(0);
    const report = readFileSync(file, "utf8");
    expect(report).toContain("## Checks");
    expect(report).not.toContain(profile.dir);
    expect(report).not.toMatch(/[0-9a-f]{16}/u);
    expect(statSync(file).mode & 0o077).toBe(0);
    const traced = await profile.interrupt(["doctor", "--trace"], "Part 2");
    expect(traced.code).toBe(0);
    expect(traced.stderr).toContain("-> Read the UID, 5 bytes");
    expect(traced.stderr).not.toMatch(/[0-9A-F]{2}( [0-9A-F]{2}){4}/u);
  });
});
