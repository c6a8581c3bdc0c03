/** The things in the drawing of a tap: two kinds of reader, the hand, and what else may lie there. */
import type { ReactElement } from "react";
import classes from "./tap-drawing.module.css";
import type { ReaderForm } from "./tap-picture.ts";

const Rings = (): ReactElement => (
  <>
    <circle className={classes["ring"]} cx={160} cy={144} r={22} />
    <circle className={classes["ring"]} cx={160} cy={144} r={40} />
    <circle className={classes["ring"]} cx={160} cy={144} r={58} />
  </>
);

const Pad = (): ReactElement => (
  <g>
    <path className={classes["cable"]} d="M160 66 C160 30 196 34 196 -10" />
    <rect className={classes["body"]} x={76} y={60} width={168} height={168} rx={30} />
    <Rings />
  </g>
);

/** A stick is small: the rings reach over its edge, as its field does. */
const Stick = (): ReactElement => (
  <g>
    <rect className={classes["plug"]} x={140} y={16} width={40} height={52} rx={4} />
    <path className={classes["plugHoles"]} d="M151 34 v12 M169 34 v12" />
    <rect className={classes["body"]} x={116} y={62} width={88} height={170} rx={26} />
    <Rings />
  </g>
);

/** The reader, seen from above. */
export const Reader = ({ form }: { readonly form: ReaderForm }): ReactElement =>
  form === "stick" ? <Stick /> : <Pad />;

/** The outline of a hand: each shape is drawn twice, first as line, then as fill, so that they merge. */
const HandShapes = ({ className }: { readonly className: string | undefined }): ReactElement => (
  <g className={className}>
    <rect x={-26} y={46} width={54} height={330} rx={24} />
    <rect x={-36} y={-14} width={74} height={92} rx={28} />
    <rect x={-36} y={-84} width={17} height={96} rx={8.5} />
    <rect x={-17} y={-98} width={17} height={104} rx={8.5} />
    <rect x={2} y={-92} width={17} height={100} rx={8.5} />
    <rect x={21} y={-72} width={16} height={84} rx={8} />
    <rect x={-18} y={-62} width={19} height={84} rx={9.5} transform="translate(-30 48) rotate(-46)" />
  </g>
);

/** The hand with the chip between thumb and index finger. */
export const Hand = (): ReactElement => (
  <g transform="rotate(-28)">
    <HandShapes className={classes["handLine"]} />
    <HandShapes className={classes["handFill"]} />
    <path className={classes["crease"]} d="M-12 34 C-4 44 10 48 24 46" />
    <circle className={classes["halo"]} cx={-34} cy={8} r={13} />
    <rect className={classes["chip"]} x={-37} y={0} width={6} height={16} rx={3} />
  </g>
);

/** A card of another kind: it has contacts and a stripe. */
export const Card = (): ReactElement => (
  <g className={classes["thing"]} transform="translate(160 144) rotate(-12)">
    <rect className={classes["thingBody"]} x={-66} y={-42} width={132} height={84} rx={9} />
    <rect className={classes["thingFill"]} x={-52} y={-18} width={24} height={19} rx={4} />
    <path className={classes["thingLine"]} d="M-52 22 h58 M22 22 h28" />
  </g>
);

/** A phone, face up. */
export const Phone = (): ReactElement => (
  <g className={classes["thing"]} transform="translate(160 144) rotate(10)">
    <rect className={classes["thingBody"]} x={-40} y={-74} width={80} height={148} rx={13} />
    <rect className={classes["screen"]} x={-32} y={-58} width={64} height={114} rx={4} />
    <path className={classes["thingLine"]} d="M-9 -66 h18 M-7 65 h14" />
  </g>
);

/** The chip of before, as a dashed outline: the one that is missed. */
export const FormerChip = (): ReactElement => (
  <g transform="translate(108 190)">
    <circle className={classes["formerHalo"]} cx={0} cy={0} r={19} />
    <rect
      className={classes["former"]}
      x={-5}
      y={-11}
      width={10}
      height={22}
      rx={5}
      transform="rotate(-28)"
    />
  </g>
);

const cloudSigns = {
  broken: "M-10 -12 l18 18 M8 -12 l-18 18",
  asking: "M-9 -10 a8 8 0 1 1 12 7 c-4 2 -4 4 -4 6 M-1 9 v1",
} as const;

/** The service: a cloud over the reader, with a line to it. It thinks, cannot be reached, or asks who that is. */
export const Cloud = ({ mood }: { readonly mood: "thinking" | keyof typeof cloudSigns }): ReactElement => (
  <g transform="translate(276 62)">
    <path className={classes["wire"]} data-mood={mood} d="M-30 22 L-62 44" />
    <path
      className={classes["cloud"]}
      d="M-30 18 a18 18 0 0 1 2 -35 a25 25 0 0 1 47 -4 a20 20 0 0 1 10 39 z"
    />
    {mood === "thinking" ? (
      <g className={classes["dots"]}>
        <circle cx={-15} cy={0} r={4} />
        <circle cx={0} cy={0} r={4} />
        <circle cx={15} cy={0} r={4} />
      </g>
    ) : (
      <path className={classes["cloudSign"]} d={cloudSigns[mood]} />
    )}
  </g>
);

/** Where the hand goes: an arrow away from the reader, or back to it. */
export const Arrow = ({ isBack }: { readonly isBack: boolean }): ReactElement => (
  <path
    className={classes["arrow"]}
    d={isBack ? "M262 106 C244 92 226 92 208 104 M222 88 l-15 16 l21 5" : "M232 96 l34 -34 M242 60 h25 v25"}
  />
);

/** A tear between reader and hand. */
export const Tear = (): ReactElement => (
  <path className={classes["tear"]} d="M146 92 l16 26 l-14 8 l18 24 l-12 8 l14 30" />
);
