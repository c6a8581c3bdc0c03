import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dialogText } from "#main/shell/dialog-texts.ts";

const folder = join(import.meta.dirname, "..", "..", "..", "..", "electron", "main");
const handlers = readdirSync(folder)
  .filter((name) => name.startsWith("handlers") && name.endsWith(".ts"))
  .map((name) => readFileSync(join(folder, name), "utf8"))
  .join("\n");

const titles = [...handlers.matchAll(/\btitle: "([^"]+)"/gu)].map(([, title]) => title ?? "");

describe("the file dialogs", () => {
  it("ask in every language", () => {
    expect(titles.length).toBeGreaterThan(5);
    for (const title of [...titles, "All files", "Exports of other programs"])
      for (const language of ["de", "es", "ja"] as const)
        expect([title, language, dialogText(title, language)]).not.toEqual([title, language, title]);
  });

  it("leave English and names of formats as they are", () => {
    expect(dialogText("Save the trace", "en")).toBe("Save the trace");
    expect(dialogText("JSON", "ja")).toBe("JSON");
  });
});
