/**
 * The product's parts as a CycloneDX document. Its serial number comes from its content and its time from
 * the source, so that the same source gives the same document, to the byte.
 */
// @ts-check
import { createHash } from "node:crypto";

/** @typedef {import("./parts.mjs").Part} Part */

/**
 * @typedef {object} Product
 * @property {string} name
 * @property {string} version
 * @property {string} description
 * @property {string} license
 * @property {string} system such as linux-x64: binaries differ between systems
 * @property {Date} time
 */

/**
 * @param {Product} product
 * @param {readonly Part[]} parts
 */
export function sbomOf(product, parts) {
  const refs = new Map(parts.map((part) => [part.place, refOf(part)]));
  const root = `pkg:generic/${product.name}@${product.version}`;
  const needed = new Set(parts.flatMap(({ needs }) => needs));
  const first = parts.filter(({ place, isDirect }) => isDirect || !needed.has(place));
  const content = {
    metadata: {
      timestamp: product.time.toISOString().replace(/\.\d+Z$/u, "Z"),
      lifecycles: [{ phase: "build" }],
      component: {
        type: "application",
        "bom-ref": root,
        name: product.name,
        version: product.version,
        description: product.description,
        licenses: [{ license: { id: product.license } }],
        purl: root,
      },
      properties: [{ name: "tapvault:system", value: product.system }],
    },
    components: parts.map(componentOf),
    dependencies: [
      { ref: root, dependsOn: first.map(refOf) },
      ...parts.map((part) => ({
        ref: refOf(part),
        dependsOn: part.needs.flatMap((need) => refs.get(need) ?? []),
      })),
    ],
  };
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(content))}`,
    version: 1,
    ...content,
  };
}

/** @param {Part} part */
function componentOf(part) {
  const [, group, name] = /^(?:(@[^/]+)\/)?(.+)$/u.exec(part.name) ?? [];
  return {
    type: part.as === "runtime" ? "framework" : "library",
    "bom-ref": refOf(part),
    ...(group !== undefined && { group }),
    name: name ?? part.name,
    version: part.version,
    scope: "required",
    ...(part.integrity !== undefined && { hashes: hashesOf(part.integrity) }),
    licenses: [
      / (?:AND|OR|WITH) /u.test(part.licence)
        ? { expression: part.licence }
        : { license: { id: part.licence } },
    ],
    purl: purl(part),
    properties: [{ name: "tapvault:as", value: part.as }],
  };
}

/** @param {Part} part */
const purl = ({ name, version }) => `pkg:npm/${name.replace("@", "%40")}@${version}`;

/** The same package can lie at two places, as two things. @param {Part} part */
const refOf = (part) => `${purl(part)}|${part.place}`;

/** As npm's lock file has them: algorithm and base64. @param {string} integrity */
function hashesOf(integrity) {
  return integrity.split(" ").map((one) => {
    const [algorithm = "", digest = ""] = one.split("-");
    return {
      alg: algorithm.toUpperCase().replace("SHA", "SHA-"),
      content: Buffer.from(digest, "base64").toString("hex"),
    };
  });
}

/** A UUID of version 8, which leaves its making to us: the head of a hash. @param {string} text */
function uuidOf(text) {
  const hex = createHash("sha256").update(text).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
