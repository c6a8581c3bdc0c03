import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pages, settingsSections, shellRequestSchema } from "#contract/views-shell.ts";
import { createAddressTaker } from "#main/shell/address-taker.ts";
import { parseLink } from "#main/shell/links.ts";
import { silentLog } from "#test/support/silent-log.ts";

const id = "0123456789abcdef0123456789abcdef";
const wish = (asked: unknown): unknown => ({ kind: "wish", wish: asked });

describe("links of our own scheme", () => {
  it.each<readonly [string, unknown]>([
    [`tapvault://entry/${id}`, wish({ kind: "show-entry", entryId: id })],
    [`tapvault://entry/${id}/`, wish({ kind: "show-entry", entryId: id })],
    ["tapvault://search?q=bank", wish({ kind: "search", text: "bank" })],
    ["tapvault://search/?q=caf%C3%A9+noir", wish({ kind: "search", text: "café noir" })],
    [`tapvault://search?q=${"a".repeat(200)}`, wish({ kind: "search", text: "a".repeat(200) })],
    ["tapvault://lock", { kind: "lock" }],
    ["tapvault://lock/", { kind: "lock" }],
    ["tapvault://callback/hyperid?code=1&state=2", { kind: "callback" }],
    ...settingsSections.map(
      (section) => [`tapvault://settings/${section}`, wish({ kind: "show-settings", section })] as const,
    ),
    ...pages.map((page) => [`tapvault://page/${page}`, wish({ kind: "show-page", page })] as const),
  ])("%s", (address, expected) => {
    expect(parseLink(address)).toEqual(expected);
  });

  it.each([
    "",
    "tapvault://",
    "tapvault:lock",
    "TAPVAULT://lock",
    " tapvault://lock",
    "tapvault://lock?now",
    "tapvault://lock/now",
    "tapvault://entry",
    "tapvault://entry/",
    `tapvault://entry/${id.toUpperCase()}`,
    `tapvault://entry/${id}0`,
    `tapvault://entry/${id}?reveal=password`,
    `tapvault://entry/${id}/copy`,
    `tapvault://entry/../settings/advanced`,
    "tapvault://settings/nope",
    "tapvault://settings/constructor",
    "tapvault://page/__proto__",
    "tapvault://constructor/entries",
    "tapvault://copy/password",
    "tapvault://search",
    "tapvault://search?q=",
    "tapvault://search?q=%20",
    "tapvault://search?q=a&q=b",
    "tapvault://search?q=a#b",
    "tapvault://search?q=%E0%A4%A",
    "tapvault://search?q=%00",
    "tapvault://search?q=%E2%80%AEevil",
    `tapvault://search?q=${"a".repeat(201)}`,
    "tapvault://user@entry/x",
    "https://tapvault/entry",
  ])("ignores %j", (address) => {
    expect(parseLink(address)).toBeNull();
  });

  it("never throws, and makes only requests that the contract knows", () => {
    const tail = fc.oneof(
      fc.string(),
      fc.webUrl().map((url) => url.slice("http://".length)),
      fc.string().map((text) => `search?q=${encodeURIComponent(text)}`),
      fc.tuple(fc.constantFrom("entry", "settings", "page"), fc.string()).map((parts) => parts.join("/")),
    );
    fc.assert(
      fc.property(fc.constantFrom("tapvault://", "", "tapvault:"), tail, (head, rest) => {
        const link = parseLink(head + rest);
        if (link?.kind === "wish") expect(shellRequestSchema.safeParse(link.wish).success).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("finds again what was searched for", () => {
    const plain = fc.string({
      minLength: 1,
      maxLength: 60,
      unit: fc.constantFrom(...Array.from("abcäßé漢字 +&=#?%/")),
    });
    fc.assert(
      fc.property(plain, (text) => {
        const link = parseLink(`tapvault://search?q=${encodeURIComponent(text)}`);
        expect(link).toEqual(text.trim() === "" ? null : wish({ kind: "search", text: text.trim() }));
      }),
    );
  });
});

describe("whom an address goes to", () => {
  const taken = (address: string): readonly unknown[] => {
    const calls: unknown[] = [];
    const logged: unknown[] = [];
    const log = { ...silentLog, info: (...line: unknown[]) => void logged.push(line) };
    const ends = {
      core: { stores: { takeAddress: (text: string) => (calls.push(["return", text]), true) } },
      desk: { ask: (asked: unknown) => void calls.push(["ask", asked]) },
      lockIfOpen: () => void calls.push(["lock"]),
    };
    createAddressTaker(ends, log)(address);
    return [...calls, ...logged];
  };

  it("each to its own", () => {
    expect(taken(`tapvault://entry/${id}`)).toEqual([["ask", { kind: "show-entry", entryId: id }]]);
    expect(taken("tapvault://lock")).toEqual([["lock"]]);
    expect(taken("tapvault://callback/hyperid?code=1")).toEqual([
      ["return", "tapvault://callback/hyperid?code=1"],
    ]);
  });

  it("one that is not known is dropped, and the log holds nothing of it", () => {
    expect(taken("tapvault://steal?what=secret")).toEqual([["link.ignored"]]);
  });
});
