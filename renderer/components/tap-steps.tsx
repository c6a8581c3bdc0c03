/** The steps of a tap as a vertical list. */
import { Loader, VisuallyHidden } from "@mantine/core";
import { Circle, CircleCheck, CircleX } from "lucide-react";
import type { ReactElement } from "react";
import type { ScanView } from "#contract/views.ts";
import type { Text } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { type StepState, tapSteps } from "./tap-progress.ts";
import classes from "./tap-steps.module.css";

const icons: Readonly<Record<StepState, ReactElement>> = {
  done: <CircleCheck size={20} aria-hidden />,
  current: <Loader size={16} m={2} aria-hidden />,
  failed: <CircleX size={20} aria-hidden />,
  waiting: <Circle size={20} aria-hidden />,
};

const stateWords: Readonly<Record<StepState, Text>> = {
  done: "done",
  current: "now",
  failed: "failed",
  waiting: "to come",
};

/** The list. */
export const TapSteps = ({ scan }: { readonly scan: ScanView | null }): ReactElement => {
  const t = useText();
  return (
    <ol className={classes["steps"]} aria-label={t("Steps of the tap")}>
      {tapSteps(scan).map((step) => (
        <li
          key={step.id}
          className={classes["step"]}
          data-state={step.state}
          aria-current={step.state === "current" ? "step" : undefined}
        >
          <span className={classes["icon"]}>{icons[step.state]}</span>
          {t(step.label)}
          <VisuallyHidden>: {t(stateWords[step.state])}</VisuallyHidden>
        </li>
      ))}
    </ol>
  );
};
