/** Sandbox only: lays software chips on the simulated reader. Marked so that nobody takes it for real. */
import { Badge, Button, Group } from "@mantine/core";
import { FlaskConical } from "lucide-react";
import { type ReactElement, type RefObject, useEffect, useRef } from "react";
import type { CommandInput } from "#contract/ipc.ts";
import { useApp, useClient, useSetUi, useUi } from "#renderer/context.ts";
import type { Text } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { tellProblem } from "./notices.tsx";
import classes from "./simulation-bar.module.css";

type Tap = CommandInput<"simulation.tap">;

const taps: readonly { readonly label: Text; readonly tap: Tap }[] = [
  { label: "Tap my Spark 2", tap: { kind: "spark2", whose: "mine", tearAt: null } },
  { label: "Tap my Apex", tap: { kind: "apex", whose: "mine", tearAt: null } },
  { label: "Other chip", tap: { kind: "spark2", whose: "other", tearAt: null } },
  { label: "Torn tap", tap: { kind: "spark2", whose: "mine", tearAt: 6 } },
];

/** Tells dialogs how much room the bar takes at the foot, as it lies above them. */
const useFoot = (bar: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() =>
      style.setProperty("--tapvault-foot", `${bar.current?.offsetHeight ?? 0}px`),
    );
    if (bar.current !== null) observer.observe(bar.current);
    return () => {
      observer.disconnect();
      style.removeProperty("--tapvault-foot");
    };
  }, [bar]);
};

/** The way out of the sandbox; it stays as it is, to come back to. Not while something half typed would be dropped. */
const OwnChip = (): ReactElement | null => {
  const t = useText();
  const { vault } = useApp();
  const isHidden = useUi((ui) => ui.isFirstRun || ui.isSettingUp || ui.pane !== "show");
  const setUi = useSetUi();
  return isHidden || vault === "none" || vault === "unfinished" ? null : (
    <Button size="compact-sm" variant="subtle" onClick={() => setUi({ isSettingUp: true })}>
      {t("Set up a real chip")}
    </Button>
  );
};

const Bar = (): ReactElement => {
  const t = useText();
  const client = useClient();
  const bar = useRef<HTMLElement>(null);
  useFoot(bar);
  const tap = (input: Tap): void => void client.call("simulation.tap", input).then(tellProblem);
  const remove = (): void => void client.call("simulation.remove", {}).then(tellProblem);
  return (
    <aside ref={bar} className={classes["bar"]} aria-label={t("Simulation")} data-no-print>
      <Group gap="xs" justify="center">
        <Badge
          color="orange"
          variant="light"
          tt="none"
          leftSection={<FlaskConical size={12} aria-hidden />}
          className={classes["badge"] ?? ""}
        >
          {t("Simulation")}
        </Badge>
        {taps.map(({ label, tap: input }) => (
          <Button key={label} size="compact-sm" variant="default" onClick={() => tap(input)}>
            {t(label)}
          </Button>
        ))}
        <Button size="compact-sm" variant="default" onClick={remove}>
          {t("Remove chip")}
        </Button>
        <OwnChip />
      </Group>
    </aside>
  );
};

/** The bar; nothing outside the sandbox. */
export const SimulationBar = (): ReactElement | null => {
  const { profile, hasSandbox } = useApp();
  return profile.kind === "sandbox" && hasSandbox ? <Bar /> : null;
};
