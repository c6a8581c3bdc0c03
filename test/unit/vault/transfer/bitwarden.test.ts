import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { exportAll, newEntries, readFile, transfer } from "#test/support/transfer-bench.ts";
import { must } from "#test/support/vault-bench.ts";

type Json = Record<string, unknown>;

const uuid = (number: number): string => `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
const folders = [
  { id: uuid(1), name: "Work/Mail" },
  { id: uuid(2), name: "Ünïcode 📁" },
];
const date = (at: number): string => new Date(1_600_000_000_000 + at * 60_000).toISOString();

const common = (at: number, type: number): Json => ({
  passwordHistory: null,
  revisionDate: date(at + 10),
  creationDate: date(at),
  deletedDate: null,
  id: uuid(1_000 + at),
  organizationId: null,
  folderId: at % 3 === 0 ? folders[at % 2]?.id : null,
  type,
  reprompt: at % 7 === 0 ? 1 : 0,
  name: `Item ${String(at)} ${"é".repeat(at % 4)}`,
  notes: at % 2 === 0 ? null : `note\nof ${String(at)}`,
  favorite: at % 5 === 0,
  collectionIds: null,
});

const login = (at: number): Json => ({
  ...common(at, 1),
  ...(at % 4 === 0
    ? {
        fields: [
          { name: "plain", value: `v${String(at)}`, type: 0, linkedId: null },
          { name: "secret", value: "hidden one", type: 1, linkedId: null },
          { name: "flag", value: "true", type: 2, linkedId: null },
          { name: "link", value: null, type: 3, linkedId: 100 },
        ],
      }
    : {}),
  passwordHistory:
    at % 6 === 0
      ? [
          { lastUsedDate: date(at + 5), password: `old ${String(at)} b` },
          { lastUsedDate: date(at + 2), password: `old ${String(at)} a` },
        ]
      : null,
  login: {
    ...(at % 9 === 0
      ? { fido2Credentials: [{ credentialId: "abc", counter: "0", discoverable: "true" }] }
      : {}),
    uris: [
      { match: at % 8 === 0 ? 3 : null, uri: `https://site${String(at)}.example.org/login` },
      ...(at % 10 === 0 ? [{ match: null, uri: "androidapp://org.example" }] : []),
    ],
    username: `user${String(at)}@example.org`,
    password: `pä$$ "${String(at)}", ✓`,
    totp: at % 3 === 0 ? "JBSWY3DPEHPK3PXP" : null,
  },
});

const card = (at: number): Json => ({
  ...common(at, 3),
  card: {
    cardholderName: "Ada",
    brand: "Visa",
    number: "4111111111111111",
    expMonth: "4",
    expYear: "2030",
    code: "123",
  },
});

const identityKeys =
  "title firstName middleName lastName address1 address2 address3 city state postalCode country company email phone ssn username passportNumber licenseNumber";
const identity = (at: number): Json => ({
  ...common(at, 4),
  identity: Object.fromEntries(
    identityKeys.split(" ").map((key, index) => [key, index % 5 === 4 ? null : `${key} value`]),
  ),
});

const makers: readonly ((at: number) => Json)[] = [
  login,
  login,
  login,
  (at) => ({ ...common(at, 2), secureNote: { type: 0 } }),
  card,
  identity,
  (at) => ({
    ...common(at, 5),
    sshKey: { privateKey: "-----BEGIN\nkey", publicKey: "ssh-ed25519 AAAA", keyFingerprint: "SHA256:x" },
  }),
];

const exportOf = (count: number): Json => ({
  encrypted: false,
  folders,
  items: Array.from({ length: count }, (_, at) => makers[at % makers.length]?.(at)),
});

/** Ids are made anew; folders are compared by name. */
const comparable = (file: Json): unknown => {
  const names = new Map(
    (file["folders"] as { id: string; name: string }[]).map(({ id, name }) => [id, name]),
  );
  return (file["items"] as Json[])
    .map(({ id, folderId, ...item }) => ({
      ...item,
      folder: names.get(folderId as string) ?? null,
      hasId: typeof id === "string",
    }))
    .sort((a, b) => String((a as Json)["creationDate"]).localeCompare(String((b as Json)["creationDate"])));
};

const roundTrip = async (file: Json): Promise<Json> => {
  const entries = await newEntries();
  const plan = transfer.planImport(await readFile(JSON.stringify(file)), [], "add");
  must(entries.applyBatch(plan.changes, "Bitwarden"));
  return JSON.parse(new TextDecoder().decode(await exportAll(entries, "bitwarden-json"))) as Json;
};

describe("Bitwarden's JSON", () => {
  test("10,000 entries come in and go out again, the same field by field", async () => {
    const file = exportOf(10_000);
    expect(comparable(await roundTrip(file))).toEqual(comparable(file));
  });

  test("what has no place is counted, and unknown things survive", async () => {
    const item = { ...login(4), futureThing: { a: [1, 2] } };
    const file = { encrypted: false, folders: [], items: [item] };
    const parsed = await readFile(JSON.stringify(file));
    expect(parsed.unmapped.map(({ what }) => what)).toContain("Bitwarden: futureThing");
    expect(comparable(await roundTrip(file))).toEqual(comparable(file));
  });

  test("an item that is none is told, the others come in", async () => {
    const parsed = await readFile(
      JSON.stringify({ folders: [], items: [login(1), { name: "no type" }, "text"] }),
    );
    expect(parsed.entries).toHaveLength(1);
    expect(parsed.problems.map(({ where }) => where)).toEqual(["item 2", "item 3"]);
  });

  test("cut anywhere, it is refused as damaged", async () => {
    const text = JSON.stringify(exportOf(20));
    for (let at = 1; at < text.length - 1; at += 97) {
      const bytes = new TextEncoder().encode(text.slice(0, at));
      const read = await transfer.readImport({ name: "x", bytes }, null, null);
      expect(read).toMatchObject({ ok: false, error: { code: "import.damaged" } });
    }
  });

  test("very deep nesting does not bring it down", async () => {
    const bytes = new TextEncoder().encode(`{"items":${"[".repeat(200_000)}${"]".repeat(200_000)}}`);
    const read = await transfer.readImport({ name: "x", bytes }, null, null);
    expect(read.ok ? "needsPassword" in read.value : read.error.code).not.toBe(true);
  });
});

const encString = (key: Buffer, text: string): string => {
  const expand = (info: string): Buffer =>
    createHmac("sha256", key).update(info).update(Uint8Array.of(1)).digest();
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-cbc", expand("enc"), iv);
  const data = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const mac = createHmac("sha256", expand("mac")).update(iv).update(data).digest();
  return `2.${[iv, data, mac].map((part) => part.toString("base64")).join("|")}`;
};

const protectedFile = async (content: Json, password: string, kdfType: 0 | 1): Promise<Json> => {
  const salt = randomBytes(16).toString("base64");
  const settings =
    kdfType === 0 ? { kdfIterations: 5_000 } : { kdfIterations: 3, kdfMemory: 16, kdfParallelism: 2 };
  const key =
    kdfType === 0
      ? pbkdf2Sync(password, salt, 5_000, 32, "sha256")
      : Buffer.from(
          await createNodeCrypto().argon2id(
            new TextEncoder().encode(password),
            createHash("sha256").update(salt).digest(),
            { memoryKiB: 16 * 1024, passes: 3, lanes: 2 },
            32,
          ),
        );
  return {
    encrypted: true,
    passwordProtected: true,
    salt,
    kdfType,
    ...settings,
    encKeyValidation_DO_NOT_EDIT: encString(key, uuid(7)),
    data: encString(key, JSON.stringify(content)),
  };
};

describe("Bitwarden's encrypted JSON", () => {
  test.each([0, 1] as const)("opens with its password (kind %d)", async (kdfType) => {
    const text = JSON.stringify(await protectedFile(exportOf(14), "pass wörd", kdfType));
    const bytes = new TextEncoder().encode(text);
    const locked = must(await transfer.readImport({ name: "x", bytes }, null, null));
    expect(locked).toEqual({ format: "bitwarden-json-encrypted", needsPassword: true });
    expect((await readFile(text, "pass wörd")).entries).toHaveLength(14);
    const wrong = await transfer.readImport({ name: "x", bytes }, null, "other");
    expect(wrong).toMatchObject({ ok: false, error: { code: "import.wrong-password" } });
  });

  test("with changed data it does not open", async () => {
    const file = await protectedFile(exportOf(3), "p", 0);
    const data = String(file["data"]);
    const at = data.indexOf("|") + 10;
    const changed = {
      ...file,
      data: `${data.slice(0, at)}${data[at] === "A" ? "B" : "A"}${data.slice(at + 1)}`,
    };
    const bytes = new TextEncoder().encode(JSON.stringify(changed));
    expect(await transfer.readImport({ name: "x", bytes }, null, "p")).toMatchObject({
      ok: false,
      error: { code: "import.damaged" },
    });
  });

  test.each([
    ["of an account", { encrypted: true, encKeyValidation_DO_NOT_EDIT: "2.a|b|c", items: [] }],
    [
      "with work beyond bounds",
      {
        encrypted: true,
        passwordProtected: true,
        salt: "s",
        kdfType: 0,
        kdfIterations: 2_000_000_000,
        encKeyValidation_DO_NOT_EDIT: "",
        data: "",
      },
    ],
    [
      "with memory beyond bounds",
      {
        encrypted: true,
        passwordProtected: true,
        salt: "s",
        kdfType: 1,
        kdfIterations: 3,
        kdfMemory: 1_000_000,
        kdfParallelism: 4,
        encKeyValidation_DO_NOT_EDIT: "",
        data: "",
      },
    ],
  ])("one %s is refused", async (_name, file) => {
    const bytes = new TextEncoder().encode(JSON.stringify(file));
    expect(await transfer.readImport({ name: "x", bytes }, null, "p")).toMatchObject({
      ok: false,
      error: { code: "import.unsupported" },
    });
  });
});
