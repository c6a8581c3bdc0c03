/** The check of the texts: what is missing, open, doubled or left over is found, and what is in order is not. */
import { describe, expect, it } from "vitest";
import { checkLanguages, problemsOf, readLanguages } from "#build/languages.mjs";
import { writeCounters } from "#test/support/counters.ts";

type Areas = Record<string, Record<string, string>>;

const plurals = { en: ["one", "other"], de: ["one", "other"], es: ["one", "many", "other"], ja: ["other"] };

const entries = (language: keyof typeof plurals, text = "{{count}}"): Record<string, string> =>
  Object.fromEntries(plurals[language].map((form) => [`{{count}} entries_${form}`, text]));

const good = (): Record<"en" | "de" | "es" | "ja", Areas> => ({
  en: { list: entries("en") },
  de: { common: { Save: "Speichern", "Hello {{name}}": "Hallo {{name}}" }, list: entries("de") },
  es: { common: { Save: "Guardar", "Hello {{name}}": "Hola, {{name}}" }, list: entries("es") },
  ja: { common: { Save: "保存", "Hello {{name}}": "{{name}}さん" }, list: entries("ja") },
});

const source = 't("Save"); t("Hello {{name}}", { name }); t("{{count}} entries", { count })';

describe("the check of the texts", () => {
  it("says nothing of texts that are in order", () => {
    expect(problemsOf(good(), source)).toEqual([]);
  });

  it("finds a text that one language does not have, or has empty", () => {
    const texts = good();
    delete texts.es["common"]?.["Save"];
    texts.ja["common"] = { ...texts.ja["common"], Save: " " };
    expect(problemsOf(texts, source)).toEqual([
      "es/common.json: missing: Save",
      "ja/common.json: missing: Save",
    ]);
  });

  it("finds a placeholder that was translated, dropped or made up", () => {
    const texts = good();
    texts.de["common"] = { ...texts.de["common"], "Hello {{name}}": "Hallo {{Name}}" };
    texts.es["common"] = { ...texts.es["common"], "Hello {{name}}": "Hola" };
    texts.ja["common"] = { ...texts.ja["common"], Save: "保存 {{name}}" };
    expect(problemsOf(texts, source)).toEqual([
      "de/common.json: placeholders differ (de): Hello {{name}}",
      "es/common.json: placeholders differ (es): Hello {{name}}",
      "ja/common.json: placeholders differ (ja): Save",
    ]);
  });

  it("takes the same placeholder in another format for the same", () => {
    const texts = good();
    texts.de["common"] = { ...texts.de["common"], "Hello {{name}}": "Hallo {{name, lowercase}}" };
    expect(problemsOf(texts, source)).toEqual([]);
  });

  it("wants every plural form that a language has, and no other", () => {
    const texts = good();
    delete texts.es["list"]?.["{{count}} entries_many"];
    texts.ja["list"] = { ...texts.ja["list"], "{{count}} entries_one": "1" };
    expect(problemsOf(texts, source)).toEqual([
      "es/list.json: missing: {{count}} entries_many",
      "ja/list.json: no such form in this language: {{count}} entries_one",
    ]);
  });

  it("lets a plural form do without its number", () => {
    const texts = good();
    texts.de["list"] = { ...texts.de["list"], "{{count}} entries_one": "ein Eintrag" };
    expect(problemsOf(texts, source)).toEqual([]);
  });

  it("finds a text that is in two areas", () => {
    const texts = good();
    texts.de["list"] = { ...texts.de["list"], Save: "Sichern" };
    texts.es["list"] = { ...texts.es["list"], Save: "Guardar" };
    texts.ja["list"] = { ...texts.ja["list"], Save: "保存" };
    expect(problemsOf(texts, source)).toEqual([
      "de: in common and in list: Save",
      "es: in common and in list: Save",
      "ja: in common and in list: Save",
    ]);
  });

  it("finds a text that is used nowhere, and reads past the escapes of the source", () => {
    expect(problemsOf(good(), source.replace('t("Save");', ""))).toEqual(["used nowhere: Save"]);
    const texts = good();
    for (const language of ["de", "es", "ja"] as const)
      texts[language]["common"] = { ...texts[language]["common"], 'Say "a\\n"': "ok" };
    expect(problemsOf(texts, `${source} t("Say \\"a\\\\n\\"")`)).toEqual([]);
  });

  it("has nothing to say of the languages of the window", () => {
    checkLanguages();
    writeCounters("locales", { locales: Object.keys(readLanguages()) });
  });
});
