/** 1Password's 1PUX: a zip with one JSON and the files. It is unpacked within hard bounds, so that a bomb does not fill the memory. */
import { z } from "zod";
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { EntryDraft } from "#contract/views.ts";
import { createCollector } from "./collector.ts";
import type { Collector, LooseField } from "./collector.ts";
import type { ImportedFile, ParsedImport } from "./transfer.port.ts";

/** Files by their path in the archive. */
type Unzipped = Readonly<Record<string, Uint8Array>>;
type ReadError = AppError<"import.too-large" | "import.damaged" | "import.unknown-format">;

/** All that is unpacked may have so many bytes, and so many files. */
const maxBytes = 200_000_000;
const maxFiles = 20_000;
const dataName = "export.data";

/** The end of a zip (PK 5 6) stands in its last 64 KiB; a file that was cut has none. */
const hasEnd = (bytes: Uint8Array): boolean => {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 66_000); at--) {
    if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 5 && bytes[at + 3] === 6)
      return true;
  }
  return false;
};

/** Unpacks piece by piece and stops at the bound, whatever the zip's own figures say. */
const unpack = async (bytes: Uint8Array): Promise<Result<Unzipped, ReadError>> => {
  if (!hasEnd(bytes)) return fail("import.damaged", { where: "the end of the archive" });
  const { Unzip, UnzipInflate } = await import("fflate");
  const files: Record<string, Uint8Array[]> = {};
  let total = 0;
  let count = 0;
  let failure: Result<never, ReadError> | null = null;
  let open = 0;
  const unzip = new Unzip((file) => {
    if (++count > maxFiles) failure = fail("import.too-large", { maxBytes });
    if (failure !== null || file.name.endsWith("/")) return;
    const parts: Uint8Array[] = [];
    files[file.name] = parts;
    open++;
    file.ondata = (cause, part, isLast) => {
      if (cause !== null) failure ??= fail("import.damaged", { where: file.name.slice(0, 100) });
      if (failure !== null) return;
      total += part.length;
      if (total > maxBytes) {
        failure = fail("import.too-large", { maxBytes });
        file.terminate();
        return;
      }
      parts.push(part);
      if (isLast) open--;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  const step = 64 * 1024;
  try {
    for (let at = 0; at < bytes.length && failure === null; at += step) {
      unzip.push(bytes.subarray(at, at + step), at + step >= bytes.length);
    }
  } catch {
    failure ??= fail("import.damaged", { where: "the archive" });
  }
  if (failure !== null) return failure;
  if (open > 0 || count === 0) return fail("import.damaged", { where: "the end of the archive" });
  return ok(Object.fromEntries(Object.entries(files).map(([name, parts]) => [name, joined(parts)])));
};

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const text = z.string().nullish();
const sectionField = z.looseObject({
  title: text,
  id: text,
  value: z.record(z.string(), z.unknown()).nullish(),
});
const itemSchema = z.looseObject({
  favIndex: z.number().nullish(),
  createdAt: z.number().nullish(),
  updatedAt: z.number().nullish(),
  state: text,
  categoryUuid: text,
  overview: z.looseObject({
    title: text,
    subtitle: text,
    url: text,
    urls: z.array(z.looseObject({ label: text, url: text })).nullish(),
    tags: z.array(z.string()).nullish(),
  }),
  details: z.looseObject({
    loginFields: z
      .array(z.looseObject({ value: text, name: text, fieldType: text, designation: text }))
      .nullish(),
    notesPlain: text,
    password: text,
    sections: z.array(z.looseObject({ title: text, fields: z.array(sectionField).nullish() })).nullish(),
    passwordHistory: z.array(z.looseObject({ value: text, time: z.number().nullish() })).nullish(),
    documentAttributes: z.looseObject({ fileName: text, documentId: text }).nullish(),
  }),
});
type Item = z.infer<typeof itemSchema>;

const dataSchema = z.looseObject({
  accounts: z.array(
    z.looseObject({
      vaults: z.array(
        z.looseObject({
          attrs: z.looseObject({ name: text }).nullish(),
          items: z.array(z.unknown()).nullish(),
        }),
      ),
    }),
  ),
});

const types: Readonly<Record<string, EntryDraft["type"]>> = {
  "001": "login",
  "002": "card",
  "003": "note",
  "004": "identity",
  "005": "login",
  "006": "file",
  "112": "key",
  "114": "key",
};

const some = (
  id: string,
  label: string,
  kind: LooseField["kind"],
  value: string | null | undefined,
): readonly LooseField[] =>
  value === null || value === undefined || value === "" ? [] : [{ id, label, kind, value }];

const dateText = (value: unknown): string => {
  const at = Number(value) * 1_000;
  return Number.isFinite(at) ? new Date(at).toISOString().slice(0, 10) : JSON.stringify(value);
};

const monthText = (value: unknown): string => String(value).replace(/^(\d{4})(\d\d)$/, "$1-$2");

const plain = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** How each kind of value is kept; of others the JSON is kept and counted. */
const byValueKind: Readonly<
  Record<string, { readonly kind: LooseField["kind"]; readonly show: (value: unknown) => string }>
> = {
  string: { kind: "text", show: plain },
  concealed: { kind: "hidden", show: plain },
  creditCardNumber: { kind: "hidden", show: plain },
  creditCardType: { kind: "text", show: plain },
  totp: { kind: "totp", show: plain },
  url: { kind: "url", show: plain },
  phone: { kind: "text", show: plain },
  menu: { kind: "text", show: plain },
  gender: { kind: "text", show: plain },
  reference: { kind: "text", show: plain },
  date: { kind: "date", show: dateText },
  monthYear: { kind: "text", show: monthText },
  email: {
    kind: "text",
    show: (value) => {
      const address: unknown =
        typeof value === "object" && value !== null ? Reflect.get(value, "email_address") : value;
      return plain(address ?? "");
    },
  },
  address: {
    kind: "multiline",
    show: (value) =>
      typeof value === "object" && value !== null
        ? Object.values(value)
            .filter((line) => typeof line === "string" && line !== "")
            .join("\n")
        : plain(value),
  },
};

const valueField = (
  title: string,
  value: Readonly<Record<string, unknown>>,
  collector: Collector,
): LooseField | null => {
  const [[kind, content] = ["", null]] = Object.entries(value);
  if (content === null || content === undefined || content === "") return null;
  const known = byValueKind[kind];
  if (known !== undefined) {
    const shown = known.show(content);
    return shown === "" ? null : { label: title, kind: known.kind, value: shown };
  }
  collector.unmapped(`1Password: ${kind || "unknown value"}`);
  return { label: title, kind: kind === "sshKey" ? "hidden" : "text", value: plain(content) };
};

const sectionFields = (item: Item, collector: Collector): readonly LooseField[] =>
  (item.details.sections ?? []).flatMap(({ title: section, fields }) =>
    (fields ?? []).flatMap((field): LooseField[] => {
      if (field.value === null || field.value === undefined || "file" in field.value) return [];
      const name = field.title ?? "";
      const label = section && name ? `${section}: ${name}` : name || section || "Field";
      const made = valueField(label, field.value, collector);
      return made === null ? [] : [made];
    }),
  );

const loginFields = (item: Item): readonly LooseField[] => {
  const fields = item.details.loginFields ?? [];
  const designated = (name: string): string | null | undefined =>
    fields.find(({ designation }) => designation === name)?.value;
  const others = fields.filter(
    ({ designation, value }) => designation !== "username" && designation !== "password" && value,
  );
  return [
    ...some("username", "User name", "username", designated("username")),
    ...some("password", "Password", "password", designated("password") ?? item.details.password),
    ...others.map(({ name, fieldType, value }): LooseField => ({
      label: name || "Field",
      kind: fieldType === "P" ? "hidden" : "text",
      value: value ?? "",
    })),
  ];
};

const urlFields = ({ overview }: Item): readonly LooseField[] => {
  const urls = new Set([overview.url, ...(overview.urls ?? []).map(({ url }) => url)]);
  return [...urls].flatMap((url, at) =>
    some(at === 0 ? "url" : `url-${String(at + 1)}`, "Website", "url", url),
  );
};

const filesOf = (
  item: Item,
  files: Unzipped,
  collector: Collector,
  where: string,
): readonly ImportedFile[] => {
  const wanted: { name: string; id: string }[] = [];
  const { documentAttributes: attributes, sections } = item.details;
  if (attributes?.documentId) wanted.push({ name: attributes.fileName ?? "file", id: attributes.documentId });
  for (const { value } of (sections ?? []).flatMap(({ fields }) => fields ?? [])) {
    const file = value?.["file"] as { fileName?: string; documentId?: string } | undefined;
    if (file?.documentId !== undefined) wanted.push({ name: file.fileName ?? "file", id: file.documentId });
  }
  return wanted.flatMap(({ name, id }) => {
    const path = Object.keys(files).find((candidate) => candidate.startsWith(`files/${id}`));
    const bytes = path === undefined ? undefined : files[path];
    if (bytes !== undefined) return [{ name, bytes }];
    collector.problem(where, `Its file “${name.slice(0, 100)}” is not in the archive.`);
    return [];
  });
};

const seconds = (value: number | null | undefined): number | undefined => (value ? value * 1_000 : undefined);

const addItem = (item: Item, vault: string, files: Unzipped, collector: Collector): void => {
  const type = types[item.categoryUuid ?? ""] ?? "note";
  const title = item.overview.title ?? "";
  if (!((item.categoryUuid ?? "") in types))
    collector.unmapped(`1Password: category ${item.categoryUuid ?? "unknown"}, taken in as a note`);
  const fields = [
    ...loginFields(item),
    ...urlFields(item),
    ...sectionFields(item, collector),
    ...some(
      type === "note" ? "note" : "notes",
      type === "note" ? "Note" : "Notes",
      "multiline",
      item.details.notesPlain,
    ),
  ];
  const isArchived = item.state === "archived";
  if (isArchived) collector.unmapped("Archived");
  const password = fields.find(({ id }) => id === "password");
  const former = (item.details.passwordHistory ?? [])
    .map(({ value, time }) => ({
      modifiedAt: seconds(time) ?? 0,
      fields:
        password === undefined
          ? [...fields, { id: "password", label: "Password", kind: "password" as const, value: value ?? "" }]
          : fields.map((field) => (field === password ? { ...field, value: value ?? "" } : field)),
    }))
    .sort((a, b) => a.modifiedAt - b.modifiedAt);
  collector.add({
    type,
    title,
    tags: [vault, ...(item.overview.tags ?? [])],
    isFavourite: (item.favIndex ?? 0) > 0,
    fields: isArchived ? [...fields, { label: "Archived", kind: "text", value: "yes" }] : fields,
    createdAt: seconds(item.createdAt),
    modifiedAt: seconds(item.updatedAt),
    isDeleted: item.state === "trashed" || item.state === "deleted",
    former,
    attachments: filesOf(item, files, collector, title.slice(0, 100)),
  });
};

/** Reads a 1PUX file. */
export const readOnePux = async (bytes: Uint8Array): Promise<Result<ParsedImport, ReadError>> => {
  const files = await unpack(bytes);
  if (!files.ok) return files;
  const data = files.value[dataName];
  if (data === undefined) return fail("import.unknown-format");
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(data));
  } catch {
    return fail("import.damaged", { where: dataName });
  }
  const parsed = dataSchema.safeParse(json);
  if (!parsed.success) return fail("import.unknown-format");
  const collector = createCollector("1password-1pux");
  let number = 0;
  for (const { vaults } of parsed.data.accounts) {
    for (const { attrs, items } of vaults) {
      for (const one of items ?? []) {
        number++;
        const item = itemSchema.safeParse(one);
        if (item.success) addItem(item.data, attrs?.name ?? "", files.value, collector);
        else collector.problem(`item ${String(number)}`, "It is not of the form that 1Password writes.");
      }
    }
  }
  return ok(collector.finish());
};
