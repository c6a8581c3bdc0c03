/** Files of other programs, made here, and what a reader says to them. */
import { strToU8, zipSync } from "fflate";
import * as kdbxweb from "kdbxweb";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { createTransferCrypto } from "#platform/transfer-crypto.ts";
import type { ParsedImport } from "#vault/transfer/transfer.port.ts";
import { transfer } from "./transfer-bench.ts";

export const crypto = createTransferCrypto(createNodeCrypto());
kdbxweb.CryptoEngine.setArgon2Impl(async (password, salt, memory, iterations, length, parallelism) => {
  const settings = { memoryKiB: memory, passes: iterations, lanes: parallelism };
  return Uint8Array.from(
    await crypto.argon2d(new Uint8Array(password), new Uint8Array(salt), settings, length),
  ).buffer;
});

export const keepass = async (): Promise<Uint8Array> => {
  const credentials = new kdbxweb.Credentials(kdbxweb.ProtectedValue.fromString("käse"));
  const database = kdbxweb.Kdbx.create(credentials, "Test");
  database.setKdf(kdbxweb.Consts.KdfId.Argon2);
  const group = database.createGroup(database.getDefaultGroup(), "Work");
  const entry = database.createEntry(group);
  entry.fields.set("Title", "Mail");
  entry.fields.set("UserName", "ada");
  entry.fields.set("Password", kdbxweb.ProtectedValue.fromString("old"));
  entry.pushHistory();
  entry.fields.set("Password", kdbxweb.ProtectedValue.fromString("new"));
  entry.fields.set("URL", "https://m.example");
  entry.fields.set("Notes", "line\nline");
  entry.fields.set("Recovery", kdbxweb.ProtectedValue.fromString("code"));
  entry.fields.set("otp", "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP");
  entry.tags = ["one", "two"];
  entry.times.expires = true;
  entry.times.expiryTime = new Date("2030-05-06T00:00:00Z");
  entry.binaries.set("file.bin", await database.createBinary(Uint8Array.of(1, 2, 3).buffer));
  const gone = database.createEntry(group);
  gone.fields.set("Title", "Gone");
  database.createRecycleBin();
  database.move(gone, database.getGroup(database.meta.recycleBinUuid ?? ""));
  return new Uint8Array(await database.save());
};

export const onePassword = (extra: object = {}): Uint8Array => {
  const item = {
    uuid: "a",
    favIndex: 1,
    createdAt: 1_600_000_000,
    updatedAt: 1_600_000_100,
    state: "active",
    categoryUuid: "001",
    overview: {
      title: "Mail",
      url: "https://m.example",
      urls: [{ label: "x", url: "https://n.example" }],
      tags: ["t"],
    },
    details: {
      loginFields: [
        { value: "ada", designation: "username", name: "u", fieldType: "T" },
        { value: "new", designation: "password", name: "p", fieldType: "P" },
      ],
      notesPlain: "note",
      sections: [
        {
          title: "More",
          fields: [
            { title: "PIN", id: "1", value: { concealed: "1234" } },
            { title: "code", id: "2", value: { totp: "JBSWY3DPEHPK3PXP" } },
            { title: "day", id: "3", value: { date: 1_600_000_000 } },
            { title: "odd", id: "4", value: { someNewKind: { a: 1 } } },
            { title: "scan", id: "5", value: { file: { fileName: "scan.pdf", documentId: "doc1" } } },
          ],
        },
      ],
      passwordHistory: [{ value: "old", time: 1_600_000_050 }],
    },
  };
  const data = { accounts: [{ attrs: {}, vaults: [{ attrs: { name: "Private" }, items: [item] }] }] };
  return zipSync({
    "export.attributes": strToU8("{}"),
    "export.data": strToU8(JSON.stringify(data)),
    "files/doc1__scan.pdf": Uint8Array.of(9, 8, 7),
    ...extra,
  });
};

export const refusal = async (bytes: Uint8Array, password: string | null = null): Promise<string> => {
  const read = await transfer.readImport({ name: "x", bytes }, null, password);
  return read.ok ? "read" : read.error.code;
};
export const values = (parsed: ParsedImport, at = 0): Record<string, string | null> =>
  Object.fromEntries((parsed.entries[at]?.draft.fields ?? []).map(({ label, value }) => [label, value]));
