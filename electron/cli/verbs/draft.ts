/** Turns the options of `set` into a draft, keeping what an existing entry has and the options do not name. Pure. */
import type { EntryDetail, EntryDraft, FieldView } from "#contract/views.ts";
import type { FieldDraft, FieldKind, FieldSpec, Filling } from "./fields.ts";
import { fieldNamed, fieldsOf, filled, secretFields } from "./fields.ts";

/** What `set` can be told besides the title. Hidden values are not among it. */
export interface SetOptions {
  readonly type?: EntryDraft["type"];
  /** The new title of an existing entry. */
  readonly title?: string;
  readonly username?: string;
  readonly url?: string;
  readonly note?: string;
  readonly tag?: readonly string[];
  readonly untag?: readonly string[];
  readonly favourite?: boolean;
  /** Which field the secret from stdin goes into. */
  readonly secretField?: string;
  readonly totp?: boolean;
  readonly field?: readonly FieldSpec[];
  /** A password is made; how long it is, when that was said. */
  readonly generate?: number | true;
  readonly stdin?: boolean;
}

/** A field whose value comes from stdin or a generator. `name` null: the secret field of the entry's kind. */
export interface SecretTarget {
  readonly name: string | null;
  readonly label: string;
  readonly kind: FieldKind | null;
}

/** A value for a target; null keeps what is there. */
export interface SecretValue {
  readonly target: SecretTarget;
  readonly value: string | null;
}

/** The field named by --secret-field, else that of the entry's kind. */
export const mainTarget = (options: SetOptions): SecretTarget => {
  const name = options.secretField ?? null;
  return { name, label: name ?? (options.type === "note" ? "Text" : "Secret"), kind: null };
};

/** What stdin is read for, in this order: the named fields, else the secret field of the entry's kind. */
export const stdinTargets = (options: SetOptions): readonly SecretTarget[] => {
  if (options.stdin === false) return [];
  const isMainAsked = options.secretField !== undefined && options.generate === undefined;
  const named: readonly SecretTarget[] = [
    ...(isMainAsked ? [mainTarget(options)] : []),
    ...(options.totp === true ? [{ name: "totp", label: "One-time code", kind: "totp" as const }] : []),
    ...(options.field ?? [])
      .filter(({ value }) => value === null)
      .map(({ name, kind }) => ({ name, label: name, kind })),
  ];
  return named.length > 0 || options.generate !== undefined ? named : [mainTarget(options)];
};

const keep = (field: FieldView): FieldDraft => ({
  fieldId: field.fieldId,
  label: field.label,
  kind: field.kind,
  value: field.isEmpty ? "" : field.value,
});

const plain = (name: string, value: string | undefined, newKind: FieldKind): readonly Filling[] =>
  value === undefined ? [] : [{ name, kind: null, newKind, value }];

const secretFilling = (
  { target, value }: SecretValue,
  type: EntryDraft["type"],
  fields: readonly FieldDraft[],
): readonly Filling[] => {
  const wanted = target.name ?? secretFields[type];
  // An entry has one field for codes, whatever its label is.
  const codes = target.name === "totp" ? fields.find(({ kind }) => kind === "totp") : undefined;
  const name = codes?.fieldId ?? (target.name === "totp" ? target.label : wanted);
  // A field that is asked for and not there yet is made, also when nothing was given for it.
  if (value === null && (target.kind === null || fieldNamed(fields, name) !== undefined)) return [];
  return [{ name, kind: target.kind, newKind: "hidden", value: value ?? "" }];
};

const tagsOf = (options: SetOptions, before: readonly string[]): string[] =>
  [...new Set([...before, ...(options.tag ?? [])])].filter((tag) => options.untag?.includes(tag) !== true);

/** The draft to save. */
export const draftOf = (
  title: string,
  options: SetOptions,
  secrets: readonly SecretValue[],
  before: EntryDetail | null,
): EntryDraft => {
  const kept = before ?? { type: "login" as const, tags: [], isFavourite: false };
  const type = options.type ?? kept.type;
  const start = before === null ? fieldsOf(type) : before.fields.map(keep);
  const fillings: readonly Filling[] = [
    ...plain("username", options.username, "username"),
    ...plain("url", options.url, "url"),
    ...plain(fieldNamed(start, "note")?.fieldId ?? "notes", options.note, "multiline"),
    ...(options.field ?? []).flatMap(({ name, kind, value }) => plainOf(name, kind, value)),
    ...secrets.flatMap((secret) => secretFilling(secret, type, start)),
  ];
  return {
    type,
    title: options.title ?? title,
    tags: tagsOf(options, kept.tags),
    isFavourite: options.favourite ?? kept.isFavourite,
    fields: [...fillings.reduce((fields, filling) => filled(fields, type, filling), start)],
  };
};

const plainOf = (name: string, kind: FieldKind, value: string | null): readonly Filling[] =>
  value === null ? [] : [{ name, kind, newKind: kind, value }];
