/** The window's texts in English, for functions that are given a voice. */
import { createLanguage } from "#renderer/language/language.ts";
import type { Translate } from "#renderer/language/texts.ts";

const language = createLanguage();

/** Says a text in English. */
export const english: Translate = (text, values) => language.t(text, values ?? {});
