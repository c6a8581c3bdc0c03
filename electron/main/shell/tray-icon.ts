/**
 * The picture in the tray, drawn here point by point so that no file of it has to be kept: a keyhole
 * and a chip's waves, and a dot while the vault is open. Pure; the caller makes an image of the bytes.
 */

/** A point of a picture: red, green, blue, 0 to 255. */
type Colour = readonly [number, number, number];

const petrol: Colour = [29, 117, 133];
const white: Colour = [255, 255, 255];
const open: Colour = [18, 184, 134];

/** Finer points in one point of the picture, each way: edges are smooth that way. */
const fineness = 4;

/** How a picture is drawn. */
export interface TrayIconStyle {
  readonly size: number;
  readonly isOpen: boolean;
  /** Black and clear only, coloured by the system (macOS). */
  readonly isTemplate: boolean;
}

const distance = (x: number, y: number, toX: number, toY: number): number => Math.hypot(x - toX, y - toY);

/** A square with round corners, from 0.04 to 0.96. */
const isInTag = (x: number, y: number): boolean => {
  const radius = 0.22;
  const away = (at: number): number => Math.max(0.04 + radius - at, at - (0.96 - radius), 0);
  return Math.hypot(away(x), away(y)) <= radius;
};

/** A keyhole: a circle and, below it, what grows wider towards its foot. */
const isInKeyhole = (x: number, y: number): boolean =>
  distance(x, y, 0.26, 0.42) < 0.1 ||
  (y > 0.42 && y < 0.67 && Math.abs(x - 0.26) < 0.035 + (y - 0.47) * 0.17);

/** The keyhole, and the three waves that leave it. */
const isInWaves = (x: number, y: number): boolean => {
  if (isInKeyhole(x, y)) return true;
  const far = distance(x, y, 0.27, 0.5);
  const isAhead = Math.abs(y - 0.5) < 1.05 * (x - 0.27);
  return isAhead && [0.22, 0.365, 0.51].some((radius) => Math.abs(far - radius) < 0.043);
};

const dotRadius = 0.22;
const isInDot = (x: number, y: number): boolean => distance(x, y, 0.76, 0.76) <= dotRadius;
const isAroundDot = (x: number, y: number): boolean => distance(x, y, 0.76, 0.76) <= dotRadius + 0.07;

/** The colour at a place from 0 to 1; null where the picture is clear. */
const colourAt = (x: number, y: number, { isOpen, isTemplate }: TrayIconStyle): Colour | null => {
  if (isOpen && isInDot(x, y)) return isTemplate ? [0, 0, 0] : open;
  if (isOpen && isAroundDot(x, y)) return null;
  if (isTemplate) return isInWaves(x, y) ? [0, 0, 0] : null;
  if (!isInTag(x, y)) return null;
  return isInWaves(x, y) ? white : petrol;
};

const pointAt = (column: number, row: number, style: TrayIconStyle): readonly [Colour, number] => {
  const sum = [0, 0, 0];
  let hits = 0;
  for (let fine = 0; fine < fineness * fineness; fine += 1) {
    const x = (column + ((fine % fineness) + 0.5) / fineness) / style.size;
    const y = (row + (Math.floor(fine / fineness) + 0.5) / fineness) / style.size;
    const colour = colourAt(x, y, style);
    if (colour === null) continue;
    hits += 1;
    colour.forEach((value, index) => (sum[index] = (sum[index] ?? 0) + value));
  }
  const alpha = hits / (fineness * fineness);
  const [red = 0, green = 0, blue = 0] = sum.map((value) => (hits === 0 ? 0 : value / hits));
  return [[red, green, blue], alpha];
};

/** The picture as BGRA bytes, colours already multiplied by how solid the point is. */
export const drawTrayIcon = (style: TrayIconStyle): Uint8Array => {
  const bytes = new Uint8Array(style.size * style.size * 4);
  for (let at = 0; at < style.size * style.size; at += 1) {
    const [[red, green, blue], alpha] = pointAt(at % style.size, Math.floor(at / style.size), style);
    bytes.set([blue * alpha, green * alpha, red * alpha, alpha * 255].map(Math.round), at * 4);
  }
  return bytes;
};
