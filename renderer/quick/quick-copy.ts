/** What the keys of the quick search copy, and which field of an entry that is. Pure. */
import type { EntryDetail, FieldView } from "#contract/views.ts";

/** What can be copied. */
export type Copied = "password" | "user" | "code";

const kinds: Readonly<Record<Copied, readonly FieldView["kind"][]>> = {
  password: ["password", "hidden"],
  user: ["username"],
  code: ["totp"],
};

/** The first field of that kind that holds something, or null. */
export const fieldToCopy = (detail: EntryDetail, what: Copied): FieldView | null =>
  kinds[what]
    .map((kind) => detail.fields.find((field) => field.kind === kind && !field.isEmpty))
    .find((field) => field !== undefined) ?? null;

/** What a key press asks for. */
export type QuickKey = Copied | "show" | "close" | "next" | "previous" | "first" | "last";

/** The part of a key press that counts. */
export interface QuickPress {
  readonly key: string;
  readonly hasMod: boolean;
  /** Another key is held that has no meaning here, or a word is being composed. */
  readonly isOther: boolean;
}

const plain: Readonly<Record<string, QuickKey>> = {
  Enter: "password",
  Escape: "close",
  ArrowDown: "next",
  ArrowUp: "previous",
  PageDown: "last",
  PageUp: "first",
};

const withMod: Readonly<Record<string, QuickKey>> = { Enter: "show", b: "user", t: "code" };

/** What a press asks for; null for typing. */
export const quickKey = ({ key, hasMod, isOther }: QuickPress): QuickKey | null => {
  if (isOther) return null;
  const table = hasMod ? withMod : plain;
  const name = key.length === 1 ? key.toLowerCase() : key;
  return Object.hasOwn(table, name) ? (table[name] ?? null) : null;
};

/** The place of the choice after a key that moves it. */
export const movedChoice = (key: QuickKey, at: number, count: number): number => {
  if (count === 0) return 0;
  const moves: Partial<Record<QuickKey, number>> = {
    next: Math.min(at + 1, count - 1),
    previous: Math.max(at - 1, 0),
    first: 0,
    last: count - 1,
  };
  return moves[key] ?? at;
};
