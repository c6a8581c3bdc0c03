/** What lists the product's parts: allowed licences, the text for people, and the CycloneDX document. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isAllowed } from "#build/package/licence-rules.mjs";
import { licenceList, licenceText } from "#build/package/licences.mjs";
import { productParts } from "#build/package/parts.mjs";
import { sbomOf } from "#build/package/sbom.mjs";

const product = {
  name: "tapvault",
  version: "1.2.3",
  description: "A vault",
  license: "MIT",
  system: "linux-x64",
  time: new Date("2026-01-02T03:04:05.678Z"),
};
// Two that are bundled, one of them inside another; what lies beside the bundle is added by itself.
const bundled = ["node_modules/zod", "node_modules/electron-updater/node_modules/semver"];
// Unit tests run before anything has fetched Electron; the packaged program's own list is read in test/installed.
const runtime = mkdtempSync(join(tmpdir(), "tapvault-runtime-"));
writeFileSync(join(runtime, "version"), "v40.1.2\n");
writeFileSync(join(runtime, "LICENSE"), "Permission is granted. ".repeat(20));
const parts = productParts(bundled, runtime);
const part = (name: string): (typeof parts)[number] | undefined => parts.find((one) => one.name === name);

afterAll(() => {
  rmSync(runtime, { recursive: true });
});

describe("a licence", () => {
  it.each([
    ["MIT", true],
    ["(MIT OR WTFPL)", true],
    ["(GPL-3.0-only OR BSD-2-Clause)", true],
    ["MIT AND ISC AND BSD-3-Clause", true],
    ["MIT AND GPL-2.0-only", false],
    ["(MIT OR (GPL-2.0-only AND ISC))", false],
    ["AGPL-3.0-only", false],
    ["SEE LICENSE IN LICENSE.md", false],
    ["", false],
  ])("%s is allowed: %s", (expression, allowed) => {
    expect(isAllowed(expression)).toBe(allowed);
  });
});

describe("the product's parts", () => {
  it("are the bundled packages, those beside the bundle with their binaries, and Electron", () => {
    expect(part("zod")).toMatchObject({ as: "bundled", licence: "MIT", isDirect: true });
    expect(part("semver")).toMatchObject({ as: "bundled", licence: "ISC", isDirect: false });
    for (const name of ["keytar", "libsql", "nfc-pcsc", "pcsc-mini", "pdfkit", "fontkit"])
      expect(part(name)?.as, name).toBe("beside");
    expect(parts.some(({ name }) => name.startsWith("@libsql/"))).toBe(true);
    expect(part("electron")).toMatchObject({ as: "runtime", licence: "MIT", version: "40.1.2" });
  });

  it("are nothing of the tools, and not our own package in another's place", () => {
    expect(part("vitest")).toBeUndefined();
    expect(part("node-addon-api")).toBeUndefined();
    expect(part("@pokusew/pcsclite")).toBeUndefined();
  });

  it("each bring a text of their licence", () => {
    expect(parts.filter(({ texts }) => texts.join("").length < 300).map(({ name }) => name)).toEqual([]);
  });
});

describe("the text of licences", () => {
  const text = licenceText(parts);

  it("names every part with version and licence, and prints equal texts once", () => {
    for (const { name, version, licence } of parts) expect(text).toContain(`${name} ${version} (${licence})`);
    expect(text.match(/^={78}$/gmu)?.length).toBeLessThan(parts.length);
  });

  it("tells programs the same", () => {
    expect(licenceList(parts)).toContainEqual({
      name: "zod",
      version: part("zod")?.version,
      licence: "MIT",
      as: "bundled",
    });
  });
});

describe("the CycloneDX document", () => {
  const sbom = sbomOf(product, parts);

  it("has the head that version 1.6 asks for", () => {
    expect(sbom).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1 });
    expect(sbom.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
    );
    expect(sbom.metadata.timestamp).toBe("2026-01-02T03:04:05Z");
    expect(sbom.metadata.component).toMatchObject({
      type: "application",
      name: "tapvault",
      version: "1.2.3",
    });
  });

  it("has for each part what a component must have", () => {
    expect(sbom.components).toHaveLength(parts.length);
    for (const component of sbom.components) {
      expect(["library", "framework"]).toContain(component.type);
      expect(component.purl).toMatch(/^pkg:npm\/(?:%40[^/@]+\/)?[^/@]+@\d+\.\d+\.\d+/u);
      expect(component.licenses).toHaveLength(1);
      for (const { alg, content } of component.hashes ?? [])
        expect({ alg, length: content.length }).toEqual({ alg: "SHA-512", length: 128 });
    }
  });

  it("names things once, and depends only on what it names", () => {
    const refs = [sbom.metadata.component["bom-ref"], ...sbom.components.map((one) => one["bom-ref"])];
    expect(new Set(refs).size).toBe(refs.length);
    expect(sbom.dependencies.map(({ ref }) => ref)).toEqual(refs);
    for (const { dependsOn } of sbom.dependencies) {
      for (const ref of dependsOn) expect(refs).toContain(ref);
      expect(new Set(dependsOn).size).toBe(dependsOn.length);
    }
  });

  it("reaches every part from the product", () => {
    const reached = new Set<string>();
    const waiting = [sbom.metadata.component["bom-ref"]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      waiting.push(...(sbom.dependencies.find(({ ref }) => ref === next)?.dependsOn ?? []));
    }
    expect(reached.size).toBe(parts.length + 1);
  });

  it("is the same for the same content, and has another number for another", () => {
    expect(sbomOf(product, productParts(bundled, runtime))).toEqual(sbom);
    expect(sbomOf(product, productParts([], runtime)).serialNumber).not.toBe(sbom.serialNumber);
  });
});
