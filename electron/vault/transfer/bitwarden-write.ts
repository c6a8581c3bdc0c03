/** Entries as Bitwarden's JSON export, so that Bitwarden and this program read them back. */
import type { WholeEntry } from "#vault/entries.port.ts";
import { itemTypes, keptIds, partOfType, partProperties } from "./bitwarden-fields.ts";
import type { Property } from "./bitwarden-fields.ts";

type Field = WholeEntry["draft"]["fields"][number];
type Json = Record<string, unknown>;

/** Ids as Bitwarden writes them, made from ours so that they stay the same. */
const uuidOf = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");

const textOf = (field: Field | undefined): string | null => field?.value ?? null;
const dateOf = (at: number): string => new Date(at).toISOString();

/** Takes fields out one by one; what is left over becomes custom fields. */
class FieldPool {
  readonly #left: Field[];

  constructor(fields: readonly Field[]) {
    this.#left = [...fields];
  }

  take(fits: (field: Field) => boolean): Field | undefined {
    const at = this.#left.findIndex(fits);
    return at < 0 ? undefined : this.#left.splice(at, 1)[0];
  }

  /** By id, else the first of a kind. */
  takeKnown(id: string, kind: Field["kind"]): Field | undefined {
    return this.take((field) => field.fieldId === id) ?? this.take((field) => field.kind === kind);
  }

  takeAll(fits: (field: Field) => boolean): readonly Field[] {
    const taken = this.#left.filter(fits);
    for (const field of taken) this.#left.splice(this.#left.indexOf(field), 1);
    return taken;
  }

  rest(): readonly Field[] {
    return this.#left;
  }
}

const parseKept = (value: string | null): unknown => {
  try {
    return JSON.parse(value ?? "null") as unknown;
  } catch {
    return value;
  }
};

const loginPart = (pool: FieldPool): Json => {
  const username = textOf(pool.takeKnown("username", "username"));
  const password = textOf(pool.takeKnown("password", "password"));
  const totp = textOf(pool.takeKnown("totp", "totp"));
  const matches = new Map(
    pool
      .takeAll(({ fieldId }) => fieldId.startsWith(keptIds.match))
      .map(({ fieldId, value }) => [Number(fieldId.slice(keptIds.match.length)), parseKept(value)]),
  );
  const uris = pool
    .takeAll(({ kind }) => kind === "url")
    .map(({ value }, at) => ({ match: matches.get(at + 1) ?? null, uri: value }));
  return { uris, username, password, totp };
};

const partOf = (pool: FieldPool, properties: readonly Property[]): Json =>
  Object.fromEntries(properties.map(({ key }) => [key, textOf(pool.take(({ fieldId }) => fieldId === key))]));

const customField = ({ fieldId, label, kind, value }: Field): Json => {
  if (fieldId.startsWith(keptIds.linked))
    return { name: label, value: null, type: 3, linkedId: Number(value) };
  const type = fieldId.startsWith(keptIds.boolean)
    ? 2
    : kind === "hidden" || kind === "password" || kind === "totp"
      ? 1
      : 0;
  return { name: label, value, type, linkedId: null };
};

/** Puts what was kept under its path back where it was. */
const putExtras = (item: Json, pool: FieldPool): void => {
  for (const { label, value } of pool.takeAll(({ fieldId }) => fieldId.startsWith(keptIds.extra))) {
    const path = label.slice("Bitwarden: ".length).split(".");
    const key = path.at(-1) ?? "";
    const target = path.length > 1 ? (item[path[0] ?? ""] as Json | undefined) : item;
    if (target !== undefined) target[key] = parseKept(value);
  }
};

const typeNumber = ({ type, fields }: WholeEntry["draft"]): number => {
  if (type === "file") return itemTypes.note;
  if (type === "key" && !fields.some(({ fieldId }) => fieldId === "privateKey")) return itemTypes.note;
  return itemTypes[type];
};

const contentOf = (number: number, pool: FieldPool): Json => {
  if (number === itemTypes.login) return { login: loginPart(pool) };
  if (number === itemTypes.note) return { secureNote: { type: 0 } };
  const [type] = Object.entries(itemTypes).find(([, code]) => code === number) ?? ["card"];
  const name = partOfType[type as keyof typeof partOfType];
  return { [name]: partOf(pool, partProperties[name]) };
};

/** Former passwords that differ from the one after them, latest first. */
const historyOf = ({ draft, former }: WholeEntry): readonly Json[] | null => {
  const passwordOf = (fields: readonly Field[]): string | null =>
    textOf(fields.find(({ kind }) => kind === "password"));
  const history: Json[] = [];
  let after = passwordOf(draft.fields);
  for (const { draft: before, modifiedAt } of former) {
    const password = passwordOf(before.fields);
    if (password !== null && password !== after) history.push({ lastUsedDate: dateOf(modifiedAt), password });
    after = password;
  }
  return history.length === 0 ? null : history;
};

/** Writes items; folders are gathered from first tags. */
export class BitwardenWriter {
  readonly #folders = new Map<string, string>();
  readonly #newId: () => string;

  /** `newId` answers 32 hex characters. */
  constructor(newId: () => string) {
    this.#newId = newId;
  }

  /** One item. */
  item(entry: WholeEntry): Json {
    const { draft } = entry;
    const pool = new FieldPool(draft.fields);
    const type = typeNumber(draft);
    const [folder, ...furtherTags] = draft.tags;
    const reprompt = Number(textOf(pool.take(({ fieldId }) => fieldId === keptIds.reprompt)) ?? 0);
    const content = contentOf(type, pool);
    const notes = textOf(pool.take(({ fieldId }) => fieldId === "notes" || fieldId === "note"));
    const item: Json = {
      passwordHistory: historyOf(entry),
      revisionDate: dateOf(entry.modifiedAt),
      creationDate: dateOf(entry.createdAt),
      deletedDate: entry.isDeleted ? dateOf(entry.modifiedAt) : null,
      id: uuidOf(entry.entryId),
      organizationId: null,
      folderId: folder === undefined ? null : this.#folderId(folder),
      type,
      reprompt,
      name: draft.title,
      notes,
      favorite: draft.isFavourite,
      ...content,
      collectionIds: null,
    };
    putExtras(item, pool);
    const tags =
      furtherTags.length === 0
        ? []
        : [{ name: "Tags", value: furtherTags.join(", "), type: 0, linkedId: null }];
    const fields = [...pool.rest().map(customField), ...tags];
    return fields.length === 0 ? item : { ...item, fields };
  }

  /** All folders that items named so far. */
  folders(): readonly Json[] {
    return [...this.#folders].map(([name, id]) => ({ id, name }));
  }

  #folderId(name: string): string {
    const known = this.#folders.get(name);
    if (known !== undefined) return known;
    const id = uuidOf(this.#newId());
    this.#folders.set(name, id);
    return id;
  }
}
