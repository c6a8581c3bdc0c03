import { describe, expect, it } from "vitest";
import { defaultProfileDir, homeFolder } from "#main/profile-dir.ts";

const dirOn = (platform: string, env: Readonly<Record<string, string>>): string =>
  defaultProfileDir(env, platform, "/home/ada");

describe("where the profile lives unless told otherwise", () => {
  it("is the system's place for a program's own data", () => {
    expect(dirOn("linux", {})).toBe("/home/ada/.config/tapvault");
    expect(dirOn("linux", { XDG_CONFIG_HOME: "/srv/settings" })).toBe("/srv/settings/tapvault");
    expect(dirOn("darwin", { XDG_CONFIG_HOME: "/srv/settings" })).toBe(
      "/home/ada/Library/Application Support/Tapvault",
    );
    expect(dirOn("win32", { APPDATA: "/roaming" })).toBe("/roaming/Tapvault");
  });

  it.each(["", "settings", "./settings", "~/settings"])(
    "does not depend on where a call is made from, as with XDG_CONFIG_HOME=%j",
    (folder) => {
      expect(dirOn("linux", { XDG_CONFIG_HOME: folder })).toBe("/home/ada/.config/tapvault");
    },
  );
});

describe("the home folder", () => {
  it("is what the environment says", () => {
    expect(homeFolder(() => "/home/ada", unasked)).toBe("/home/ada");
  });

  it("is what the system knows where the environment says nothing, or no whole path", () => {
    expect(
      homeFolder(
        () => "",
        () => "/home/ada",
      ),
    ).toBe("/home/ada");
    expect(
      homeFolder(
        () => "ada",
        () => "/home/ada",
      ),
    ).toBe("/home/ada");
  });

  it("is the top of the disk for somebody whom nobody knows, such as in a container", () => {
    expect(homeFolder(unknown, unknown)).toBe("/");
    expect(homeFolder(() => "", unknown)).toBe("/");
  });
});

const unasked = (): never => {
  throw new Error("asked though it is known");
};

const unknown = (): never => {
  throw new Error("uv_os_homedir returned ENOENT");
};
