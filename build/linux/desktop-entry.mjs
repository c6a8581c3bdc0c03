/** The entry by which desktops list the program, open its links and files, and know its windows. */
// @ts-check
import { APP_ID, EXPORT_TYPE, PACKAGE, SCHEME } from "./product.mjs";
import { ENGLISH, translations } from "./words.mjs";

/** What X11 calls the windows: Electron makes it of the product's name. On Wayland it is the app's id. */
const WINDOW_CLASS = "Tapvault";

/** Semicolons part the values of a list. @param {string[]} values */
const list = (values) => `${values.map((value) => value.replaceAll(";", "\\;")).join(";")};`;

/**
 * A key in every language.
 *
 * @param {string} key
 * @param {(words: import("./words.mjs").Words) => string} textOf
 */
const translated = (key, textOf) => [
  `${key}=${textOf(ENGLISH)}`,
  ...translations().map(([language, words]) => `${key}[${language}]=${textOf(words)}`),
];

/**
 * An action of the program's menu, as a link does it.
 *
 * @param {string} id
 * @param {"lock" | "settings"} word
 * @param {string} link
 */
const action = (id, word, link) => [
  "",
  `[Desktop Action ${id}]`,
  ...translated("Name", (words) => words[word]),
  `Exec=/usr/bin/${PACKAGE} ${SCHEME}://${link}`,
];

export const desktopEntry = () =>
  [
    "[Desktop Entry]",
    "Type=Application",
    "Version=1.4",
    "Name=Tapvault",
    ...translated("GenericName", (words) => words.genericName),
    ...translated("Comment", (words) => words.summary),
    ...translated("Keywords", (words) => list(words.keywords)),
    `Exec=/usr/bin/${PACKAGE} %U`,
    `Icon=${APP_ID}`,
    "Terminal=false",
    "StartupNotify=true",
    `StartupWMClass=${WINDOW_CLASS}`,
    "X-GNOME-SingleWindow=true",
    "Categories=Utility;Security;",
    `MimeType=${list([`x-scheme-handler/${SCHEME}`, EXPORT_TYPE])}`,
    "Actions=lock;settings;",
    ...action("lock", "lock", "lock"),
    ...action("settings", "settings", "page/settings"),
    "",
  ].join("\n");
