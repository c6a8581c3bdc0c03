/**
 * The language of the window. English is in the code; the others are loaded when they are chosen.
 * Texts are looked up by their English words; which of them exist is the business of texts.ts.
 */
import { type i18n as I18n, createInstance } from "i18next";
import type { Language } from "#contract/views.ts";
import { en } from "./en/index.ts";

type Texts = Readonly<Record<string, string>>;

const loaders = {
  en: () => Promise.resolve<Texts>(en),
  de: async (): Promise<Texts> => (await import("./de/index.ts")).de,
  es: async (): Promise<Texts> => (await import("./es/index.ts")).es,
  ja: async (): Promise<Texts> => (await import("./ja/index.ts")).ja,
} as const satisfies Record<Language, () => Promise<Texts>>;

const isLanguage = (tag: string): tag is Language => Object.hasOwn(loaders, tag);

/** The first language of the list that is spoken here, with or without its region; else English. */
export const languageFor = (tags: readonly string[]): Language =>
  tags.map((tag) => tag.split("-")[0] ?? "").find(isLanguage) ?? "en";

/** Makes the instance that components read from. It speaks English until told otherwise. */
export const createLanguage = (): I18n => {
  const language = createInstance({
    lng: "en",
    fallbackLng: false,
    resources: { en: { translation: en } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
    react: { useSuspense: false },
  });
  void language.init();
  // A label inside an English sentence begins small; in other languages it stays as it is.
  language.services.formatter?.add("lowercase", (value) => String(value).toLowerCase());
  return language;
};

/** Changes to a language, loading it first. */
export const speak = async (language: I18n, wanted: Language): Promise<void> => {
  if (!language.hasResourceBundle(wanted, "translation"))
    language.addResourceBundle(wanted, "translation", await loaders[wanted]());
  await language.changeLanguage(wanted);
};
