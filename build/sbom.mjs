/** `npm run sbom`: dist/tapvault-<version>.cdx.json, everything in the product as a CycloneDX document. */
// @ts-check
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ensure } from "./bootstrap.mjs";
import { ROOT } from "./paths.mjs";
import { runScript, task } from "./say.mjs";

await runScript(async () => {
  await ensure({ need: ["modules", "electron"] });
  const [{ freshParts }, { sbomOf }, { sourceDate }] = await Promise.all([
    import("./package/noted.mjs"),
    import("./package/sbom.mjs"),
    import("./linux/source-date.mjs"),
  ]);
  const { name, version, description, license } = JSON.parse(
    await readFile(join(ROOT, "package.json"), "utf8"),
  );
  const parts = await task("Listing what is in the product", freshParts);
  const system = `${process.platform}-${process.arch}`;
  const time = new Date((await sourceDate()) * 1000);
  const sbom = sbomOf({ name, version, description, license, system, time }, parts);
  const file = join(ROOT, "dist", `${name}-${version}.cdx.json`);
  await mkdir(join(ROOT, "dist"), { recursive: true });
  await writeFile(file, `${JSON.stringify(sbom, null, 2)}\n`);
  process.stdout.write(`${file}\n`);
});
