/** A reader seen from above and a hand that comes, stays and leaves: what to do, without words. */
import type { ReactElement } from "react";
import type { ScanView } from "#contract/views.ts";
import classes from "./tap-drawing.module.css";

/** What the drawing shows. */
export type TapPose = "unplugged" | "away" | "on" | "lift" | "done" | "failed";

const poses = {
  idle: "away",
  cancelled: "away",
  failed: "failed",
  waitingForReader: "unplugged",
  waitingForChip: "away",
  waitingForSameChip: "away",
  identifying: "on",
  fetchingChallenge: "on",
  answering: "on",
  verifying: "lift",
  authenticated: "done",
} as const satisfies Record<ScanView["state"], TapPose>;

/** The pose for a snapshot. */
export const tapPose = (scan: ScanView | null): TapPose =>
  scan?.after === "failed" ? "failed" : poses[scan?.state ?? "idle"];

/** The outline of a hand: each shape is drawn twice, first as line, then as fill, so that they merge. */
const HandShapes = ({ className }: { readonly className: string | undefined }): ReactElement => (
  <g className={className}>
    <rect x={-26} y={46} width={54} height={150} rx={24} />
    <rect x={-36} y={-14} width={74} height={92} rx={28} />
    <rect x={-36} y={-84} width={17} height={96} rx={8.5} />
    <rect x={-17} y={-98} width={17} height={104} rx={8.5} />
    <rect x={2} y={-92} width={17} height={100} rx={8.5} />
    <rect x={21} y={-72} width={16} height={84} rx={8} />
    <rect x={-18} y={-62} width={19} height={84} rx={9.5} transform="translate(-30 48) rotate(-46)" />
  </g>
);

const Reader = (): ReactElement => (
  <g>
    <path className={classes["cable"]} d="M160 66 C160 30 196 34 196 -10" />
    <rect className={classes["body"]} x={76} y={60} width={168} height={168} rx={30} />
    <circle className={classes["ring"]} cx={160} cy={144} r={22} />
    <circle className={classes["ring"]} cx={160} cy={144} r={40} />
    <circle className={classes["ring"]} cx={160} cy={144} r={58} />
  </g>
);

const Verdict = ({ isGood }: { readonly isGood: boolean }): ReactElement => (
  <g className={isGood ? classes["good"] : classes["bad"]}>
    <circle cx={160} cy={144} r={30} />
    <path d={isGood ? "M147 145 l9 9 l18 -19" : "M160 130 v17 M160 157 v1"} />
  </g>
);

/** The drawing. It says nothing that the text beside it does not say. */
export const TapDrawing = ({ pose }: { readonly pose: TapPose }): ReactElement => (
  <svg className={classes["drawing"]} viewBox="0 0 340 320" aria-hidden focusable="false" data-pose={pose}>
    <Reader />
    {(pose === "done" || pose === "failed") && <Verdict isGood={pose === "done"} />}
    <g className={classes["hand"]}>
      <g transform="rotate(-28)">
        <HandShapes className={classes["handLine"]} />
        <HandShapes className={classes["handFill"]} />
        <path className={classes["crease"]} d="M-12 34 C-4 44 10 48 24 46" />
        <circle className={classes["halo"]} cx={-34} cy={8} r={13} />
        <rect className={classes["chip"]} x={-37} y={0} width={6} height={16} rx={3} />
      </g>
    </g>
  </svg>
);
