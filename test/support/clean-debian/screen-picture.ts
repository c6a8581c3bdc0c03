/** A picture of a screen nobody sees: Xvfb keeps it as a file in the format of xwd, and this makes a PNG of it. */
import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";

const COLOUR_BYTES = 12;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const TRUE_COLOUR = 2;

/** The screen's points, three bytes each. */
export interface ScreenPicture {
  readonly width: number;
  readonly height: number;
  readonly points: Buffer;
}

/** Reads Xvfb's file: a header of big endian words, the colours, then rows of blue, green, red and nothing. */
export const readScreen = (file: string): ScreenPicture => {
  const bytes = readFileSync(file);
  const word = (index: number): number => bytes.readUInt32BE(index * 4);
  const [width, height, rowBytes] = [word(4), word(5), word(12)];
  const start = word(0) + word(19) * COLOUR_BYTES;
  const points = Buffer.alloc(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = start + row * rowBytes + column * 4;
      const to = (row * width + column) * 3;
      points[to] = bytes[from + 2] ?? 0;
      points[to + 1] = bytes[from + 1] ?? 0;
      points[to + 2] = bytes[from] ?? 0;
    }
  }
  return { width, height, points };
};

/** How many different colours there are: an empty screen has one, a painted page hundreds. */
export const coloursOf = ({ points }: ScreenPicture): number => {
  const seen = new Set<number>();
  for (let at = 0; at < points.length; at += 3) seen.add(points.readUIntBE(at, 3));
  return seen.size;
};

const crc32 = (bytes: Buffer): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
};

const chunk = (type: string, content: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
};

/** The picture as a PNG file's bytes. */
export const pngOf = ({ width, height, points }: ScreenPicture): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = TRUE_COLOUR;
  const rows = Array.from({ length: height }, (_, row) =>
    Buffer.concat([Buffer.of(0), points.subarray(row * width * 3, (row + 1) * width * 3)]),
  );
  const chunks = [
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([SIGNATURE, ...chunks]);
};
