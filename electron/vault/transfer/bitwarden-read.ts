/** Bitwarden's JSON export: items to entries. Folders become tags; what has no place becomes a named field that the export puts back. */
import { z } from "zod";
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { EntryDraft, ImportFormat } from "#contract/views.ts";
import { itemTypes, keptIds, knownItemKeys, partOfType, partProperties } from "./bitwarden-fields.ts";
import type { Property } from "./bitwarden-fields.ts";
import { createCollector } from "./collector.ts";
import type { Collector } from "./collector.ts";
import type { LooseField } from "./loose-entry.ts";
import type { ParsedImport } from "./transfer.port.ts";

const part = z.record(z.string(), z.unknown()).nullish();
const named = z.array(z.looseObject({ id: z.string().nullish(), name: z.string().nullish() })).nullish();
const itemSchema = z.looseObject({
  type: z.number(),
  name: z.string().nullish(),
  notes: z.string().nullish(),
  favorite: z.boolean().nullish(),
  folderId: z.string().nullish(),
  collectionIds: z.array(z.string()).nullish(),
  reprompt: z.number().nullish(),
  fields: z
    .array(
      z.looseObject({
        name: z.string().nullish(),
        value: z.unknown(),
        type: z.number().nullish(),
        linkedId: z.number().nullish(),
      }),
    )
    .nullish(),
  login: part,
  card: part,
  identity: part,
  sshKey: part,
  passwordHistory: z
    .array(z.looseObject({ password: z.string().nullish(), lastUsedDate: z.string().nullish() }))
    .nullish(),
  creationDate: z.string().nullish(),
  revisionDate: z.string().nullish(),
  deletedDate: z.string().nullish(),
});
type Item = z.infer<typeof itemSchema>;

const exportSchema = z.looseObject({ folders: named, collections: named, items: z.array(z.unknown()) });

/** Whether a parsed JSON is a Bitwarden export in plain. */
export const isBitwardenExport = (json: unknown): boolean => exportSchema.safeParse(json).success;

const timeOf = (text: string | null | undefined): number | undefined => {
  const at = Date.parse(text ?? "");
  return Number.isFinite(at) && at >= 0 ? at : undefined;
};

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const isPresent = (value: unknown): boolean => value !== null && value !== undefined;

/** A value of which we know no place, under its path, so that the export can put it back. */
const extras = (
  source: Readonly<Record<string, unknown>>,
  known: readonly string[],
  prefix: string,
  collector: Collector,
): readonly LooseField[] =>
  Object.entries(source).flatMap(([key, value]): LooseField[] => {
    const isEmpty = !isPresent(value) || (Array.isArray(value) && value.length === 0);
    if (known.includes(key) || isEmpty) return [];
    collector.unmapped(`Bitwarden: ${prefix}${key}`);
    const isSecret = key === "fido2Credentials";
    return [
      {
        id: `${keptIds.extra}${prefix}${key}`,
        label: `Bitwarden: ${prefix}${key}`,
        kind: isSecret ? "hidden" : "text",
        value: JSON.stringify(value),
      },
    ];
  });

const uriFields = (uris: unknown, collector: Collector): readonly LooseField[] =>
  (Array.isArray(uris) ? (uris as readonly unknown[]) : []).flatMap((item, at): LooseField[] => {
    const { uri = null, match = null } = (typeof item === "object" && item !== null ? item : {}) as {
      uri?: unknown;
      match?: unknown;
    };
    const number = String(at + 1);
    const id = at === 0 ? "url" : `url-${number}`;
    const address: LooseField = { id, label: "Website", kind: "url", value: uri === null ? "" : asText(uri) };
    if (match === null) return [address];
    collector.unmapped("Bitwarden: how an address is matched");
    return [
      address,
      {
        id: `${keptIds.match}${number}`,
        label: `Match of address ${number}`,
        kind: "text",
        value: asText(match),
      },
    ];
  });

const loginKeys = ["uris", "username", "password", "totp", "passwordRevisionDate"] as const;

const loginFields = (
  login: Readonly<Record<string, unknown>>,
  collector: Collector,
): readonly LooseField[] => {
  const value = (key: string, label: string, kind: LooseField["kind"]): readonly LooseField[] =>
    isPresent(login[key]) ? [{ id: key, label, kind, value: asText(login[key]) }] : [];
  return [
    ...value("username", "User name", "username"),
    ...value("password", "Password", "password"),
    ...uriFields(login["uris"], collector),
    ...value("totp", "One-time code", "totp"),
    ...extras(login, loginKeys.slice(0, 4), "login.", collector),
  ];
};

const partFields = (
  source: Readonly<Record<string, unknown>>,
  properties: readonly Property[],
  prefix: string,
  collector: Collector,
): readonly LooseField[] => [
  ...properties.flatMap(({ key, label, kind }): LooseField[] =>
    isPresent(source[key]) ? [{ id: key, label, kind, value: asText(source[key]) }] : [],
  ),
  ...extras(
    source,
    properties.map(({ key }) => key),
    prefix,
    collector,
  ),
];

const customField = (
  field: NonNullable<Item["fields"]>[number],
  at: number,
  collector: Collector,
): LooseField => {
  const label = field.name ?? "";
  const value = isPresent(field.value) ? asText(field.value) : "";
  const number = String(at + 1);
  if (field.type === 1) return { id: `custom-${number}`, label, kind: "hidden", value };
  if (field.type === 2) {
    collector.unmapped("Bitwarden: yes/no fields");
    return { id: `${keptIds.boolean}${number}`, label, kind: "text", value };
  }
  if (field.type === 3) {
    collector.unmapped("Bitwarden: linked fields");
    return { id: `${keptIds.linked}${number}`, label, kind: "text", value: String(field.linkedId ?? "") };
  }
  return { id: `custom-${number}`, label, kind: "text", value };
};

const typeOf = (number: number): EntryDraft["type"] | null => {
  const found = Object.entries(itemTypes).find(([, code]) => code === number);
  return found === undefined ? null : (found[0] as EntryDraft["type"]);
};

const contentFields = (item: Item, type: EntryDraft["type"], collector: Collector): readonly LooseField[] => {
  if (type === "login") return loginFields(item.login ?? {}, collector);
  if (type === "note" || type === "file") return [];
  const name = partOfType[type];
  return partFields(item[name] ?? {}, partProperties[name], `${name}.`, collector);
};

const fieldsOf = (item: Item, type: EntryDraft["type"], collector: Collector): readonly LooseField[] => {
  const isNote = type === "note";
  const notes: readonly LooseField[] = isPresent(item.notes)
    ? [
        {
          id: isNote ? "note" : "notes",
          label: isNote ? "Note" : "Notes",
          kind: "multiline",
          value: item.notes ?? "",
        },
      ]
    : [];
  const reprompt: readonly LooseField[] =
    (item.reprompt ?? 0) === 0
      ? []
      : [
          {
            id: keptIds.reprompt,
            label: "Bitwarden: ask for the master password",
            kind: "text",
            value: String(item.reprompt),
          },
        ];
  if (reprompt.length > 0) collector.unmapped("Bitwarden: ask for the master password");
  return [
    ...contentFields(item, type, collector),
    ...(item.fields ?? []).map((field, at) => customField(field, at, collector)),
    ...notes,
    ...reprompt,
    ...extras(item, knownItemKeys, "", collector),
  ];
};

/** Bitwarden keeps former passwords only; each becomes a former revision with that password. */
const formerOf = (
  item: Item,
  fields: readonly LooseField[],
): { fields: readonly LooseField[]; modifiedAt: number }[] =>
  (item.passwordHistory ?? [])
    .map(({ password, lastUsedDate }) => ({
      modifiedAt: timeOf(lastUsedDate) ?? 0,
      fields: fields.some(({ id }) => id === "password")
        ? fields.map((field) => (field.id === "password" ? { ...field, value: password ?? "" } : field))
        : [
            ...fields,
            { id: "password", label: "Password", kind: "password" as const, value: password ?? "" },
          ],
    }))
    .sort((a, b) => a.modifiedAt - b.modifiedAt);

const addItem = (
  item: Item,
  folders: ReadonlyMap<string, string>,
  collector: Collector,
  where: string,
): void => {
  const known = typeOf(item.type);
  if (known === null) {
    collector.problem(
      where,
      `Bitwarden's item type ${String(item.type)} is unknown; it was taken in as a note.`,
    );
  }
  const type = known ?? "note";
  const fields = fieldsOf(item, type, collector);
  const tagIds = [item.folderId ?? "", ...(item.collectionIds ?? [])];
  collector.add({
    type,
    title: item.name ?? "",
    tags: tagIds.map((id) => folders.get(id) ?? ""),
    isFavourite: item.favorite ?? false,
    fields,
    createdAt: timeOf(item.creationDate),
    modifiedAt: timeOf(item.revisionDate),
    isDeleted: isPresent(item.deletedDate),
    former: formerOf(item, fields),
  });
};

/** Reads a parsed export. import.unknown-format when it is none. */
export const readBitwarden = (
  format: ImportFormat,
  json: unknown,
): Result<ParsedImport, AppError<"import.unknown-format">> => {
  const parsed = exportSchema.safeParse(json);
  if (!parsed.success) return fail("import.unknown-format");
  const { folders, collections, items } = parsed.data;
  const names = new Map<string, string>();
  for (const { id, name } of [...(folders ?? []), ...(collections ?? [])]) if (id) names.set(id, name ?? "");
  const collector = createCollector(format);
  items.forEach((one, at) => {
    const item = itemSchema.safeParse(one);
    const where = `item ${String(at + 1)}`;
    if (item.success) addItem(item.data, names, collector, where);
    else collector.problem(where, "It is not of the form that Bitwarden writes.");
  });
  return ok(collector.finish());
};
