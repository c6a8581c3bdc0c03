/** What menus, tray and notices say, in every language. A text that one of them lacks does not compile. */
import type { Language, Settings } from "#contract/views-settings.ts";
import { languages } from "#contract/views-settings.ts";

/** The texts. An ampersand would be read as a mnemonic, so there is none. */
export interface ShellTexts {
  readonly file: string;
  readonly edit: string;
  readonly view: string;
  readonly entry: string;
  readonly window: string;
  readonly help: string;
  readonly about: string;
  readonly settings: string;
  readonly importFile: string;
  readonly exportFile: string;
  readonly lock: string;
  readonly closeWindow: string;
  readonly quit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly palette: string;
  readonly entries: string;
  readonly activity: string;
  readonly storage: string;
  readonly lookup: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly zoomReset: string;
  readonly fullScreen: string;
  readonly newEntry: string;
  readonly search: string;
  readonly quickSearch: string;
  readonly minimize: string;
  readonly hide: string;
  readonly hideOthers: string;
  readonly showAll: string;
  readonly tour: string;
  readonly shortcuts: string;
  readonly checkReaders: string;
  readonly openTapvault: string;
  readonly noVault: string;
  readonly locked: string;
  readonly open: (count: string, isOne: boolean) => string;
  readonly readerReady: (name: string) => string;
  readonly readerWithChip: (name: string) => string;
  readonly readerNone: string;
  readonly readerServiceDown: string;
  readonly inTrayTitle: string;
  readonly inTrayText: string;
  readonly unwritableTitle: string;
  readonly unwritableText: (folder: string) => string;
}

const en: ShellTexts = {
  file: "File",
  edit: "Edit",
  view: "View",
  entry: "Entry",
  window: "Window",
  help: "Help",
  about: "About Tapvault",
  settings: "Settings",
  importFile: "Import a file…",
  exportFile: "Export…",
  lock: "Lock",
  closeWindow: "Close the window",
  quit: "Quit Tapvault",
  undo: "Undo",
  redo: "Redo",
  cut: "Cut",
  copy: "Copy",
  paste: "Paste",
  selectAll: "Select all",
  palette: "Command palette",
  entries: "Entries",
  activity: "Activity",
  storage: "Storage",
  lookup: "Age lookup",
  zoomIn: "Larger",
  zoomOut: "Smaller",
  zoomReset: "Usual size",
  fullScreen: "Full screen",
  newEntry: "New entry",
  search: "Search",
  quickSearch: "Quick search",
  minimize: "Minimise",
  hide: "Hide Tapvault",
  hideOthers: "Hide others",
  showAll: "Show all",
  tour: "Tour of Tapvault",
  shortcuts: "Keyboard shortcuts",
  checkReaders: "Readers and diagnostics",
  openTapvault: "Open Tapvault",
  noVault: "No vault yet",
  locked: "Locked",
  open: (count, isOne) => (isOne ? "Open: 1 entry" : `Open: ${count} entries`),
  readerReady: (name) => `${name}: ready`,
  readerWithChip: (name) => `${name}: chip on it`,
  readerNone: "No reader connected",
  readerServiceDown: "The reader service is not running",
  inTrayTitle: "Tapvault is in the tray",
  inTrayText: "A tap brings it back. To end it, choose “Quit Tapvault” in its menu.",
  unwritableTitle: "Tapvault cannot write to its folder",
  unwritableText: (folder) =>
    `Nothing can be kept in ${folder}. Make room on that disk or give yourself the right to write there, then start Tapvault again.`,
};

const de: ShellTexts = {
  file: "Datei",
  edit: "Bearbeiten",
  view: "Ansicht",
  entry: "Eintrag",
  window: "Fenster",
  help: "Hilfe",
  about: "Über Tapvault",
  settings: "Einstellungen",
  importFile: "Datei importieren …",
  exportFile: "Exportieren …",
  lock: "Sperren",
  closeWindow: "Fenster schließen",
  quit: "Tapvault beenden",
  undo: "Rückgängig",
  redo: "Wiederholen",
  cut: "Ausschneiden",
  copy: "Kopieren",
  paste: "Einfügen",
  selectAll: "Alles auswählen",
  palette: "Befehlspalette",
  entries: "Einträge",
  activity: "Aktivität",
  storage: "Speicherorte",
  lookup: "Altersabfrage",
  zoomIn: "Größer",
  zoomOut: "Kleiner",
  zoomReset: "Übliche Größe",
  fullScreen: "Vollbild",
  newEntry: "Neuer Eintrag",
  search: "Suchen",
  quickSearch: "Schnellsuche",
  minimize: "Minimieren",
  hide: "Tapvault ausblenden",
  hideOthers: "Andere ausblenden",
  showAll: "Alle einblenden",
  tour: "Rundgang durch Tapvault",
  shortcuts: "Tastenkürzel",
  checkReaders: "Lesegeräte und Diagnose",
  openTapvault: "Tapvault öffnen",
  noVault: "Noch kein Tresor",
  locked: "Gesperrt",
  open: (count, isOne) => (isOne ? "Offen: 1 Eintrag" : `Offen: ${count} Einträge`),
  readerReady: (name) => `${name}: bereit`,
  readerWithChip: (name) => `${name}: Chip aufgelegt`,
  readerNone: "Kein Lesegerät angeschlossen",
  readerServiceDown: "Der Dienst für Lesegeräte läuft nicht",
  inTrayTitle: "Tapvault ist im Infobereich",
  inTrayText: "Ein Tap holt das Fenster zurück. Beenden: „Tapvault beenden“ im Menü des Symbols.",
  unwritableTitle: "Tapvault kann nicht in seinen Ordner schreiben",
  unwritableText: (folder) =>
    `In ${folder} kann nichts aufbewahrt werden. Dort Platz schaffen oder sich das Schreibrecht geben, dann Tapvault neu starten.`,
};

const es: ShellTexts = {
  file: "Archivo",
  edit: "Edición",
  view: "Ver",
  entry: "Entrada",
  window: "Ventana",
  help: "Ayuda",
  about: "Acerca de Tapvault",
  settings: "Ajustes",
  importFile: "Importar un archivo…",
  exportFile: "Exportar…",
  lock: "Bloquear",
  closeWindow: "Cerrar la ventana",
  quit: "Salir de Tapvault",
  undo: "Deshacer",
  redo: "Rehacer",
  cut: "Cortar",
  copy: "Copiar",
  paste: "Pegar",
  selectAll: "Seleccionar todo",
  palette: "Paleta de comandos",
  entries: "Entradas",
  activity: "Actividad",
  storage: "Almacenamiento",
  lookup: "Consulta de edad",
  zoomIn: "Ampliar",
  zoomOut: "Reducir",
  zoomReset: "Tamaño habitual",
  fullScreen: "Pantalla completa",
  newEntry: "Nueva entrada",
  search: "Buscar",
  quickSearch: "Búsqueda rápida",
  minimize: "Minimizar",
  hide: "Ocultar Tapvault",
  hideOthers: "Ocultar otros",
  showAll: "Mostrar todo",
  tour: "Recorrido por Tapvault",
  shortcuts: "Atajos de teclado",
  checkReaders: "Lectores y diagnóstico",
  openTapvault: "Abrir Tapvault",
  noVault: "Aún no hay bóveda",
  locked: "Bloqueada",
  open: (count, isOne) => (isOne ? "Abierta: 1 entrada" : `Abierta: ${count} entradas`),
  readerReady: (name) => `${name}: listo`,
  readerWithChip: (name) => `${name}: chip encima`,
  readerNone: "Ningún lector conectado",
  readerServiceDown: "El servicio de lectores no está en marcha",
  inTrayTitle: "Tapvault está en la bandeja",
  inTrayText: "Un toque con el chip lo trae de vuelta. Para terminar: «Salir de Tapvault» en su menú.",
  unwritableTitle: "Tapvault no puede escribir en su carpeta",
  unwritableText: (folder) =>
    `No se puede guardar nada en ${folder}. Libera espacio en ese disco o date permiso para escribir ahí y vuelve a iniciar Tapvault.`,
};

const ja: ShellTexts = {
  file: "ファイル",
  edit: "編集",
  view: "表示",
  entry: "エントリ",
  window: "ウィンドウ",
  help: "ヘルプ",
  about: "Tapvault について",
  settings: "設定",
  importFile: "ファイルを読み込む…",
  exportFile: "書き出す…",
  lock: "ロック",
  closeWindow: "ウィンドウを閉じる",
  quit: "Tapvault を終了",
  undo: "取り消す",
  redo: "やり直す",
  cut: "切り取り",
  copy: "コピー",
  paste: "貼り付け",
  selectAll: "すべて選択",
  palette: "コマンドパレット",
  entries: "エントリ",
  activity: "アクティビティ",
  storage: "保存場所",
  lookup: "年齢照会",
  zoomIn: "拡大",
  zoomOut: "縮小",
  zoomReset: "標準サイズ",
  fullScreen: "全画面表示",
  newEntry: "新しいエントリ",
  search: "検索",
  quickSearch: "クイック検索",
  minimize: "最小化",
  hide: "Tapvault を隠す",
  hideOthers: "ほかを隠す",
  showAll: "すべて表示",
  tour: "Tapvault の紹介",
  shortcuts: "キーボードショートカット",
  checkReaders: "リーダーと診断",
  openTapvault: "Tapvault を開く",
  noVault: "保管庫がまだありません",
  locked: "ロック中",
  open: (count) => `開いています: ${count} 件`,
  readerReady: (name) => `${name}: 準備完了`,
  readerWithChip: (name) => `${name}: チップあり`,
  readerNone: "リーダーが接続されていません",
  readerServiceDown: "リーダーのサービスが動作していません",
  inTrayTitle: "Tapvault はトレイにあります",
  inTrayText: "チップをかざすと戻ります。終了するには、メニューの「Tapvault を終了」を選びます。",
  unwritableTitle: "Tapvault は自分のフォルダーに書き込めません",
  unwritableText: (folder) =>
    `${folder} には何も保存できません。ディスクの空きを増やすか、書き込みの権限を付けてから、Tapvault をもう一度起動してください。`,
};

const texts: Readonly<Record<Language, ShellTexts>> = { en, de, es, ja };

/** The texts of a language. */
export const textsOf = (language: Language): ShellTexts => texts[language];

/** The chosen language, else the first of the system's that is spoken here, else English. */
export const shellLanguage = (chosen: Settings["language"], preferred: readonly string[]): Language => {
  if (chosen !== "system") return chosen;
  const tags = preferred.map((tag) => tag.toLowerCase().split(/[-_]/u)[0]);
  return tags.flatMap((tag) => languages.find((language) => language === tag) ?? [])[0] ?? "en";
};
