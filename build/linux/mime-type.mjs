/** The type of our own encrypted export, so that a file manager names it and opens it with this program. */
// @ts-check
import { APP_ID, EXPORT_TYPE } from "./product.mjs";
import { ENGLISH, translations } from "./words.mjs";
import { document, element } from "./xml.mjs";

/** How such a file begins and ends its name; docs/formats.md has the rest. */
const MAGIC = "TPVX";
const ENDING = "tapvault";

export const mimeType = () =>
  document(
    element("mime-info", { xmlns: "http://www.freedesktop.org/standards/shared-mime-info" }, [
      element("mime-type", { type: EXPORT_TYPE }, [
        element("comment", {}, ENGLISH.exportFile),
        ...translations().map(([language, words]) =>
          element("comment", { "xml:lang": language }, words.exportFile),
        ),
        element("icon", { name: APP_ID }),
        element("magic", { priority: "60" }, [
          element("match", { type: "string", offset: "0", value: MAGIC }),
        ]),
        element("glob", { pattern: `*.${ENDING}` }),
      ]),
    ]),
  );
