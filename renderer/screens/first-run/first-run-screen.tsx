/**
 * The first run, step by step. Which step it is follows from main's snapshot, so it goes on where it
 * was after a restart.
 */
import { Stepper } from "@mantine/core";
import { type ReactElement, useState } from "react";
import type { AppView } from "#contract/views.ts";
import { CalmPage } from "#renderer/components/calm-page.tsx";
import { SettingsMenu } from "#renderer/components/settings-menu.tsx";
import { useApp } from "#renderer/context.ts";
import { CheckStep } from "./check-step.tsx";
import { ChooseStep } from "./choose-step.tsx";
import { CreateStep } from "./create-step.tsx";
import { DoneStep } from "./done-step.tsx";
import classes from "./first-run-screen.module.css";
import { RecoveryStep } from "./recovery-step.tsx";

const stepNames = ["Service", "Reader", "Vault", "Recovery words"] as const;

interface Local {
  readonly isChoosingAgain: boolean;
  readonly isChecked: boolean;
}

const stepOf = (app: AppView, local: Local): number => {
  if (app.profile.kind === "unset" || (app.vault === "none" && local.isChoosingAgain)) return 0;
  if (app.vault === "none") return local.isChecked ? 2 : 1;
  return app.vault === "unfinished" ? 3 : 4;
};

/** The screen. */
export const FirstRunScreen = (): ReactElement => {
  const app = useApp();
  const [local, setLocal] = useState<Local>({ isChoosingAgain: false, isChecked: false });
  const step = stepOf(app, local);
  const toCheck = (): void => setLocal({ isChoosingAgain: false, isChecked: false });
  return (
    <CalmPage isTop actions={<SettingsMenu />}>
      <Stepper
        active={step}
        size="sm"
        iconSize={28}
        wrap={false}
        data-no-print
        className={classes["steps"] ?? ""}
        role="group"
        aria-label={`Set-up, step ${Math.min(step + 1, stepNames.length)} of ${stepNames.length}`}
      >
        {stepNames.map((name) => (
          <Stepper.Step key={name} label={name} allowStepSelect={false} />
        ))}
      </Stepper>
      <div className={classes["body"]}>
        {step === 0 && <ChooseStep onChosen={toCheck} />}
        {step === 1 && (
          <CheckStep
            onBack={() => setLocal({ isChoosingAgain: true, isChecked: false })}
            onDone={() => setLocal({ isChoosingAgain: false, isChecked: true })}
          />
        )}
        {step === 2 && <CreateStep onBack={toCheck} />}
        {step === 3 && <RecoveryStep />}
        {step === 4 && <DoneStep />}
      </div>
    </CalmPage>
  );
};
