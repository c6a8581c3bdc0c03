/** What the Linux packages bring, as far as it is text: made from one place each, in every language. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { debianChangelog } from "#build/linux/debian-changelog.mjs";
import { DEBIAN, REDHAT } from "#build/linux/dependencies.mjs";
import { desktopEntry } from "#build/linux/desktop-entry.mjs";
import { exitCodesOf, manPage } from "#build/linux/man-page.mjs";
import { metainfo } from "#build/linux/metainfo.mjs";
import { systemVersion } from "#build/linux/product.mjs";
import { releasesOf } from "#build/linux/releases.mjs";
import { rpmSpec } from "#build/linux/rpm-spec.mjs";
import { ENGLISH, translations } from "#build/linux/words.mjs";
import { wrapped } from "#build/linux/wrapped.mjs";
import { document, element } from "#build/linux/xml.mjs";
import { ROOT } from "#build/paths.mjs";
import { describeCommand, everyCommand } from "#cli/describe.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { createProgram } from "#cli/program.ts";
import { parseLink } from "#main/shell/links.ts";

const program = describeCommand(createProgram(() => Promise.resolve()));
const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const epoch = Date.parse("2026-11-26T20:00:00Z") / 1000;

describe("the words", () => {
  it("are there in German, Spanish and Japanese, the same ones in each", () => {
    expect(translations().map(([language]) => language)).toEqual(["de", "es", "ja"]);
    for (const [, words] of translations()) {
      expect(Object.keys(words)).toEqual(Object.keys(ENGLISH));
      expect([words.about.length, words.features.length]).toEqual([
        ENGLISH.about.length,
        ENGLISH.features.length,
      ]);
    }
  });
});

describe("the desktop entry", () => {
  const lines = desktopEntry().split("\n");

  it("opens the program with what it is given, and knows its window", () => {
    expect(lines).toContain("Exec=/usr/bin/tapvault %U");
    // Electron names its windows after the product.
    const { productName } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      productName: string;
    };
    expect(lines).toContain(`StartupWMClass=${productName}`);
    expect(lines).toContain("MimeType=x-scheme-handler/tapvault;application/vnd.tapvault.export;");
    expect(lines).toContain("GenericName[de]=Passwort-Tresor");
  });

  it("has only actions whose link the program knows", () => {
    const links = lines.flatMap((line) => /^Exec=\S+ (tapvault:.*)$/u.exec(line)?.[1] ?? []);
    expect(links).toHaveLength(2);
    for (const link of links) expect(parseLink(link)).not.toBeNull();
  });
});

describe("releases", () => {
  const changelog = `# Tapvault

## 1.1.0

### Minor Changes

- 1a2b3c4: Entries can be
  dragged & dropped.

- \`lock\` is quicker.

## 1.0.0 (2026-10-01)

- The first version.

## 0.9.0

- Nobody knows when.
`;

  it("come from the changelog, with the day of each; one without a day is left out", () => {
    const told = releasesOf(changelog, { version: "1.1.0", epoch });
    expect(told.map(({ version }) => version)).toEqual(["1.1.0", "1.0.0"]);
    expect(told[0]?.changes).toEqual(["Entries can be dragged & dropped.", "`lock` is quicker."]);
    expect(told[1]?.epoch).toBe(Date.parse("2026-10-01T00:00:00Z") / 1000);
  });

  it("have the version that is packaged even where the changelog does not", () => {
    expect(releasesOf("", { version: "2.0.0", epoch })).toEqual([{ version: "2.0.0", epoch, changes: [] }]);
  });

  it("are told to software centres and to Debian", () => {
    const told = releasesOf(changelog, { version: "1.1.0", epoch });
    expect(metainfo(told)).toContain('<release version="1.1.0" date="2026-11-26" type="stable">');
    expect(metainfo(told)).toContain("<li>Entries can be dragged &amp; dropped.</li>");
    const trial = metainfo([{ version: "2.0.0-rc.1", epoch, changes: [] }]);
    expect(trial).toContain('<release version="2.0.0~rc.1" date="2026-11-26" type="development"/>');
    const build = metainfo([{ version: "2.0.0+build-1", epoch, changes: [] }]);
    expect(build).toContain('<release version="2.0.0+build.1" date="2026-11-26" type="stable"/>');
    const text = debianChangelog(told);
    expect(text).toContain(
      "tapvault (1.1.0) stable; urgency=medium\n\n  * Entries can be dragged & dropped.",
    );
    expect(text).toMatch(/^ -- .+ <.+@.+> {2}Thu, 26 Nov 2026 20:00:00 \+0000$/mu);
  });
});

describe("the manual page", () => {
  const page = manPage({ program, exitCodes: exitCodesOf(readme), version: "1.1.0", epoch });

  it("has every verb, every option that is for one, and every exit code", () => {
    for (const { path, command } of everyCommand(program).slice(1)) {
      if (command.name === "kit") continue;
      expect(page).toContain(`.It Ic "${path.join(" ")}"`);
    }
    expect(page).toContain('.It Fl \\-field Ar "field"');
    for (const variable of ["XDG_CONFIG_HOME", "HTTPS_PROXY"]) expect(page).toContain(`.It Ev ${variable}`);
    expect(exitCodesOf(readme).map(([code]) => Number(code))).toEqual(
      Object.values(exitCodes).sort((one, other) => one - other),
    );
  });

  it("is dated with the source, not with today", () => {
    expect(page).toMatch(/^\.Dd November 26, 2026$/mu);
  });

  it("takes no text for an instruction", () => {
    const evil = { ...program, commands: [], options: [], arguments: [] };
    const verb = { ...evil, name: "x", help: ".so /etc/passwd \\n `a`" };
    const text = manPage({ program: { ...evil, commands: [verb] }, exitCodes: [], version: "1", epoch });
    expect(text).toContain("\n\\&.so /etc/passwd \\en \\(gaa\\(ga.\n");
  });
});

describe("the rest", () => {
  it("puts a trial version before the version", () => {
    expect(systemVersion("1.0.0-beta.2")).toBe("1.0.0~beta.2");
    expect(systemVersion("1.0.0")).toBe("1.0.0");
  });

  it("has no second dash in a version, which rpm refuses and dpkg takes for its own revision", () => {
    expect(systemVersion("1.0.0-beta-2.x-y")).toBe("1.0.0~beta.2.x.y");
    expect(systemVersion("1.0.0+build-7")).toBe("1.0.0+build.7");
    expect(systemVersion("1.0.0-rc.1+build-7")).toBe("1.0.0~rc.1+build.7");
  });

  it("writes XML that means the text it was given", () => {
    const text = document(element("a", { b: '"<>&' }, [element("c", {}, "1 < 2 & 3"), element("d")]));
    expect(text).toContain('<a b="&quot;&lt;&gt;&amp;">\n  <c>1 &lt; 2 &amp; 3</c>\n  <d/>\n</a>');
  });

  it("breaks lines without a space at an end", () => {
    expect(wrapped("one two  three\nfour", 9)).toBe("one two\nthree\nfour");
  });

  it("names the same renamed libraries in both ways, and every library by its file for rpm", () => {
    for (const names of DEBIAN.depends.filter((one) => one.includes("|"))) {
      const [old, renamed] = names.split(" | ");
      expect(renamed).toBe(`${String(old)}t64`);
    }
    for (const one of REDHAT.requires) expect(one).toMatch(/^lib\S+\.so[\d.]*\(\)\(64bit\)$/u);
  });

  it("takes no percent sign of a script for a macro of rpm's", () => {
    const spec = rpmSpec({
      version: "1",
      source: "/x/usr",
      files: [{ path: "usr/share/doc/tapvault/copyright", content: "" }],
    });
    expect(spec).toContain("%license /usr/share/doc/tapvault/copyright");
    const scripts = spec
      .slice(spec.indexOf("%post\n") + 6)
      .split("%postun\n")
      .join("");
    expect(scripts.replaceAll("%%", "")).not.toContain("%");
  });
});
