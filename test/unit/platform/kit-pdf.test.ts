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

/** A square code as pixels, so and so many a module wide. */
const pixelsOf = (dark: readonly (readonly [x: number, y: number])[], size: number, scale: number) => {
  const pixels = new Uint8ClampedArray((size * scale) ** 2 * 4).fill(255);
  const side = size * scale;
  for (const [column, row] of dark)
    for (let dot = 0; dot < scale * scale; dot++) {
      const at = ((row * scale + Math.floor(dot / scale)) * side + column * scale + (dot % scale)) * 4;
      pixels.fill(0, at, at + 3);
    }
  return pixels;
};

test("its code, drawn square by square, reads as the words", async () => {
  const pdf = await makeKitPdf({ words, vaultLabel: "x", createdAt: 0 });
  const drawn = streamsOf(pdf).matchAll(/^([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re$/gm);
  const [ground = [], ...modules] = [...drawn].map((found) => found.slice(1).map(Number));
  const { size } = encode(words.join(" "), { ecc: "M", border: 4 });
  const place = (value: number | undefined, from: number | undefined): number =>
    Math.round((((value ?? 0) - (from ?? 0)) / (ground[2] ?? 1)) * size);
  const dark = modules.map(([x, y]) => [place(x, ground[0]), place(y, ground[1])] as const);
  const scale = 4;
  const read = jsQR(pixelsOf(dark, size, scale), size * scale, size * scale);
  expect(read?.data).toBe(words.join(" "));
});
