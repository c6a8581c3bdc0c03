/** 1Password's 1PUX: a zip with one JSON and the files. */
import { z } from "zod";
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { EntryDraft } from "#contract/views.ts";
import { createCollector } from "./collector.ts";
import type { Collector } from "./collector.ts";
import type { LooseEntry, LooseField } from "./loose-entry.ts";
import { unpack } from "./onepux-archive.ts";
import type { Unzipped } from "./onepux-archive.ts";
import type { ImportedFile, ParsedImport } from "./transfer.port.ts";

type ReadError = AppError<"import.too-large" | "import.damaged" | "import.unknown-format">;

const dataName = "export.data";

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

const noteField = (item: Item, type: EntryDraft["type"]): readonly LooseField[] =>
  type === "note"
    ? some("note", "Note", "multiline", item.details.notesPlain)
    : some("notes", "Notes", "multiline", item.details.notesPlain);

/** The fields as they were under each former password, oldest first. */
const formerFields = (item: Item, fields: readonly LooseField[]): NonNullable<LooseEntry["former"]> => {
  const password = fields.find(({ id }) => id === "password");
  const withPassword = (value: string): readonly LooseField[] =>
    password === undefined
      ? [...fields, { id: "password", label: "Password", kind: "password", value }]
      : fields.map((field) => (field === password ? { ...field, value } : field));
  return (item.details.passwordHistory ?? [])
    .map(({ value, time }) => ({ modifiedAt: seconds(time) ?? 0, fields: withPassword(value ?? "") }))
    .sort((a, b) => a.modifiedAt - b.modifiedAt);
};

const typeOf = ({ categoryUuid }: Item, collector: Collector): EntryDraft["type"] => {
  const known = types[categoryUuid ?? ""];
  if (known === undefined)
    collector.unmapped(`1Password: category ${categoryUuid ?? "unknown"}, taken in as a note`);
  return known ?? "note";
};

const addItem = (item: Item, vault: string, files: Unzipped, collector: Collector): void => {
  const type = typeOf(item, collector);
  const title = item.overview.title ?? "";
  const fields = [
    ...loginFields(item),
    ...urlFields(item),
    ...sectionFields(item, collector),
    ...noteField(item, type),
  ];
  const isArchived = item.state === "archived";
  if (isArchived) collector.unmapped("Archived");
  collector.add({
    type,
    title,
    tags: [vault, ...(item.overview.tags ?? [])],
    isFavourite: (item.favIndex ?? 0) > 0,
    fields: isArchived ? [...fields, { label: "Archived", kind: "text", value: "yes" }] : fields,
    createdAt: seconds(item.createdAt),
    modifiedAt: seconds(item.updatedAt),
    isDeleted: item.state === "trashed" || item.state === "deleted",
    former: formerFields(item, fields),
    attachments: filesOf(item, files, collector, title.slice(0, 100)),
  });
};

const parseData = (data: Uint8Array): Result<z.infer<typeof dataSchema>, ReadError> => {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(data));
  } catch {
    return fail("import.damaged", { where: dataName });
  }
  const parsed = dataSchema.safeParse(json);
  return parsed.success ? ok(parsed.data) : fail("import.unknown-format");
};

/** Reads a 1PUX file. */
export const readOnePux = async (bytes: Uint8Array): Promise<Result<ParsedImport, ReadError>> => {
  const files = await unpack(bytes);
  if (!files.ok) return files;
  const data = files.value[dataName];
  if (data === undefined) return fail("import.unknown-format");
  const parsed = parseData(data);
  if (!parsed.ok) return parsed;
  const collector = createCollector("1password-1pux");
  const vaults = parsed.value.accounts.flatMap((account) => account.vaults);
  const all = vaults.flatMap(({ attrs, items }) =>
    (items ?? []).map((one) => ({ vault: attrs?.name ?? "", one })),
  );
  for (const [at, { vault, one }] of all.entries()) {
    const item = itemSchema.safeParse(one);
    if (item.success) addItem(item.data, vault, files.value, collector);
    else collector.problem(`item ${String(at + 1)}`, "It is not of the form that 1Password writes.");
  }
  return ok(collector.finish());
};
