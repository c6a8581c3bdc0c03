import { describe, expect, it } from "vitest";
import { whyNotConventional } from "#build/check-commit.mjs";

describe("the check of commit messages", () => {
  it.each([
    "feat(scan): fetch the challenge first",
    "fix: keep the file",
    "docs(adr)!: say why",
    "Merge branch x",
  ])("takes %s", (message) => {
    expect(whyNotConventional(`${message}\n\nbody`)).toBeNull();
  });
  it.each(["", "did things", "feature: x", "fix:no space", "Feat(scan): x"])("refuses %j", (message) => {
    expect(whyNotConventional(message)).toContain("type(scope)");
  });
});
