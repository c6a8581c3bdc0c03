import { inflateSync } from "node:zlib";
import jsQR from "jsqr";
import { expect, test } from "vitest";
import { encode } from "uqr";
import { makeKitPdf } from "#platform/kit-pdf.ts";

const words = Array.from({ length: 24 }, (_, at) => ["abandon", "zebra", "lunch", "moral"][at % 4] ?? "");

const streamsOf = (pdf: Uint8Array): string => {
  const text = Buffer.from(pdf).toString("latin1");
  return [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)]
    .map(([, body = ""]) => {
      try {
        return inflateSync(Buffer.from(body, "latin1")).toString("latin1");
      } catch {
        return "";
      }
    })
    .join("\n");
};

/** Text is written in hex pieces with kerning between them. */
const shownText = (streams: string): string =>
  [...streams.matchAll(/\[(.*?)\] TJ/g)]
    .map(([, pieces = ""]) =>
      [...pieces.matchAll(/<([0-9a-f]+)>/g)]
        .map(([, hex = ""]) => Buffer.from(hex, "hex").toString("latin1"))
        .join(""),
    )
    .join("\n");

test("the kit has one page with all words, numbered, and what to do with them", async () => {
  const pdf = await makeKitPdf({ words, vaultLabel: "1a2b3c4d", createdAt: Date.UTC(2026, 10, 24) });
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
  expect(
    Buffer.from(pdf)
      .toString("latin1")
      .match(/\/Type \/Page\b/g),
  ).toHaveLength(1);
  const text = shownText(streamsOf(pdf));
  words.forEach((word, at) => expect(text).toContain(`${String(at + 1).padStart(2, " ")}  ${word}`));
  expect(text).toContain("1a2b3c4d");
  expect(text).toContain("2026-11-24");
  expect(text.replace(/\s+/g, " ")).toContain("Whoever has them can read everything");
});

test("its code, drawn square by square, reads as the words", async () => {
  const pdf = await makeKitPdf({ words, vaultLabel: "x", createdAt: 0 });
  const squares = [...streamsOf(pdf).matchAll(/^([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re$/gm)].map((m) =>
    m.slice(1).map(Number),
  );
  const [ground, ...modules] = squares;
  const [left = 0, top = 0, side = 0] = ground ?? [];
  const { size } = encode(words.join(" "), { ecc: "M", border: 4 });
  const scale = 4;
  const pixels = new Uint8ClampedArray((size * scale) ** 2 * 4).fill(255);
  for (const [x = 0, y = 0] of modules) {
    const column = Math.round(((x - left) / side) * size);
    const row = Math.round(((y - top) / side) * size);
    for (let dy = 0; dy < scale; dy++)
      for (let dx = 0; dx < scale; dx++) {
        const at = ((row * scale + dy) * size * scale + column * scale + dx) * 4;
        pixels.fill(0, at, at + 3);
      }
  }
  expect(jsQR(pixels, size * scale, size * scale)?.data).toBe(words.join(" "));
});
