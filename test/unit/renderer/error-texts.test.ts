/** The words of the errors: every template is filled, and said in every language. */
import { describe, expect, it } from "vitest";
import { type ErrorTemplate, fill } from "#contract/message-shape.ts";
import { describeError, errorTexts } from "#contract/messages.ts";
import { appError } from "#contract/errors.ts";
import { de } from "#renderer/language/de/index.ts";
import { es } from "#renderer/language/es/index.ts";
import { ja } from "#renderer/language/ja/index.ts";
import { errorVariants } from "#test/support/error-variants.ts";

const languages: Readonly<Record<string, Readonly<Record<string, string>>>> = { de, es, ja };

/** Every text that a template says, phrases inside it included. */
const textsOf = ({ title, next, values }: ErrorTemplate): string[] => [
  title,
  next,
  ...Object.values(values).flatMap((value) => (typeof value === "object" ? [value.phrase] : [])),
];

describe("the words of an error", () => {
  it("leave no placeholder open, but for one that came with a name", () => {
    const open = errorVariants.flatMap(({ error, platform }) => {
      const { title, next, values } = errorTexts(error, platform);
      const names = [...`${title} ${next}`.matchAll(/\{\{(\w+)\}\}/gu)].map((found) => found[1] ?? "");
      return names.filter((name) => values[name] === undefined).map((name) => `${error.code}: ${name}`);
    });
    expect(open).toEqual([]);
  });

  it("take a placeholder in a name for what it is: a part of the name", () => {
    const text = describeError(appError("file.unreadable", { name: "{{name}}.txt" }));
    expect(text.title).toBe("“{{name}}.txt” cannot be read");
  });

  it("say in English what they always said", () => {
    const said = (code: Parameters<typeof appError>[0], detail: Parameters<typeof appError>[1]): string =>
      Object.values(describeError(appError(code, detail))).join(" ");
    expect(said("reader.busy", { program: "gpg" })).toBe(
      "gpg is using the reader Close gpg, or let it finish, then try again.",
    );
    expect(said("auth.clock-skew", { minutes: -7.4 })).toContain("wrong by about 7 minutes");
    expect(said("auth.clock-skew", { minutes: 1 })).toContain("wrong by about one minute");
    expect(said("import.damaged", { where: "part 3" })).toContain("It cannot be read from part 3 on.");
    expect(said("attachment.too-large", { maxBytes: 25_000_000 })).toContain("larger than 25 MB");
    expect(said("recovery.unknown-word", { position: 7, suggestion: "abandon" })).toBe(
      "Word 7 is not in the list Did you mean “abandon”? Compare it with your recovery kit.",
    );
  });
});

describe.each(Object.entries(languages))("in %s", (_language, texts) => {
  it("every word of every variant is there, and nothing in it stays open", () => {
    const missing = new Set<string>();
    for (const { error, platform } of errorVariants) {
      const template = errorTexts(error, platform);
      for (const text of textsOf(template)) {
        const said = texts[text];
        if (said === undefined) missing.add(`${error.code}: ${text}`);
        else if (Object.keys(template.values).length === 0 && fill(said, {}).includes("{{"))
          missing.add(`${error.code}: open in ${said}`);
      }
    }
    expect([...missing]).toEqual([]);
  });
});
