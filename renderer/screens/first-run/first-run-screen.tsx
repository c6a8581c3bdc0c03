/**
 * The first run, step by step. Which step it is follows from main's snapshot, so it goes on where it
 * was after a restart. The first step comes back when somebody wants another chip or leaves the sandbox.
 */
import { Stepper } from "@mantine/core";
import { type ReactElement, useState } from "react";
import type { AppView } from "#contract/views.ts";
import { CalmPage } from "#renderer/components/calm-page.tsx";
import { SettingsMenu } from "#renderer/components/settings-menu.tsx";
import { useApp, useSetUi, useUi } from "#renderer/context.ts";
import type { Text } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { isSandboxAbsent } from "#renderer/stores/sandbox-absent.ts";
import { CheckStep } from "./check-step.tsx";
import { ChooseStep } from "./choose-step.tsx";
import { CreateStep } from "./create-step.tsx";
import { DoneStep } from "./done-step.tsx";
import classes from "./first-run-screen.module.css";
import { RecoveryStep } from "./recovery-step.tsx";

const stepNames: readonly Text[] = ["Service", "Reader", "Vault", "Recovery words"];

/** What only the window knows. Nothing is lost when it starts at the beginning again. */
interface Local {
  readonly isChoosing: boolean;
  readonly isChecked: boolean;
  /** The vault whose words were never written down is to be made anew. */
  readonly isStartingOver: boolean;
}

/** Which step it is. */
const stepOf = (app: AppView, local: Local): number => {
  if (app.profile.kind === "unset" || local.isChoosing || isSandboxAbsent(app)) return 0;
  if (app.vault === "none") return local.isChecked ? 2 : 1;
  if (app.vault === "unlocked") return 4;
  return app.vault === "locked" && local.isStartingOver ? 2 : 3;
};

const Steps = ({ step }: { readonly step: number }): ReactElement => {
  const t = useText();
  return (
    <Stepper
      active={step}
      size="sm"
      iconSize={28}
      wrap={false}
      data-no-print
      className={classes["steps"] ?? ""}
      role="group"
      aria-label={t("Set-up, step {{step}} of {{steps}}", {
        step: Math.min(step + 1, stepNames.length),
        steps: stepNames.length,
      })}
    >
      {stepNames.map((name) => (
        <Stepper.Step key={name} label={t(name)} allowStepSelect={false} />
      ))}
    </Stepper>
  );
};

/** The screen. */
export const FirstRunScreen = (): ReactElement => {
  const app = useApp();
  const isChoosing = useUi((ui) => ui.isSettingUp);
  const setUi = useSetUi();
  const [isChecked, setIsChecked] = useState(false);
  const [isStartingOver, setIsStartingOver] = useState(false);
  const step = stepOf(app, { isChoosing, isChecked, isStartingOver });
  const chosen = (): void => {
    setIsChecked(false);
    setUi({ isSettingUp: false });
  };
  const back = (): void => {
    setIsChecked(false);
    setIsStartingOver(false);
  };
  return (
    <CalmPage isTop actions={<SettingsMenu />}>
      <Steps step={step} />
      <div className={classes["body"]}>
        {step === 0 && <ChooseStep onChosen={chosen} />}
        {step === 1 && (
          <CheckStep
            key={app.profile.kind}
            onBack={() => setUi({ isSettingUp: true })}
            onDone={() => setIsChecked(true)}
          />
        )}
        {step === 2 && <CreateStep onBack={back} />}
        {step === 3 && <RecoveryStep onStartOver={() => setIsStartingOver(true)} />}
        {step === 4 && <DoneStep />}
      </div>
    </CalmPage>
  );
};
