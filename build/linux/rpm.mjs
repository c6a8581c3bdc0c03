/**
 * The .rpm, by electron-installer-redhat: it stages the program; the spec file is ours, as the tool's knows
 * none of the desktop's files and would strip Electron's binaries.
 */
// @ts-check
import { copyFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Installer } from "electron-installer-redhat";
import { packageFiles } from "./package-files.mjs";
import { PACKAGE, SUMMARY, systemVersion, wholeWhat } from "./product.mjs";
import { rpmSpec } from "./rpm-spec.mjs";
import { runPacker } from "./run-packer.mjs";
import { sourceDate } from "./source-date.mjs";
import { makeUniform, writeFiles } from "./staged-tree.mjs";
import { makeWhole } from "./whole-package.mjs";

/** What Fedora and openSUSE call the processors that Electron is built for. @type {Partial<Record<string, string>>} */
const ARCHITECTURES = { x64: "x86_64", arm64: "aarch64", arm: "armv7hl" };

/** By how rpm names them; T: with all processors, which gives the same bytes. @type {Record<string, string>} */
const COMPRESSIONS = { best: "w6T0.xzdio", xz: "w1T0.xzdio", zstd: "w3.zstdio", none: "w0.gzdio" };

/** The tool's steps as far as they are wanted; what it would guess is given. */
class RedhatStage extends Installer {
  defaults = {};

  get contentFunctions() {
    return ["copyApplication", "createBinarySymlink"];
  }
}

/** Makes the package and tells its path. @param {import("./product.mjs").What} what */
export async function makeRpm(what) {
  const { unpacked, out, version, arch, compression, commandLine } = wholeWhat(what);
  const architecture = ARCHITECTURES[arch] ?? arch;
  const file = join(out, `${PACKAGE}-${version}.${architecture}.rpm`);
  const epoch = what.epoch ?? (await sourceDate());
  const facts = { unpacked, commandLine, version, epoch, system: /** @type {const} */ ("rpm") };
  const files = await packageFiles({ ...facts, versionOf: systemVersion });
  const stage = new RedhatStage(describe(unpacked, version, architecture));
  stage.generateOptions();
  await makeWhole(stage, file, async (partial) => {
    const top = stage.stagingDir;
    await stage.createContents();
    await writeFiles(join(top, "BUILD"), files);
    await makeUniform(join(top, "BUILD"), epoch);
    const spec = rpmSpec({ version: systemVersion(version), source: join(top, "BUILD", "usr"), files });
    await writeFiles(top, [{ path: "SPECS/package.spec", content: spec }]);
    await build(top, architecture, compression, epoch);
    await takeOut(join(top, "RPMS", architecture), partial);
  });
  return file;
}

/** @param {string} unpacked @param {string} version @param {string} arch */
function describe(unpacked, version, arch) {
  return {
    src: unpacked,
    logger: () => {},
    name: PACKAGE,
    bin: "resources/launcher.sh",
    version: systemVersion(version),
    arch,
    productDescription: SUMMARY,
  };
}

/** @param {string} top @param {string} architecture @param {string} compression @param {number} epoch */
async function build(top, architecture, compression, epoch) {
  const macros = {
    _topdir: top,
    _binary_payload: COMPRESSIONS[compression] ?? "w1T0.xzdio",
    // The same source gives the same bytes, whenever and wherever it is built.
    _buildhost: "tapvault",
    use_source_date_epoch_as_buildtime: "1",
    clamp_mtime_to_source_date_epoch: "1",
  };
  const defines = Object.entries(macros).flatMap(([name, value]) => ["--define", `${name} ${value}`]);
  const spec = join(top, "SPECS", "package.spec");
  await runPacker("rpmbuild", ["-bb", spec, "--target", `${architecture}-linux`, ...defines], epoch);
}

/** The temporary folder may be on another disk. @param {string} folder @param {string} file */
async function takeOut(folder, file) {
  const [made = ""] = await readdir(folder);
  await copyFile(join(folder, made), file);
}
