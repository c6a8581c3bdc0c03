/**
 * Which texts there are. A text is named by its English words; German is the list that all others are
 * compared with, so a text that is used and translated nowhere does not compile. What the compiler
 * cannot see (plural forms, placeholders, the other languages) `build/languages.mjs` checks in each build.
 */
import type { de } from "./de/index.ts";

type Plural = "zero" | "one" | "two" | "few" | "many" | "other";
type WithoutPlural<K> = K extends `${infer Base}_${Plural}` ? Base : K;

/** An English text with its translations. Several forms of one text ("1 entry", "2 entries") count as one. */
export type Text = WithoutPlural<keyof typeof de>;

/** What goes into the `{{placeholders}}` of a text. `count` also chooses the plural form. */
export type TextValues = Readonly<Record<string, string | number>>;

/** Says a text in the person's language. */
export type Translate = (text: Text, values?: TextValues) => string;
