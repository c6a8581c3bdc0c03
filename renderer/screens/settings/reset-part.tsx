/** All settings as they were at the start, with a way back. What belongs to the services is not touched. */
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { type Settings, usualSettings } from "#contract/views.ts";
import { showUndo, tellProblem } from "#renderer/components/notices.tsx";
import { useApp, useClient } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { SectionPart } from "./section-part.tsx";

/** Services know the ports, and the tour was seen: neither is a matter of taste. */
const kept: readonly string[] = ["loopbackPorts", "hasSeenTour"] satisfies readonly (keyof Settings)[];
const resettable = (settings: Settings): Partial<Settings> =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !kept.includes(name)));

const undoMs = 15_000;

/** The part. */
export const ResetPart = (): ReactElement => {
  const t = useText();
  const client = useClient();
  const { settings } = useApp();
  const reset = async (): Promise<void> => {
    const before = resettable(settings);
    const reply = await client.call("settings.set", resettable(usualSettings));
    tellProblem(reply);
    if (!reply.ok) return;
    showUndo({
      id: "settings-reset",
      title: t("All settings are as at the start"),
      text: "",
      until: Date.now() + undoMs,
      onUndo: () => void client.call("settings.set", before).then(tellProblem),
    });
  };
  return (
    <SectionPart
      title={t("Start over")}
      about={t("Sets everything in these sections back, except for the stores, the ways in and the ports.")}
      action={
        <Button variant="default" onClick={() => void reset()}>
          {t("Reset all settings")}
        </Button>
      }
    />
  );
};
