/**
 * The recovery kit on one page: the words, the same as a QR code, and what to do with them. Made here,
 * without network. The page is as secret as the words.
 */
import type PdfDocument from "pdfkit";
import { encode } from "uqr";

/** What the page says. `vaultLabel` tells kits of several vaults apart, `createdAt` epoch ms. */
export interface KitContent {
  readonly words: readonly string[];
  readonly vaultLabel: string;
  readonly createdAt: number;
}

const points = { margin: 54, qrSize: 150, row: 20, columns: 3 } as const;
const ink = "#111111";
const grey = "#555555";
/** The width that fits on A4 and on Letter. */
const width = 595 - 2 * points.margin;

const instructions: readonly string[] = [
  "These 24 words open your vault without your chip and without this computer. Whoever has them can read everything in it.",
  "Keep this page where you keep your passport. Do not photograph it, mail it or store it in a cloud.",
  "To use it: install Tapvault, copy your vault file or connect your storage, choose “Use recovery words” and type the words in order, or scan the code with a reader that is offline.",
  "If the page is lost or somebody saw it, make a new kit in Settings; the words below then stop working.",
];

/** Draws the words' code with a quiet zone of four modules. */
const drawCode = (page: PDFKit.PDFDocument, text: string, left: number, top: number): void => {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const module = points.qrSize / size;
  page.save();
  page.fillColor("#ffffff").rect(left, top, points.qrSize, points.qrSize).fill();
  page.fillColor("#000000");
  data.forEach((row, y) =>
    row.forEach((isDark, x) => {
      if (isDark) page.rect(left + x * module, top + y * module, module, module);
    }),
  );
  page.fill();
  page.restore();
};

const drawWords = (page: PDFKit.PDFDocument, words: readonly string[], top: number): void => {
  const perColumn = Math.ceil(words.length / points.columns);
  page.font("Courier-Bold").fontSize(13).fillColor(ink);
  words.forEach((word, at) => {
    const column = Math.floor(at / perColumn);
    const left = points.margin + column * (width / points.columns);
    const line = `${String(at + 1).padStart(2, " ")}  ${word}`;
    page.text(line, left, top + (at % perColumn) * points.row, { lineBreak: false });
  });
};

const draw = (page: PDFKit.PDFDocument, { words, vaultLabel, createdAt }: KitContent): void => {
  const left = points.margin;
  const day = new Date(createdAt).toISOString().slice(0, 10);
  page.font("Helvetica-Bold").fontSize(22).fillColor(ink).text("Tapvault recovery kit", left, points.margin);
  page.font("Helvetica").fontSize(10).fillColor(grey).text(`Vault ${vaultLabel}, made on ${day}`);
  page.moveDown(1.2).fontSize(11).fillColor(ink);
  for (const paragraph of instructions) page.text(paragraph, { width }).moveDown(0.5);
  const top = page.y + 16;
  drawWords(page, words, top);
  const codeTop = top + Math.ceil(words.length / points.columns) * points.row + 24;
  drawCode(page, words.join(" "), left, codeTop);
  page.font("Helvetica").fontSize(10).fillColor(grey);
  page.text("The code holds the same 24 words.", left + points.qrSize + 18, codeTop + 12, { width: 220 });
};

/** A PDF of one page. */
export const makeKitPdf = async (content: KitContent): Promise<Uint8Array> => {
  const { default: Document } = await import("pdfkit");
  return new Promise((resolve, reject) => {
    const page: InstanceType<typeof PdfDocument> = new Document({
      size: "A4",
      margin: points.margin,
      info: { Title: "Tapvault recovery kit", CreationDate: new Date(content.createdAt) },
    });
    const parts: Buffer[] = [];
    page.on("data", (part: Buffer) => parts.push(part));
    page.on("error", reject);
    page.on("end", () => {
      const joined = Buffer.concat(parts);
      const bytes = Uint8Array.from(joined);
      for (const part of [...parts, joined]) part.fill(0);
      resolve(bytes);
    });
    draw(page, content);
    page.end();
  });
};
