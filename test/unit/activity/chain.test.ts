import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { Note } from "#main/activity/chain.ts";
import { emptyHead, endOf, extend, parseHead, headText, readLog } from "#main/activity/chain.ts";

const note = (n: number): Note => ({
  at: 1_000 + n,
  by: n % 2 === 0 ? "window" : "cli",
  event: { kind: "sync", store: "kvs", sent: n, removed: 0, failed: 0, error: null },
});

const notes = (count: number): Note[] => Array.from({ length: count }, (_, n) => note(n));

const write = (count: number) => {
  const { text, last } = extend(emptyHead.last, notes(count));
  return { text, head: { first: emptyHead.first, last }, lines: text.split("\n").slice(0, -1) };
};

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

const stateOf = (text: string, head: ReturnType<typeof write>["head"] | null): string =>
  readLog(text, head).chain.state;

describe("a chain as it was written", () => {
  it("holds, and says every line in order", () => {
    const { text, head } = write(20);
    const log = readLog(text, head);
    expect(log.chain).toEqual({ state: "ok", brokenFrom: null });
    expect(log.lines.map(({ seq }) => seq)).toEqual(notes(20).map((_, n) => n + 1));
    expect(log.lines[0]?.prev).toBe("0".repeat(64));
    expect(log.lines[5]?.prev).toBe(log.lines[4]?.hash);
  });

  it("an empty log holds", () => {
    expect(stateOf("", null)).toBe("ok");
    expect(stateOf("", emptyHead)).toBe("ok");
  });

  it("lines that came after the head was written belong to it", () => {
    const { lines, head } = write(9);
    const early = { ...head, last: { seq: 3, hash: readLog(joined(lines), head).lines[2]?.hash ?? "" } };
    expect(stateOf(joined(lines), early)).toBe("ok");
    expect(endOf(early, lines.at(-1) ?? null)).toEqual(head.last);
  });

  it("an unfinished last line is no break", () => {
    const { text, lines, head } = write(5);
    const known = { ...head, last: { seq: 4, hash: readLog(text, head).lines[3]?.hash ?? "" } };
    const torn = joined(lines.slice(0, 4)) + (lines[4] ?? "").slice(0, 40);
    const log = readLog(torn, known);
    expect(log.chain.state).toBe("repaired");
    expect(log.lines).toHaveLength(4);
  });

  it("a head survives its text, and nothing else is taken for one", () => {
    const { head } = write(3);
    expect(parseHead(headText(head))).toEqual(head);
    expect(parseHead("{}")).toBeNull();
    expect(parseHead(headText(head).slice(0, 30))).toBeNull();
  });
});

describe("whatever is changed from outside is found", () => {
  const count = 12;
  const { text, lines, head } = write(count);
  const position = fc.integer({ min: 0, max: count - 1 });

  it("a changed character, wherever it is", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: text.length - 2 }),
        fc.constantFrom("0", "x", '"', "\n", " "),
        (at, put) => {
          fc.pre(text[at] !== put);
          const log = readLog(text.slice(0, at) + put + text.slice(at + 1), head);
          expect(log.chain.state).toBe("broken");
          const line = text.slice(0, at).split("\n").length - 1;
          expect(log.chain.brokenFrom).toBeLessThanOrEqual(line + 1);
          expect(log.chain.brokenFrom).toBeGreaterThanOrEqual(Math.max(0, line - 1));
        },
      ),
    );
  });

  it("a line taken out, the first and the last as well", () => {
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: count }), (from, many) => {
        const left = lines.filter((_, at) => at < from || at >= from + many);
        const log = readLog(joined(left), head);
        expect(log.chain).toEqual({ state: "broken", brokenFrom: from });
      }),
    );
  });

  it("two lines swapped", () => {
    fc.assert(
      fc.property(position, position, (one, other) => {
        fc.pre(one !== other);
        const swapped = lines.map((line, at) =>
          at === one ? (lines[other] ?? "") : at === other ? (lines[one] ?? "") : line,
        );
        const { chain } = readLog(joined(swapped), head);
        expect(chain.state).toBe("broken");
        expect(chain.brokenFrom).toBeLessThanOrEqual(Math.min(one, other));
      }),
    );
  });

  it("a line put in or doubled", () => {
    fc.assert(
      fc.property(position, position, (at, copied) => {
        const more = [...lines.slice(0, at), lines[copied] ?? "", ...lines.slice(at)];
        expect(stateOf(joined(more), head)).toBe("broken");
      }),
    );
  });

  it("a head that is gone or of another log", () => {
    expect(readLog(text, null).chain).toEqual({ state: "broken", brokenFrom: 0 });
    expect(stateOf(text, { ...head, last: { ...head.last, hash: "0".repeat(64) } })).toBe("broken");
    expect(stateOf(text, { ...head, first: { seq: 1, prev: "f".repeat(64) } })).toBe("broken");
    expect(stateOf("", head)).toBe("broken");
  });
});
