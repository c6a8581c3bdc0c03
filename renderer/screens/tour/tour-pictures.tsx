/** The pictures of the tour: drawn with the theme's colours, so that they fit by day and by night. */
import type { ReactElement } from "react";
import { TapDrawing } from "#renderer/components/tap-drawing.tsx";
import type { TourCard } from "./tour-cards.ts";
import classes from "./tour.module.css";

const Frame = ({ children }: { readonly children: ReactElement | readonly ReactElement[] }): ReactElement => (
  <svg className={classes["picture"]} viewBox="0 0 340 240" aria-hidden focusable="false">
    {children}
  </svg>
);

const Padlock = ({ x, y }: { readonly x: number; readonly y: number }): ReactElement => (
  <g transform={`translate(${x} ${y})`}>
    <path className={classes["shackle"]} d="M-9 0 v-8 a9 9 0 0 1 18 0 v8" />
    <rect className={classes["accent"]} x={-14} y={0} width={28} height={22} rx={5} />
  </g>
);

const Lines = (): ReactElement => (
  <g>
    {[0, 1, 2, 3].map((line) => (
      <g key={line} transform={`translate(0 ${line * 36})`}>
        <rect
          className={classes[line === 1 ? "chosen" : "line"]}
          x={62}
          y={52}
          width={216}
          height={28}
          rx={7}
        />
        <circle className={classes["accent"]} cx={80} cy={66} r={7} />
        <rect className={classes["text"]} x={98} y={62} width={[92, 120, 70, 104][line]} height={8} rx={4} />
      </g>
    ))}
  </g>
);

/** A window with a list, under lock and key. */
const Entries = (): ReactElement => (
  <Frame>
    <rect className={classes["box"]} x={46} y={22} width={248} height={194} rx={14} />
    <path className={classes["edge"]} d="M46 42 h248" />
    <Lines />
    <circle className={classes["plate"]} cx={282} cy={190} r={32} />
    <Padlock x={282} y={185} />
  </Frame>
);

const Cloud = ({ x, y }: { readonly x: number; readonly y: number }): ReactElement => (
  <g transform={`translate(${x} ${y})`}>
    <path className={classes["box"]} d="M-26 18 a17 17 0 0 1 2 -34 a24 24 0 0 1 45 -4 a19 19 0 0 1 9 38 z" />
    <g transform="scale(0.7)">
      <Padlock x={0} y={-4} />
    </g>
  </g>
);

/** One computer, three clouds, a sealed copy in each. */
const Copies = (): ReactElement => (
  <Frame>
    <path className={classes["way"]} d="M126 136 L236 58 M132 152 H230 M126 170 L236 212" />
    <rect className={classes["box"]} x={38} y={98} width={104} height={74} rx={9} />
    <path className={classes["edge"]} d="M24 190 h132" />
    <Padlock x={90} y={132} />
    <Cloud x={272} y={54} />
    <Cloud x={272} y={130} />
    <Cloud x={272} y={206} />
  </Frame>
);

const kitRows = [0, 1, 2, 3, 4, 5] as const;

/** A sheet of paper with words in columns, and a key. */
const Kit = (): ReactElement => (
  <Frame>
    <rect className={classes["box"]} x={84} y={18} width={172} height={204} rx={8} />
    <rect className={classes["accent"]} x={106} y={40} width={84} height={10} rx={5} />
    <g>
      {kitRows.map((row) => (
        <g key={row} transform={`translate(0 ${row * 22})`}>
          <rect className={classes["text"]} x={106} y={72} width={54} height={8} rx={4} />
          <rect
            className={classes["text"]}
            x={178}
            y={72}
            width={[44, 56, 38, 50, 58, 40][row]}
            height={8}
            rx={4}
          />
        </g>
      ))}
    </g>
    <circle className={classes["plate"]} cx={252} cy={176} r={34} />
    <path className={classes["key"]} d="M246 178 a9 9 0 1 1 1 -8 l24 0 v9 M262 170 v7" />
  </Frame>
);

const keyRows = [
  { y: 88, widths: [30, 30, 30, 30, 30, 30] },
  { y: 124, widths: [44, 30, 30, 30, 46] },
  { y: 160, widths: [30, 120, 30] },
] as const;

const placed = (widths: readonly number[]): readonly { readonly x: number; readonly width: number }[] => {
  const gap = 6;
  const whole = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1));
  let x = 170 - whole / 2;
  return widths.map((width) => {
    const place = { x, width };
    x += width + gap;
    return place;
  });
};

/** A keyboard with one key in colour. */
const Keys = (): ReactElement => (
  <Frame>
    <rect className={classes["box"]} x={44} y={68} width={252} height={136} rx={14} />
    <g>
      {keyRows.flatMap(({ y, widths }) =>
        placed(widths).map(({ x, width }, index) => (
          <rect
            key={`${y} ${x}`}
            className={classes[y === 124 && index === 2 ? "accent" : "chosen"]}
            x={x}
            y={y}
            width={width}
            height={28}
            rx={6}
          />
        )),
      )}
    </g>
  </Frame>
);

/** The picture of a card. */
export const TourPicture = ({ id }: { readonly id: TourCard["id"] }): ReactElement => {
  switch (id) {
    case "tap":
      return (
        <div className={classes["tap"]}>
          <TapDrawing picture="on" form="pad" />
        </div>
      );
    case "entries":
      return <Entries />;
    case "copies":
      return <Copies />;
    case "kit":
      return <Kit />;
    case "keys":
      return <Keys />;
  }
};
