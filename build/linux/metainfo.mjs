/** What software centres show of the program (AppStream), in every language of the window. */
// @ts-check
import { APP_ID, EXPORT_TYPE, PACKAGE, SCHEME, manifest, systemVersion } from "./product.mjs";
import { ENGLISH, translations } from "./words.mjs";
import { document, element } from "./xml.mjs";

/**
 * The same element in English, and then in each other language.
 *
 * @param {string} name
 * @param {(words: import("./words.mjs").Words) => string | undefined} textOf
 */
const translated = (name, textOf) => [
  element(name, {}, textOf(ENGLISH) ?? ""),
  ...translations().map(([language, words]) => element(name, { "xml:lang": language }, textOf(words) ?? "")),
];

const description = () =>
  element("description", {}, [
    ...ENGLISH.about.flatMap((_, index) => translated("p", ({ about }) => about[index])),
    element(
      "ul",
      {},
      ENGLISH.features.flatMap((_, index) => translated("li", ({ features }) => features[index])),
    ),
  ]);

const keywords = () =>
  element("keywords", {}, [
    ...ENGLISH.keywords.map((word) => element("keyword", {}, word)),
    ...translations().flatMap(([language, words]) =>
      words.keywords
        .filter((word) => !ENGLISH.keywords.includes(word))
        .map((word) => element("keyword", { "xml:lang": language }, word)),
    ),
  ]);

/** @param {import("./releases.mjs").Release} release */
function release({ version, epoch, changes }) {
  const date = new Date(epoch * 1000).toISOString().slice(0, 10);
  const ordered = systemVersion(version);
  const type = ordered.includes("~") ? "development" : "stable";
  const told = changes.map((change) => element("li", {}, change.replaceAll("`", "")));
  const body = told.length > 0 ? [element("description", {}, [element("ul", {}, told)])] : [];
  return element("release", { version: ordered, date, type }, body);
}

/** @param {import("./releases.mjs").Release[]} releases */
export function metainfo(releases) {
  const { author, license, homepage } = manifest();
  return document(
    element("component", { type: "desktop-application" }, [
      element("id", {}, APP_ID),
      element("metadata_license", {}, "FSFAP"),
      element("project_license", {}, license),
      element("name", {}, "Tapvault"),
      ...translated("summary", ({ summary }) => summary),
      element("developer_name", {}, author),
      description(),
      element("launchable", { type: "desktop-id" }, `${APP_ID}.desktop`),
      element("icon", { type: "stock" }, APP_ID),
      element("categories", {}, [element("category", {}, "Utility"), element("category", {}, "Security")]),
      keywords(),
      ...(homepage === undefined ? [] : [element("url", { type: "homepage" }, homepage)]),
      element("provides", {}, [
        element("binary", {}, PACKAGE),
        element("mediatype", {}, EXPORT_TYPE),
        element("mediatype", {}, `x-scheme-handler/${SCHEME}`),
      ]),
      element("supports", {}, [element("control", {}, "keyboard"), element("control", {}, "pointing")]),
      element("content_rating", { type: "oars-1.1" }),
      element("releases", {}, releases.map(release)),
    ]),
  );
}
