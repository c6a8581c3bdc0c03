/** The version that is in two files, and the sentences that become the changelog. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "#build/paths.mjs";
import { withDay, withVersion } from "#build/version.mjs";

const text = (name: string): string => readFileSync(join(ROOT, name), "utf8");
const { name, version } = JSON.parse(text("package.json")) as { name: string; version: string };

describe("the version", () => {
  it("is changed in the lock file and nothing else there", () => {
    const lock = text("package-lock.json");
    const changed = withVersion(lock, "9.8.7");
    expect(JSON.parse(changed)).toMatchObject({ version: "9.8.7", packages: { "": { version: "9.8.7" } } });
    expect(withVersion(changed, version)).toBe(lock);
  });

  it("has its part in the changelog", () => {
    const headings = text("CHANGELOG.md").match(/^## \S+/gmu);
    expect(headings).toContain(`## ${version}`);
  });

  it("gets its day there, once", () => {
    const before = "# Tapvault\n\n## 1.2.0\n\nNew.\n\n## 1.1.0 (2025-12-31)\n";
    const after = withDay(before, "1.2.0", "2026-01-02");
    expect(after).toBe("# Tapvault\n\n## 1.2.0 (2026-01-02)\n\nNew.\n\n## 1.1.0 (2025-12-31)\n");
    expect(withDay(after, "1.2.0", "2026-03-04")).toBe(after);
  });
});

describe("a changeset", () => {
  const folder = join(ROOT, ".changeset");
  const files = readdirSync(folder).filter((file) => file.endsWith(".md"));

  it.each(["(none)", ...files])("%s names this package, a step and a sentence", (file) => {
    if (file === "(none)") return;
    expect(readFileSync(join(folder, file), "utf8")).toMatch(
      new RegExp(`^---\\n"?${name}"?: (?:patch|minor|major)\\n---\\n\\n\\S.{20,}`, "u"),
    );
  });
});
