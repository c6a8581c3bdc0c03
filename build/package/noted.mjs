/** Builds the product once more, only to know what is in it. */
// @ts-check
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { compileInto } from "../compile.mjs";
import { withLock } from "../lock.mjs";
import { OUT } from "../paths.mjs";
import { notedPackages } from "./bundled.mjs";
import { productParts } from "./parts.mjs";

/** The parts of what `npm run package` would make of these sources. */
export function freshParts() {
  const folder = join(OUT, "listed");
  const notes = join(folder, "notes");
  return withLock(join(OUT, ".locks", "listed"), "listing the product", async () => {
    await rm(folder, { recursive: true, force: true });
    await compileInto(join(folder, "out"), { sandbox: false, notes });
    return productParts(notedPackages(notes));
  });
}
