/** What the system's file dialogs say. English is in the handlers; names of formats are the same everywhere. */
import type { Language } from "#contract/views-settings.ts";

type Translated = Readonly<Record<Exclude<Language, "en">, string>>;

const texts = {
  "All files": { de: "Alle Dateien", es: "Todos los archivos", ja: "すべてのファイル" },
  "Choose a file to import": {
    de: "Datei zum Importieren wählen",
    es: "Elegir un archivo para importar",
    ja: "読み込むファイルを選択",
  },
  "Choose a file to keep with this entry": {
    de: "Datei wählen, die beim Eintrag aufbewahrt wird",
    es: "Elegir un archivo para guardarlo con esta entrada",
    ja: "このエントリと一緒に保管するファイルを選択",
  },
  "Export all entries": {
    de: "Alle Einträge exportieren",
    es: "Exportar todas las entradas",
    ja: "すべてのエントリを書き出す",
  },
  "Exports of other programs": {
    de: "Exporte anderer Programme",
    es: "Exportaciones de otros programas",
    ja: "ほかのプログラムの書き出しファイル",
  },
  "Save the activity log": {
    de: "Aktivitätsprotokoll speichern",
    es: "Guardar el registro de actividad",
    ja: "アクティビティの記録を保存",
  },
  "Save the recovery kit": {
    de: "Wiederherstellungsbogen speichern",
    es: "Guardar el kit de recuperación",
    ja: "復元キットを保存",
  },
  "Save the report": { de: "Bericht speichern", es: "Guardar el informe", ja: "レポートを保存" },
  "Save the trace": { de: "Mitschnitt speichern", es: "Guardar la traza", ja: "トレースを保存" },
  "Save this attachment": {
    de: "Anhang speichern",
    es: "Guardar este archivo adjunto",
    ja: "添付ファイルを保存",
  },
} as const satisfies Readonly<Record<string, Translated>>;

const isKnown = (text: string): text is keyof typeof texts => Object.hasOwn(texts, text);

/** Says it in that language; what is not in the table stays as it is. */
export const dialogText = (text: string, language: Language): string =>
  language === "en" || !isKnown(text) ? text : texts[text][language];
