/** A .deb and an .rpm made of a small program, read with the tools that systems and desktops read them with. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDeb } from "#build/linux/deb.mjs";
import { makeRpm } from "#build/linux/rpm.mjs";
import { onPath } from "#build/processes.mjs";
import { outputOf, writeSmallProgram } from "#test/support/linux-package.ts";

const small = writeSmallProgram();
const { unpacked, commandLine } = small;
const inFolder = (...parts: readonly string[]): string => join(small.folder, ...parts);
const common = { unpacked, commandLine, version: "1.2.0-beta.1", arch: "x64", compression: "zstd" };
const digest = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

let deb = "";
let tree = "";
const share = (...parts: readonly string[]): string => join(tree, "usr", "share", ...parts);
const id = "org.tapvault.Tapvault";

const givenDate = process.env["SOURCE_DATE_EPOCH"];

beforeAll(async () => {
  // A commit may be made while this runs.
  process.env["SOURCE_DATE_EPOCH"] = "1790000000";
  deb = await makeDeb({ ...common, out: inFolder("out") });
  tree = inFolder("tree");
  outputOf("dpkg-deb", ["--raw-extract", deb, tree]);
});

afterAll(() => {
  if (givenDate === undefined) delete process.env["SOURCE_DATE_EPOCH"];
  else process.env["SOURCE_DATE_EPOCH"] = givenDate;
  small.dispose();
});

/** Changes what must not matter: dates, the umask, the time zone. */
const makeAgain = async (make: typeof makeDeb): Promise<string> => {
  utimesSync(join(unpacked, "tapvault"), 1, 1);
  const umask = process.umask(0o077);
  const zone = process.env["TZ"];
  process.env["TZ"] = "Asia/Tokyo";
  try {
    return await make({ ...common, out: inFolder("again") });
  } finally {
    process.umask(umask);
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  }
};

describe("the .deb", () => {
  it("is named, versioned and described, with what it needs", () => {
    expect(deb).toBe(inFolder("out", "tapvault_1.2.0-beta.1_amd64.deb"));
    const field = (name: string): string => outputOf("dpkg-deb", ["--field", deb, name]).trim();
    expect(field("Package")).toBe("tapvault");
    expect(field("Version")).toBe("1.2.0~beta.1");
    expect(field("Architecture")).toBe("amd64");
    expect(field("Depends")).toContain("libgtk-3-0 | libgtk-3-0t64");
    expect(field("Recommends")).toContain("pcscd");
    expect(field("Description")).toMatch(/\n \.\n/u);
  });

  it("belongs to root, and nothing but the sandbox's helper and programs can run", () => {
    const listed = outputOf("dpkg-deb", ["--contents", deb]).trim().split("\n");
    expect(listed.filter((line) => !line.includes(" root/root "))).toEqual([]);
    const modes = new Set(listed.map((line) => line.slice(0, 10)));
    expect([...modes].sort()).toEqual(["-rw-r--r--", "-rwsr-xr-x", "-rwxr-xr-x", "drwxr-xr-x", "lrwxrwxrwx"]);
    const runnable = listed.filter((line) => line.startsWith("-rwx")).map((line) => line.split("./")[1]);
    const programs = ["resources/install-update", "resources/launcher.sh", "tapvault"];
    expect(runnable).toEqual(programs.map((name) => `usr/lib/tapvault/${name}`));
    expect(listed.find((line) => line.startsWith("-rws"))).toContain("usr/lib/tapvault/chrome-sandbox");
    expect(listed.find((line) => line.startsWith("l"))).toContain(
      "usr/bin/tapvault -> ../lib/tapvault/resources/launcher.sh",
    );
  });

  it("has a sum for every file, and they hold", () => {
    outputOf("md5sum", ["--check", "--strict", "DEBIAN/md5sums"], { cwd: tree });
    const files = outputOf("find", ["usr", "-type", "f"], { cwd: tree }).trim().split("\n");
    expect(
      readFileSync(join(tree, "DEBIAN", "md5sums"), "utf8")
        .trim()
        .split("\n"),
    ).toHaveLength(files.length);
  });

  it("tells the updater what it is, and brings what puts an update in place", () => {
    expect(readFileSync(join(tree, "usr/lib/tapvault/resources/package-type"), "utf8")).toBe("deb");
    const policy = readFileSync(share("polkit-1", "actions", `${id}.policy`), "utf8");
    expect(policy).toContain("/usr/lib/tapvault/resources/install-update");
  });

  it("is the same, byte for byte, whenever and however it is made", async () => {
    expect(digest(await makeAgain(makeDeb))).toBe(digest(deb));
  });
});

describe("what it brings for desktops", () => {
  it.skipIf(!onPath("desktop-file-validate"))("is a desktop entry without errors and warnings", () => {
    const told = outputOf("desktop-file-validate", ["--no-hints", share("applications", `${id}.desktop`)]);
    expect(told).toBe("");
  });

  it.skipIf(!onPath("appstreamcli"))("is metainfo that software centres take", () => {
    const told = outputOf("appstreamcli", ["validate", "--no-net", share("metainfo", `${id}.metainfo.xml`)]);
    expect(told).toContain("Validation was successful");
  });

  it.skipIf(!onPath("update-mime-database"))("is a type for our export, known by name and content", () => {
    const folder = inFolder("mime", "packages");
    mkdirSync(folder, { recursive: true });
    outputOf("cp", [share("mime", "packages", `${id}.xml`), folder]);
    outputOf("update-mime-database", [inFolder("mime")]);
    const type = "application/vnd.tapvault.export";
    expect(readFileSync(inFolder("mime", "globs2"), "utf8")).toContain(`:${type}:*.tapvault`);
    expect(readFileSync(inFolder("mime", "magic"), "latin1")).toContain("TPVX");
    expect(readFileSync(share("applications", `${id}.desktop`), "utf8")).toContain(type);
  });

  it("is an icon of every size, each as large as its folder says", () => {
    const folder = share("icons", "hicolor");
    const icons = outputOf("find", [".", "-name", `${id}.png`], { cwd: folder })
      .trim()
      .split("\n");
    expect(icons.length).toBeGreaterThan(10);
    for (const icon of icons) {
      const png = readFileSync(join(folder, icon));
      const size = Number(/(\d+)x/u.exec(icon)?.[1]);
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
    expect(statSync(join(folder, "scalable", "apps", `${id}.svg`)).size).toBeGreaterThan(0);
  });
});

describe("what it brings for terminals", () => {
  const page = (): string => gunzipSync(readFileSync(share("man", "man1", "tapvault.1.gz"))).toString();

  it.skipIf(!onPath("mandoc"))("is a manual page that reads well, with every verb and exit code", () => {
    outputOf("sh", [
      "-c",
      `gzip -dc "$1" | mandoc -T lint -W warning`,
      "sh",
      share("man/man1/tapvault.1.gz"),
    ]);
    for (const text of ['.It Ic "stores connect"', ".It 130", "tapvault doctor"])
      expect(page()).toContain(text);
  });

  it("has no date in what is packed", () => {
    const packed = [share("man/man1/tapvault.1.gz"), share("doc/tapvault/changelog.gz")];
    for (const file of packed) expect(readFileSync(file).readUInt32LE(4)).toBe(0);
  });

  it("is a completion for each shell, where it looks for one", () => {
    const places = [
      "bash-completion/completions/tapvault",
      "zsh/vendor-completions/_tapvault",
      "fish/vendor_completions.d/tapvault.fish",
    ];
    for (const place of places) expect(readFileSync(share(place), "utf8")).toContain("doctor");
    outputOf("bash", ["-n", share("bash-completion/completions/tapvault")]);
  });
});

describe("what it tells of itself", () => {
  it("is a copyright file that names the licences of what is in it", () => {
    const text = readFileSync(share("doc", "tapvault", "copyright"), "utf8");
    expect(text).toContain("Files: *\nCopyright: 2026 The Tapvault authors\nLicense: MIT\n");
    expect(text).toContain("/usr/lib/tapvault/LICENSES.chromium.html");
    expect(text).not.toContain("LICENSE.electron.txt");
  });

  it.skipIf(!onPath("dpkg-parsechangelog"))("is a changelog that Debian's tools can read", () => {
    const told = outputOf("sh", [
      "-c",
      `gzip -dc "$1" | dpkg-parsechangelog -l - 2>&1`,
      "sh",
      share("doc/tapvault/changelog.gz"),
    ]);
    expect(told).toContain("Version: 1.2.0~beta.1");
    expect(told).not.toMatch(/warning/u);
  });
});

describe.skipIf(!onPath("rpmbuild"))("the .rpm", () => {
  it("holds the same files, the sandbox's helper as root's, and needs libraries by their files", async () => {
    const rpm = await makeRpm({ ...common, out: inFolder("out") });
    expect(rpm).toBe(inFolder("out", "tapvault-1.2.0-beta.1.x86_64.rpm"));
    const query = (...args: readonly string[]): string => outputOf("rpm", ["-qp", ...args, rpm]);
    expect(query("--queryformat", "%{NAME} %{VERSION} %{ARCH} %{LICENSE}")).toBe(
      "tapvault 1.2.0~beta.1 x86_64 MIT",
    );
    expect(query("--requires")).toContain("libgtk-3.so.0()(64bit)");
    const listed = query("--queryformat", "[%{FILEMODES:perms} %{FILENAMES}\n]").split("\n");
    const files = listed.filter((line) => line.startsWith("-")).map((line) => line.split(" /")[1]);
    const inDeb = outputOf("find", ["usr", "-type", "f"], { cwd: tree }).trim().split("\n");
    const elsewhere = inDeb.map((file) => file.replace("vendor-completions", "site-functions"));
    expect(files.sort()).toEqual(elsewhere.filter((file) => !file.includes("lintian")).sort());
    expect(query("--list", "--verbose")).toMatch(/^-rwsr-xr-x +1 root +root .*chrome-sandbox$/mu);
    expect(digest(await makeAgain(makeRpm))).toBe(digest(rpm));
  });
});
