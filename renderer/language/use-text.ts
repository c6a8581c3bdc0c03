/** How components say something: texts, and numbers and times as people of that language write them. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Formats, createFormats } from "./formats.ts";
import type { Translate } from "./texts.ts";

/** The texts in the person's language. */
export const useText = (): Translate => {
  const { i18n } = useTranslation();
  const language = i18n.resolvedLanguage;
  return useMemo<Translate>(
    () => (text, values) => i18n.t(text, { lng: language, ...values }),
    [i18n, language],
  );
};

/** The person's own region writes its own dates, where it speaks the language of the window. */
const localeFor = (language: string): string =>
  navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;

/** Numbers, sizes, dates and distances in the person's language. */
export const useFormats = (): Formats => {
  const { i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? "en";
  return useMemo(() => createFormats(localeFor(language)), [language]);
};

/** The language that is spoken now, for names that the browser knows. */
export const useLanguage = (): string => useTranslation().i18n.resolvedLanguage ?? "en";
