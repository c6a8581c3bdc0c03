/** The script that installs a package as root: it trusts nothing that it is given. The package manager is a stand-in that writes down its call. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { factsText } from "#main/updates/release-facts.ts";
import { readRelease } from "#main/updates/release-facts.ts";
import { type Publisher, createPublisher, publish } from "#test/support/update-server.ts";
import { load } from "js-yaml";

const source = join(import.meta.dirname, "..", "..", "..", "build", "updates", "install-update.sh");
const name = "tapvault_1.1.0_amd64.deb";

/** The script is for Debian and its like, with their tools. */
const onLinux = describe.skipIf(process.platform !== "linux");

let folder: string;
let publisher: Publisher;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-install-"));
  publisher = createPublisher();
  const script = readFileSync(source, "utf8");
  // In front of the system's own programs stand those of this folder.
  writeFileSync(join(folder, "install-update"), script.replace("PATH=", `PATH=${folder}/programs:`), {
    mode: 0o755,
  });
  execFileSync("mkdir", [join(folder, "programs")]);
  standIn("apt-get");
  writeKeys([createPublisher(), publisher]);
  await publish(folder, { version: "1.1.0", by: [publisher], notes: `A “new” one: ["${name}","x",1]` });
  writeFacts();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const standIn = (program: string): void =>
  writeFileSync(
    join(folder, "programs", program),
    `#!/bin/sh\necho "${program} $*" >"${folder}/called"\numask >"${folder}/umask"\neval "file=\\\${$#}"\ncp "$file" "${folder}/installed"\n`,
    { mode: 0o755 },
  );

const writeKeys = (publishers: readonly Publisher[]): void =>
  writeFileSync(
    join(folder, "app-update.yml"),
    `provider: generic\nurl: https://releases.example.org/\npublisherKeys:\n${publishers.map(({ publicKey }) => `  - ${publicKey}\n`).join("")}`,
  );

const writeFacts = (change = (facts: string): string => facts): void => {
  const release = readRelease(load(readFileSync(join(folder, "latest-linux.yml"), "utf8")));
  if (release === null) throw new Error("no release");
  writeFileSync(
    join(folder, "facts"),
    [change(factsText(release)), ...(release.signatures ?? []), ""].join("\n"),
  );
};

const install = (file = name): number | null =>
  spawnSync(join(folder, "install-update"), [join(folder, file), join(folder, "facts")]).status;

const called = (): string =>
  existsSync(join(folder, "called")) ? readFileSync(join(folder, "called"), "utf8") : "";

const leftovers = (): string[] => readdirSync("/var/tmp").filter((one) => one.startsWith("tapvault-update."));

onLinux("install-update", () => {
  it("hands a signed package to the package manager, as a copy that only root could change", () => {
    const before = leftovers();
    expect(install()).toBe(0);
    expect(called()).toMatch(/^apt-get install --yes .*\/tapvault_1\.1\.0_amd64\.deb\n$/u);
    expect(called()).not.toContain(folder);
    expect(readFileSync(join(folder, "installed"))).toEqual(readFileSync(join(folder, name)));
    expect(leftovers()).toEqual(before);
  });

  it("leaves the package manager to make files as it always does", () => {
    install();
    expect(readFileSync(join(folder, "umask"), "utf8").trim()).toBe("0022");
  });

  it("goes forward only, also where the package manager would go back when it is told to install", async () => {
    standIn("dnf");
    await publish(folder, { version: "1.1.0", by: [publisher], kind: "rpm" });
    writeFacts();
    expect(install("tapvault_1.1.0_amd64.rpm")).toBe(0);
    expect(called()).toMatch(/^dnf --assumeyes --nogpgcheck upgrade .*\.rpm\n$/u);
  });

  it("refuses what is no file and might never end", () => {
    rmSync(join(folder, name));
    symlinkSync("/dev/null", join(folder, name));
    expect(install()).toBe(2);
  });

  it("refuses a package that is not the signed one", () => {
    writeFileSync(join(folder, name), "x".repeat(300_000));
    expect(install()).toBe(4);
    expect(called()).toBe("");
  });

  it("refuses the signed package under another name", () => {
    execFileSync("cp", [join(folder, name), join(folder, "tapvault_9.0.0_amd64.deb")]);
    expect(install("tapvault_9.0.0_amd64.deb")).toBe(4);
  });

  it("refuses facts that were changed, and those of another publisher", () => {
    writeFacts((facts) => facts.replace("1.1.0", "9.1.0"));
    expect(install()).toBe(3);
    writeFacts();
    writeKeys([createPublisher()]);
    expect(install()).toBe(3);
    expect(called()).toBe("");
  });

  it.each(["-rf.deb", ".hidden.deb", "a b.deb", 'a".deb', "tapvault.exe"])("refuses the name %s", (odd) => {
    writeFileSync(join(folder, odd), "");
    expect(install(odd)).toBe(2);
    expect(called()).toBe("");
  });

  it("tells what the package manager ended with", () => {
    writeFileSync(join(folder, "programs", "apt-get"), "#!/bin/sh\nexit 100\n", { mode: 0o755 });
    expect(install()).toBe(100);
  });
});
