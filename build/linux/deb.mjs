/**
 * The .deb, by electron-installer-debian: it stages the program and writes the control file; the desktop's
 * files, the scripts and a build that gives the same bytes twice are added here.
 */
// @ts-check
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Installer } from "electron-installer-debian";
import { bytesIn } from "../paths.mjs";
import { DEBIAN } from "./dependencies.mjs";
import { debianScript } from "./maintainer-scripts.mjs";
import { packageFiles } from "./package-files.mjs";
import { DESCRIPTION, PACKAGE, SUMMARY, manifest, systemVersion, wholeWhat } from "./product.mjs";
import { runPacker } from "./run-packer.mjs";
import { sourceDate } from "./source-date.mjs";
import { filesIn, makeUniform, writeFiles } from "./staged-tree.mjs";
import { makeWhole } from "./whole-package.mjs";
import { wrapped } from "./wrapped.mjs";

/** What Debian calls the processors that Electron is built for. @type {Partial<Record<string, string>>} */
const ARCHITECTURES = { x64: "amd64", arm64: "arm64", arm: "armhf" };

/** best to hand out: an eighth smaller than xz, and seven times the work; the others for tests. @type {Record<string, string[]>} */
const COMPRESSIONS = { best: ["-Zxz"], xz: ["-Zxz", "-z1"], zstd: ["-Zzstd", "-z3"], none: ["-Znone"] };

/** What lintian finds and is meant so. */
const LINTIAN_OVERRIDES = [
  // Chromium's sandbox needs it where user namespaces are refused.
  "elevated-privileges 4755 root/root [usr/lib/tapvault/chrome-sandbox]",
  // Electron comes built as it is, with Chromium's own libraries in it.
  "embedded-library *",
  "unstripped-binary-or-object *",
];

/** The tool's steps as far as they are wanted; what it would guess is given. */
class DebianStage extends Installer {
  defaults = {};

  get contentFunctions() {
    return ["copyApplication", "createBinarySymlink", "createControl", "createOverrides"];
  }
}

/** Makes the package and tells its path. @param {import("./product.mjs").What} what */
export async function makeDeb(what) {
  const { unpacked, out, version, arch, compression, commandLine } = wholeWhat(what);
  const architecture = ARCHITECTURES[arch] ?? arch;
  const file = join(out, `${PACKAGE}_${version}_${architecture}.deb`);
  const epoch = what.epoch ?? (await sourceDate());
  const facts = { unpacked, commandLine, version, epoch, system: /** @type {const} */ ("deb") };
  const files = await packageFiles({ ...facts, versionOf: systemVersion });
  const stage = new DebianStage(await describe({ unpacked, version, architecture, files }));
  stage.generateOptions();
  stage.options["productDescription"] = extendedDescription();
  await makeWhole(stage, file, async (partial) => {
    await stage.createContents();
    await complete(stage.stagingDir, files, epoch);
    const args = ["--root-owner-group", ...(COMPRESSIONS[compression] ?? []), "--build"];
    await runPacker("dpkg-deb", [...args, stage.stagingDir, partial], epoch);
  });
  return file;
}

/** @param {{ unpacked: string, version: string, architecture: string, files: import("./staged-tree.mjs").PackageFile[] }} of */
async function describe({ unpacked, version, architecture, files }) {
  const { maintainer, homepage } = manifest();
  const bytes = files.reduce((sum, { content }) => sum + content.length, await bytesIn(unpacked));
  return {
    src: unpacked,
    logger: () => {},
    name: PACKAGE,
    bin: "resources/launcher.sh",
    version: systemVersion(version),
    arch: architecture,
    revision: undefined,
    section: "utils",
    priority: "optional",
    size: Math.ceil(bytes / 1024),
    maintainer,
    homepage,
    description: SUMMARY,
    ...DEBIAN,
    lintianOverrides: LINTIAN_OVERRIDES,
  };
}

/** As the control file wants it: lines that begin with a space, a dot between paragraphs. */
function extendedDescription() {
  return DESCRIPTION.map((text) => wrapped(text, 78).replace(/^/gmu, " ")).join("\n .\n");
}

/**
 * The files of our own, the scripts, and the sums by which `dpkg --verify` finds damage.
 *
 * @param {string} root
 * @param {import("./staged-tree.mjs").PackageFile[]} files
 * @param {number} epoch
 */
async function complete(root, files, epoch) {
  await writeFiles(root, files);
  const sums = [];
  for (const path of (await filesIn(root)).filter((one) => !one.startsWith("DEBIAN/"))) {
    const digest = createHash("md5").update(await readFile(join(root, path)));
    sums.push(`${digest.digest("hex")}  ${path}\n`);
  }
  const scripts = /** @type {const} */ (["postinst", "prerm", "postrm"]);
  await writeFiles(root, [
    { path: "DEBIAN/md5sums", content: sums.join("") },
    ...scripts.map((name) => ({ path: `DEBIAN/${name}`, content: debianScript(name), isProgram: true })),
  ]);
  await makeUniform(root, epoch);
}
