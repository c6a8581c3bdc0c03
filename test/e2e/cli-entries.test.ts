/** The command line's verbs about entries, their history, files, and import and export, on the built program. */
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CliOutcome, CliProfile } from "#test/support/cli.ts";
import { createCliProfile } from "#test/support/cli.ts";

let profile: CliProfile;
let files: string;

beforeEach(async () => {
  profile = createCliProfile();
  files = mkdtempSync(join(tmpdir(), "tapvault-cli-files-"));
  await profile.create();
  await profile.run(["unlock"]);
});
afterEach(async () => {
  await profile.dispose();
  rmSync(files, { recursive: true, force: true });
});

const errorCode = (outcome: CliOutcome): string | undefined =>
  (outcome.json() as { error?: { code: string } }).error?.code;
const json = async (args: readonly string[], input?: string): Promise<unknown> => {
  const outcome = await profile.run(["--json", ...args], input);
  expect(outcome.code, `${args.join(" ")}: ${outcome.stdout}${outcome.stderr}`).toBe(0);
  return outcome.json();
};
const text = async (args: readonly string[], input?: string): Promise<string> => {
  const outcome = await profile.run(args, input);
  expect(outcome.code, `${args.join(" ")}: ${outcome.stdout}${outcome.stderr}`).toBe(0);
  return outcome.stdout;
};
const titles = async (...args: string[]): Promise<readonly string[]> =>
  ((await json(["list", ...args])) as { title: string }[]).map(({ title }) => title);

describe("entries on the command line", () => {
  it("has every former revision, and goes back to one", async () => {
    const first = (await json(["set", "Harbour", "--username", "ada"], "first")) as { revision: number };
    await json(["set", "Harbour", "--username", "grace"], "second");
    const { revisions } = (await json(["history", "Harbour"])) as {
      revisions: { revision: number; isCurrent: boolean }[];
    };
    expect(revisions.map(({ isCurrent }) => isCurrent)).toEqual([true, false]);
    const former = ["--revision", String(first.revision)];
    expect(await text(["get", "Harbour", ...former, "--field", "password"])).toBe("first\n");
    expect(await text(["get", "Harbour", ...former, "--field", "username"])).toBe("ada\n");
    await json(["restore", "Harbour", ...former]);
    expect(await text(["get", "Harbour", "--field", "password"])).toBe("first\n");
    const after = (await json(["history", "Harbour"])) as { revisions: unknown[] };
    expect(after.revisions).toHaveLength(3);
  });

  it("keeps what was removed in the trash until it is emptied", async () => {
    for (const title of ["One", "Two", "Three"]) await json(["set", title, "--no-stdin"]);
    for (const title of ["One", "Two"]) await json(["rm", title]);
    expect(await titles()).toEqual(["Three"]);
    expect([...(await titles("--trash"))].sort()).toEqual(["One", "Two"]);
    await json(["restore", "One"]);
    expect([...(await titles())].sort()).toEqual(["One", "Three"]);
    await json(["rm", "Three", "--purge"]);
    expect((await profile.run(["history", "Three"])).code).toBe(4);
    expect(await json(["trash", "empty"])).toEqual({ count: 1 });
    expect(await json(["trash"])).toEqual([]);
    expect((await profile.run(["restore", "Two"])).code).toBe(4);
  });

  it("shows favourites, tags and kinds", async () => {
    await json(["set", "A", "--no-stdin", "--favourite", "--tag", "work", "home"]);
    await json(["set", "B", "--no-stdin", "--type", "card", "--tag", "work"]);
    expect(await titles("--favourites")).toEqual(["A"]);
    expect(await titles("--tag", "work")).toEqual(["A", "B"]);
    expect(await titles("--type", "card")).toEqual(["B"]);
    await json(["set", "A", "--no-stdin", "--no-favourite", "--untag", "work"]);
    expect(await titles("--favourites")).toEqual([]);
    expect(await titles("--tag", "work")).toEqual(["B"]);
  });

  it("gives the code of now for a seed from stdin, and makes passwords", async () => {
    await json(["set", "Codes", "--totp"], "JBSWY3DPEHPK3PXP");
    const code = (await json(["get", "Codes", "--totp"])) as { code: string; secondsLeft: number };
    expect(code.code).toMatch(/^\d{6}$/);
    expect(code.secondsLeft).toBeGreaterThan(0);
    expect(code.secondsLeft).toBeLessThanOrEqual(30);
    await json(["set", "Made", "--generate", "32"]);
    expect((await text(["get", "Made", "--field", "password"])).trimEnd()).toHaveLength(32);
    expect((await text(["generate", "--words", "5"])).trimEnd().split("-")).toHaveLength(5);
    expect((await text(["generate", "--length", "12", "--no-symbols"])).trimEnd()).toMatch(
      /^[A-Za-z0-9]{12}$/,
    );
    expect(await json(["strength"], "password1")).toMatchObject({ score: 0 });
  });

  it("keeps named fields, hidden ones from stdin", async () => {
    await json(["set", "Door", "--field", "Colour=text:blue", "--field", "PIN=hidden"], "1234");
    expect(await text(["get", "Door", "--field", "pin"])).toBe("1234\n");
    expect(await text(["get", "Door", "--field", "Colour"])).toBe("blue\n");
    expect(await text(["get", "Door", "--masked"])).not.toContain("1234");
    expect((await profile.run(["set", "Door", "--field", "PIN=hidden:1234"])).code).toBe(2);
  });
});

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("files on the command line", () => {
  it("come back byte for byte, with an agent and without", async () => {
    const source = join(files, "söurce 📎.bin");
    const bytes = randomBytes(3_000_001);
    writeFileSync(source, bytes);
    await json(["set", "Holder", "--no-stdin"]);
    await json(["attach", "Holder", source]);
    await text(["lock"]);
    const [kept] = (await json(["attachments", "Holder"])) as { name: string; sizeBytes: number }[];
    expect(kept).toMatchObject({ name: "söurce 📎.bin", sizeBytes: bytes.length });
    const to = join(files, "back.bin");
    await json(["save", "Holder", "söurce 📎.bin", "--to", to]);
    expect(sha256(readFileSync(to))).toBe(sha256(bytes));
    const again = await profile.run(["--json", "save", "Holder", "söurce 📎.bin", "--to", to]);
    expect([again.code, errorCode(again)]).toEqual([10, "file.unwritable"]);
    await json(["detach", "Holder", "söurce 📎.bin"]);
    expect(await json(["attachments", "Holder"])).toEqual([]);
  });

  it("leave nothing behind when Ctrl-C stops them on their way in", async () => {
    const large = join(files, "large.bin");
    writeFileSync(large, randomBytes(50_000_000));
    await json(["set", "Holder", "--no-stdin"]);
    const stopped = await profile.interrupt(["attach", "Holder", large], "large.bin: ");
    expect(stopped.code, stopped.stderr).toBe(130);
    expect(await json(["attachments", "Holder"])).toEqual([]);
    expect(await json(["verify"])).toMatchObject({ isWell: true, attachments: 0 });
  });

  it("that are not there or too large leave nothing behind", async () => {
    await json(["set", "Holder", "--no-stdin"]);
    const missing = await profile.run(["--json", "attach", "Holder", join(files, "missing")]);
    expect([missing.code, errorCode(missing)]).toEqual([10, "file.unreadable"]);
    const large = join(files, "large.bin");
    writeFileSync(large, Buffer.alloc(50_000_001));
    const refused = await profile.run(["--json", "attach", "Holder", large]);
    expect([refused.code, errorCode(refused)]).toEqual([10, "attachment.too-large"]);
    expect(await json(["attachments", "Holder"])).toEqual([]);
    expect((await profile.run(["save", "Holder", "nothing", "--to", join(files, "x")])).code).toBe(4);
    expect(readdirSync(files)).toEqual(["large.bin"]);
  });
});

const bitwardenLogin = (n: number) => ({
  type: 1,
  name: `Site ${n} ünïcode`,
  favorite: n % 2 === 0,
  notes: n % 3 === 0 ? `line one\nline two ${n}` : null,
  login: {
    username: `user${n}`,
    password: `p@ss "${n}", \\ ok`,
    uris: [{ match: null, uri: `https://site-${n}.example/login` }],
    totp: null,
  },
  fields: n % 4 === 0 ? [{ name: "PIN", value: `${n}`, type: 1 }] : [],
});

type Login = ReturnType<typeof bitwardenLogin>;

const essence = (login: Partial<Login>) => ({
  name: login.name,
  favorite: login.favorite ?? false,
  notes: login.notes ?? null,
  username: login.login?.username,
  password: login.login?.password,
  uris: login.login?.uris.map(({ uri }) => uri),
  fields: (login.fields ?? []).map(({ name, value, type }) => ({ name, value, type })),
});

describe("import and export on the command line", () => {
  const bitwarden = (): string => {
    const file = join(files, "bitwarden.json");
    const items = Array.from({ length: 25 }, (_, n) => bitwardenLogin(n));
    writeFileSync(file, JSON.stringify({ encrypted: false, folders: [], items }));
    return file;
  };

  it("a Bitwarden file comes out again as it went in, field by field", async () => {
    const file = bitwarden();
    const dry = (await json(["import", file, "--dry-run"])) as {
      preview: { total: number };
      result: unknown;
    };
    expect(dry).toMatchObject({ preview: { total: 25, format: "bitwarden-json" }, result: null });
    expect(await json(["list"])).toEqual([]);
    expect(await json(["import", file])).toMatchObject({ result: { added: 25 } });
    const out = join(files, "out.json");
    expect(await json(["export", out, "--format", "bitwarden-json"])).toMatchObject({ entries: 25 });
    const read = JSON.parse(readFileSync(out, "utf8")) as { items: Login[] };
    const sorted = (items: readonly Partial<Login>[]) =>
      items.map(essence).sort((a, b) => (a.name ?? "").localeCompare(b.name ?? ""));
    expect(sorted(read.items)).toEqual(sorted(Array.from({ length: 25 }, (_, n) => bitwardenLogin(n))));
  });

  it("skips what is here already, and takes the whole import back", async () => {
    const file = bitwarden();
    await json(["import", file]);
    expect(await json(["import", file])).toMatchObject({ result: { added: 0, skipped: 25 } });
    expect(await json(["import", file, "--duplicates", "add"])).toMatchObject({ result: { added: 25 } });
    expect(await json(["import", "--undo"])).toEqual({ undone: 25, kept: 0 });
    expect((await json(["list"])) as unknown[]).toHaveLength(25);
  });

  it("our own format needs a password, hides everything, and comes back with files", async () => {
    await json(["set", "Needle in it", "--username", "ada"], "s3cret-needle");
    const source = join(files, "note.txt");
    writeFileSync(source, "attached words");
    await json(["attach", "Needle in it", source]);
    const out = join(files, "out.tapvault");
    const bare = await profile.run(["--json", "export", out, "--format", "tapvault"]);
    expect([bare.code, errorCode(bare)]).toEqual([2, "export.password-needed"]);
    await json(["export", out, "--format", "tapvault"], "a password for the file");
    for (const needle of ["s3cret-needle", "Needle in it", "attached words"])
      expect(readFileSync(out).includes(needle), needle).toBe(false);
    const there = await profile.run(["--json", "export", out, "--format", "tapvault"], "x");
    expect([there.code, errorCode(there)]).toEqual([10, "file.unwritable"]);
    const other = createCliProfile();
    await other.create();
    const wrong = await other.run(["--json", "import", out], "not the password");
    expect([wrong.code, errorCode(wrong)]).toEqual([2, "import.wrong-password"]);
    const done = await other.run(["--json", "import", out], "a password for the file");
    expect(done.json()).toMatchObject({ result: { added: 1 } });
    expect((await other.run(["get", "Needle in it", "--field", "password"])).stdout).toBe("s3cret-needle\n");
    await other.run(["save", "Needle in it", "note.txt", "--to", join(files, "back.txt")]);
    expect(readFileSync(join(files, "back.txt"), "utf8")).toBe("attached words");
    await other.dispose();
  });

  it("refuses what is no export, and says so", async () => {
    const file = join(files, "no.json");
    writeFileSync(file, "this is nothing");
    const outcome = await profile.run(["--json", "import", file]);
    expect(outcome.code, outcome.stdout).toBe(10);
    expect(await json(["list"])).toEqual([]);
  });
});
