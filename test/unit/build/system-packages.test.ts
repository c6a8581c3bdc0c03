import { describe, expect, it } from "vitest";
import {
  chooseNames,
  installable,
  installedPackages,
  missingFrom,
  requirementsOf,
} from "#build/system-packages.mjs";

const status = `Package: libnss3
Status: install ok installed
Architecture: amd64

Package: xvfb
Status: deinstall ok config-files
Architecture: amd64

Package: libgtk-3-0t64
Status: hold ok installed
Provides: libgtk-3-0 (= 3.24)
`;

const policy = `libasound2:
  Installed: (none)
  Candidate: (none)
  Version table:
libasound2t64:
  Installed: (none)
  Candidate: 1.2.14-1
  Version table:
`;

describe("system packages", () => {
  it("counts as installed what dpkg has installed or held, not what it has removed", () => {
    expect(installedPackages(status)).toEqual(new Set(["libnss3", "libgtk-3-0t64"]));
  });

  it("is content with any alternative name", () => {
    const requirements = [{ names: ["libgtk-3-0t64", "libgtk-3-0"] }, { names: ["xvfb"] }];
    expect(missingFrom(requirements, installedPackages(status))).toEqual([{ names: ["xvfb"] }]);
  });

  it("chooses the name that this release's apt can install, also where the old name is only virtual", () => {
    const alsa = { names: ["libasound2", "libasound2t64"] };
    expect(chooseNames([alsa], installable(policy))).toEqual(["libasound2t64"]);
  });

  it("names the first alternative when apt knows none, so that apt's own error is about a real name", () => {
    expect(chooseNames([{ names: ["a", "b"] }], new Set())).toEqual(["a"]);
  });

  it("asks for a package once though two groups need it", () => {
    const names = requirementsOf(["electron", "keyring"]).map((requirement) => requirement.names[0]);
    expect(names.filter((name) => name === "libsecret-1-0")).toHaveLength(1);
  });
});
