import { strToU8, zipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import type { ImportFormat } from "#contract/views.ts";
import { createBytesSource } from "#platform/file-bytes.ts";
import type { ParsedImport } from "#vault/transfer/transfer.port.ts";
import { writeCounters } from "#test/support/counters.ts";
import { exportAll, newEntries, readFile, transfer } from "#test/support/transfer-bench.ts";
import { must } from "#test/support/vault-bench.ts";
import { keepass, onePassword, refusal, values } from "#test/support/transfer-samples.ts";

const imported = new Set<ImportFormat>(["bitwarden-json", "bitwarden-json-encrypted"]);
const noted = (parsed: ParsedImport): ParsedImport => {
  if (parsed.entries.length > 0) imported.add(parsed.format);
  return parsed;
};
afterAll(() => writeCounters("transfer", { importFormats: [...imported].sort() }));
describe("CSV exports", () => {
  const samples: readonly (readonly [ImportFormat, string])[] = [
    ["chrome-csv", 'name,url,username,password,note\nMail,https://m.example,ada,"p,""1""","a\nb"\n'],
    [
      "firefox-csv",
      '"url","username","password","httpRealm","formActionOrigin","guid","timeCreated","timeLastUsed","timePasswordChanged"\n"https://m.example","ada","p,""1""","realm","https://m.example","{1}","1600000000000","1600000001000","1600000002000"\n',
    ],
    [
      "lastpass-csv",
      'url,username,password,totp,extra,name,grouping,fav\nhttps://m.example,ada,"p,""1""",JBSWY3DPEHPK3PXP,a note,Mail,Work\\Sub,1\n',
    ],
    [
      "1password-csv",
      'Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\nMail,https://m.example,ada,"p,""1""",,true,false,a;b,note\n',
    ],
    [
      "bitwarden-csv",
      'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\nWork,1,login,Mail,n,"a: 1\nb: 2",1,"https://m.example,https://n.example",ada,"p,""1""",\n',
    ],
  ];

  test.each(samples)("%s", async (format, text) => {
    const parsed = noted(await readFile(text));
    expect(parsed.format).toBe(format);
    expect(parsed.entries).toHaveLength(1);
    expect(values(parsed)).toMatchObject({
      "User name": "ada",
      Password: 'p,"1"',
    });
    const addresses = parsed.entries[0]?.draft.fields
      .filter(({ kind }) => kind === "url")
      .map(({ value }) => value);
    expect(addresses?.[0]).toBe("https://m.example");
  });

  test("columns without a place become named fields", async () => {
    const parsed = await readFile(samples[1]?.[1] ?? "");
    expect(values(parsed)).toMatchObject({ httpRealm: "realm", guid: "{1}", timeLastUsed: "1600000001000" });
    expect(parsed.unmapped.map(({ what }) => what).slice(0, 4)).toEqual([
      "httpRealm",
      "formActionOrigin",
      "guid",
      "timeLastUsed",
    ]);
    expect(parsed.entries[0]).toMatchObject({ createdAt: 1_600_000_000_000, draft: { title: "m.example" } });
  });

  test("folders, favourites, several addresses and custom lines", async () => {
    const parsed = await readFile(samples[4]?.[1] ?? "");
    expect(parsed.entries[0]?.draft).toMatchObject({ tags: ["Work"], isFavourite: true });
    expect(values(parsed)).toMatchObject({ a: "1", b: "2", reprompt: "1" });
    expect(parsed.entries[0]?.draft.fields.filter(({ kind }) => kind === "url")).toHaveLength(2);
  });

  test("LastPass' secure notes are notes", async () => {
    const text = "url,username,password,totp,extra,name,grouping,fav\nhttp://sn,,,,the text,A note,,0\n";
    const parsed = await readFile(text);
    expect(parsed.entries[0]?.draft).toMatchObject({ type: "note", title: "A note" });
    expect(values(parsed)).toEqual({ Note: "the text" });
  });

  test.each(["utf8-bom", "utf16le", "utf16le-bare", "utf16be", "latin1"])("in %s", async (encoding) => {
    const text = "name,url,username,password\r\nCafé,https://m.example,zoë,p\r\n";
    const utf16 = Buffer.from(text, "utf16le");
    const bytes = {
      "utf8-bom": Buffer.from(`\uFEFF${text}`),
      utf16le: Buffer.from(`\uFEFF${text}`, "utf16le"),
      "utf16le-bare": utf16,
      utf16be: Buffer.from(Buffer.from(`\uFEFF${text}`, "utf16le").swap16()),
      latin1: Buffer.from(text, "latin1"),
    }[encoding];
    const parsed = await readFile(new Uint8Array(bytes ?? []));
    expect(parsed.entries[0]?.draft.title).toBe("Café");
    expect(values(parsed)["User name"]).toBe("zoë");
  });

  test("a quote that never closes is damage, a short last line is told", async () => {
    expect(await refusal(new TextEncoder().encode('name,url,username,password\nA,"b,c,d\n'))).toBe(
      "import.damaged",
    );
    const parsed = await readFile("name,url,username,password\nA,https://a,u,p\nB,https://b\n");
    expect(parsed.entries).toHaveLength(2);
    expect(parsed.problems).toHaveLength(1);
  });

  test.each(["", "hello", "a,b,c\n1,2,3\n", "<html></html>", "\u0000\u0001\u0002"])(
    "%j is no export",
    async (text) => {
      expect(["import.unknown-format", "import.damaged"]).toContain(
        await refusal(new TextEncoder().encode(text)),
      );
    },
  );
});

describe("KeePass", () => {
  test("texts, groups, history, files and the bin", async () => {
    const bytes = await keepass();
    expect(must(await transfer.readImport({ name: "x", bytes }, null, null))).toMatchObject({
      needsPassword: true,
    });
    const parsed = noted(await readFile(bytes, "käse"));
    const at = parsed.entries.findIndex(({ draft }) => draft.title === "Mail");
    const entry = parsed.entries[at];
    expect(values(parsed, at)).toMatchObject({
      "User name": "ada",
      Password: "new",
      Website: "https://m.example",
      Notes: "line\nline",
      Recovery: "code",
      Expires: "2030-05-06",
    });
    expect(entry?.draft.fields.find(({ label }) => label === "Recovery")?.kind).toBe("hidden");
    expect(entry?.draft.tags).toEqual(["Work", "one", "two"]);
    expect(entry?.former[0]?.draft.fields.find(({ kind }) => kind === "password")?.value).toBe("old");
    expect(entry?.attachments).toEqual([{ name: "file.bin", bytes: Uint8Array.of(1, 2, 3) }]);
    expect(parsed.entries.find(({ draft }) => draft.title === "Gone")?.isDeleted).toBe(true);
  });

  test("a wrong password and cut files", async () => {
    const bytes = await keepass();
    expect(await refusal(bytes, "wrong")).toBe("import.wrong-password");
    for (const share of [0.02, 0.3, 0.7, 0.99])
      expect(["import.damaged", "import.wrong-password"]).toContain(
        await refusal(bytes.slice(0, Math.floor(bytes.length * share)), "käse"),
      );
  });
});

describe("1PUX", () => {
  test("fields of all kinds, vaults, history and files", async () => {
    const parsed = noted(await readFile(onePassword()));
    const [entry] = parsed.entries;
    expect(values(parsed)).toMatchObject({
      "User name": "ada",
      Password: "new",
      "More: PIN": "1234",
      "More: code": "JBSWY3DPEHPK3PXP",
      "More: day": "2020-09-13",
      "More: odd": '{"a":1}',
      Notes: "note",
    });
    expect(entry).toMatchObject({
      createdAt: 1_600_000_000_000,
      draft: { tags: ["Private", "t"], isFavourite: true },
    });
    expect(entry?.attachments).toEqual([{ name: "scan.pdf", bytes: Uint8Array.of(9, 8, 7) }]);
    expect(entry?.former[0]?.draft.fields.find(({ kind }) => kind === "password")?.value).toBe("old");
    expect(parsed.unmapped.map(({ what }) => what)).toContain("1Password: someNewKind");
  });

  test("a bomb is stopped at the bound", async () => {
    const bomb = onePassword({ "files/bomb": [new Uint8Array(201_000_000), { level: 9 }] });
    expect(bomb.length).toBeLessThan(2_000_000);
    expect(await refusal(bomb)).toBe("import.too-large");
  });

  test("cut anywhere it is damaged, a zip of something else is unknown", async () => {
    const bytes = onePassword();
    for (let at = 10; at < bytes.length - 30; at += 61)
      expect(["import.damaged", "import.unknown-format"]).toContain(await refusal(bytes.slice(0, at)));
    expect(await refusal(zipSync({ "a.txt": strToU8("a") }))).toBe("import.unknown-format");
  });
});

describe("our own export", () => {
  const filled = async (): Promise<Awaited<ReturnType<typeof newEntries>>> => {
    const entries = await newEntries();
    const plan = transfer.planImport(await readFile(onePassword()), [], "add");
    const [saved] = must(entries.applyBatch(plan.changes, "1Password"));
    const source = createBytesSource("big.bin", new Uint8Array(700_000).fill(5));
    must(await entries.attach(saved?.entryId ?? "", source, new AbortController().signal, () => undefined));
    return entries;
  };

  test("brings everything back: fields, history, files", async () => {
    const bytes = await exportAll(await filled(), "tapvault", "a good password");
    expect(must(await transfer.readImport({ name: "x", bytes }, null, null))).toMatchObject({
      needsPassword: true,
    });
    const parsed = noted(await readFile(bytes, "a good password"));
    const [entry] = parsed.entries;
    expect(values(parsed)).toMatchObject({ Password: "new", "More: PIN": "1234" });
    expect(
      entry?.former.map(({ draft }) => draft.fields.find(({ kind }) => kind === "password")?.value),
    ).toContain("old");
    expect(entry?.attachments.map(({ name, bytes: file }) => [name, file.length])).toEqual([
      ["big.bin", 700_000],
    ]);
  });

  test("does not open when changed, cut, joined, or with another password", async () => {
    const bytes = await exportAll(await filled(), "tapvault", "a good password");
    expect(await refusal(bytes, "another")).toBe("import.wrong-password");
    expect(await refusal(bytes.slice(0, -1), "a good password")).toBe("import.damaged");
    expect(await refusal(bytes.slice(0, Math.floor(bytes.length / 2)), "a good password")).toMatch(
      /^import\./,
    );
    expect(await refusal(new Uint8Array(Buffer.concat([bytes, bytes.slice(31)])), "a good password")).toBe(
      "import.damaged",
    );
    const flipped = bytes.slice();
    flipped[bytes.length - 20] = (flipped[bytes.length - 20] ?? 0) ^ 1;
    expect(await refusal(flipped, "a good password")).toBe("import.damaged");
    const weak = bytes.slice();
    weak.fill(0, 6, 10);
    expect(await refusal(weak, "a good password")).toBe("import.unsupported");
  });

  test("plain CSV reads back", async () => {
    const csv = new TextDecoder().decode(await exportAll(await filled(), "bitwarden-csv"));
    expect(values(await readFile(csv))).toMatchObject({ "User name": "ada", Password: "new" });
  });
});
