/** The sign in the middle of the drawing: what came of the tap, by shape first and by colour second. */
import type { ReactElement } from "react";
import classes from "./tap-drawing.module.css";
import type { TapPicture } from "./tap-picture.ts";

interface Sign {
  readonly tone: "good" | "bad" | "pause";
  readonly path: string;
  /** Where it stands: over the reader, or at its corner when something lies on it. */
  readonly x: number;
  readonly y: number;
}

const middle = { x: 160, y: 144 } as const;
const corner = { x: 86, y: 78 } as const;

const question = "M-9 -6 a9 9 0 1 1 13 8 c-4 2 -4 4 -4 7 M0 15 v1";
const exclamation = "M0 -14 v17 M0 13 v1";
const cross = "M-10 -10 l20 20 M10 -10 l-20 20";
const padlock = "M-11 -2 h22 v15 h-22 z M-7 -2 v-5 a7 7 0 0 1 14 0 v5";

const signs: Readonly<Partial<Record<TapPicture, Sign>>> = {
  done: { tone: "good", path: "M-13 1 l9 9 l18 -19", ...middle },
  failed: { tone: "bad", path: exclamation, ...middle },
  reader: { tone: "bad", path: exclamation, ...middle },
  other: { tone: "bad", path: "M-12 -5 h24 M-12 6 h24 M7 -14 l-14 29", ...corner },
  stranger: { tone: "bad", path: padlock, ...corner },
  unknown: { tone: "bad", path: cross, ...corner },
  unsupported: { tone: "bad", path: question, ...corner },
  phone: { tone: "bad", path: cross, ...corner },
  several: { tone: "bad", path: "M-7 -7 a7 7 0 1 1 12 5 l-12 13 h14", ...corner },
  refused: { tone: "pause", path: "M-7 -11 v22 M7 -11 v22", ...middle },
  timeout: { tone: "pause", path: "M0 -15 v15 l10 8", ...middle },
};

/** The sign; nothing for a picture that needs none. */
export const Badge = ({ picture }: { readonly picture: TapPicture }): ReactElement | null => {
  const sign = signs[picture];
  return sign === undefined ? null : (
    <g className={classes[sign.tone]} transform={`translate(${sign.x} ${sign.y})`}>
      <circle cx={0} cy={0} r={30} />
      <path d={sign.path} />
    </g>
  );
};
