/**
 * `npm run licences`: dist/LICENSES.third-party.txt and the same as a list for programs. Fails when a part
 * of the product has no licence, or one that is not on our list.
 */
// @ts-check
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ensure } from "./bootstrap.mjs";
import { ROOT } from "./paths.mjs";
import { runScript, task } from "./say.mjs";

await runScript(async () => {
  await ensure({ need: ["modules", "electron"] });
  const [{ freshParts }, { LICENCES_FILE, licenceList, licenceText }] = await Promise.all([
    import("./package/noted.mjs"),
    import("./package/licences.mjs"),
  ]);
  const parts = await task("Listing what is in the product", freshParts);
  const dist = join(ROOT, "dist");
  const text = join(dist, LICENCES_FILE);
  const list = text.replace(/\.txt$/u, ".json");
  await mkdir(dist, { recursive: true });
  await writeFile(text, licenceText(parts));
  await writeFile(list, `${JSON.stringify(licenceList(parts), null, 2)}\n`);
  process.stdout.write(`${text}\n${list}\n`);
});
