/** What `npm run package` is asked for: taken as meant, or refused before anything is built. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { wishesOf } from "#build/package/wishes.mjs";
import { ROOT } from "#build/paths.mjs";
import { SetupError } from "#build/say.mjs";

const linux = { platform: "linux", hasRpmbuild: true } as const;
type Wishes = ReturnType<typeof wishesOf>;
const wishes = (...args: readonly string[]): Wishes => wishesOf([...args], "0.1.0", linux);

describe("what is asked of the packager", () => {
  it("is our own version in dist/ for nothing, without the sandbox", () => {
    expect(wishes()).toEqual({
      out: join(ROOT, "dist"),
      version: "0.1.0",
      sandbox: false,
      dir: false,
      installers: ["deb", "rpm"],
    });
  });

  it("is what was named", () => {
    const named = [
      "--out",
      "/tmp/a b",
      "--version",
      "2.0.0-rc.1",
      "--with-sandbox",
      "--installers",
      "rpm, deb",
    ];
    expect(wishes(...named)).toEqual({
      out: "/tmp/a b",
      version: "2.0.0-rc.1",
      sandbox: true,
      dir: false,
      installers: ["rpm", "deb"],
    });
    expect(wishes("--dir")).toMatchObject({ dir: true, installers: [] });
  });

  it("is no .rpm where nothing can make one, unless it was named: then that is said at once", () => {
    const here = { ...linux, hasRpmbuild: false };
    expect(wishesOf([], "0.1.0", here).installers).toEqual(["deb"]);
    expect(() => wishesOf(["--installers", "deb,rpm"], "0.1.0", here)).toThrow("apt-get install rpm");
  });

  it("is nothing of Linux's on other systems", () => {
    const mac = { platform: "darwin", hasRpmbuild: false } as const;
    expect(wishesOf([], "0.1.0", mac).installers).toEqual([]);
    expect(() => wishesOf(["--installers", "deb"], "0.1.0", mac)).toThrow("Linux's packages");
  });

  it.each(["1.2.3", "1.0.0-beta.1", "1.0.0-x-2", "1.0.0+build.7", "1.0.0-rc.1+build-7"])(
    "may be the version %s",
    (version) => {
      expect(wishes("--version", version).version).toBe(version);
    },
  );

  it.each(["abc", "", "1.2", "v1.2.3", "1.02.3", "1.0.0-", "1.0.0-01", "1.0.0 ", "1.0.0/../2", "1.0.0;id"])(
    'cannot be the version "%s"',
    (version) => {
      expect(() => wishes("--version", version)).toThrow(/is no version; one looks like/u);
    },
  );

  it.each([
    ["an unknown option", ["--nonsense"], "--nonsense"],
    ["a word", ["deb"], "deb"],
    ["an option without its value", ["--out"], "--out"],
    ["an unknown installer", ["--installers", "deb,snap"], '"snap" is no installer'],
    ["no installer at all", ["--installers", ""], '"" is no installer'],
    ["an installer with --dir", ["--dir", "--installers", "deb"], "--dir makes no installer"],
  ])("is refused with the usage: %s", (_what, args, reason) => {
    const ask = (): unknown => wishes(...args);
    expect(ask).toThrow(SetupError);
    expect(ask).toThrow(reason);
    expect(ask).toThrow("Usage: npm run package");
  });
});
