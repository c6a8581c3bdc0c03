/** The steps of a tap as a vertical list. */
import { Loader, VisuallyHidden } from "@mantine/core";
import { Circle, CircleCheck, CircleX } from "lucide-react";
import type { ReactElement } from "react";
import type { ScanView } from "#contract/views.ts";
import { type StepState, tapSteps } from "./tap-progress.ts";
import classes from "./tap-steps.module.css";

const icons: Readonly<Record<StepState, ReactElement>> = {
  done: <CircleCheck size={20} aria-hidden />,
  current: <Loader size={16} m={2} aria-hidden />,
  failed: <CircleX size={20} aria-hidden />,
  waiting: <Circle size={20} aria-hidden />,
};

const stateWords: Readonly<Record<StepState, string>> = {
  done: "done",
  current: "now",
  failed: "failed",
  waiting: "to come",
};

/** The list. */
export const TapSteps = ({ scan }: { readonly scan: ScanView | null }): ReactElement => (
  <ol className={classes["steps"]} aria-label="Steps of the tap">
    {tapSteps(scan).map((step) => (
      <li
        key={step.id}
        className={classes["step"]}
        data-state={step.state}
        aria-current={step.state === "current" ? "step" : undefined}
      >
        <span className={classes["icon"]}>{icons[step.state]}</span>
        {step.label}
        <VisuallyHidden>: {stateWords[step.state]}</VisuallyHidden>
      </li>
    ))}
  </ol>
);
