/** Taps, or what was sent to the stores, over the chosen span of time. */
import { SegmentedControl, Stack } from "@mantine/core";
import { type ReactElement, useEffect, useState } from "react";
import type { ActivityBar, RemoteStore } from "#contract/views.ts";
import { LazyBars } from "#renderer/charts/lazy-bars.tsx";
import { useClient, useSnapshot } from "#renderer/context.ts";
import type { Formats } from "#renderer/language/formats.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { storeNames } from "#renderer/screens/entries/entry-words.tsx";
import { type Looking, spans } from "./event-groups.ts";

type Shown = "taps" | "sent";

const storeColors = {
  kvs: "petrol.6",
  hyperid: "grape.6",
  dataswyft: "orange.6",
  digime: "indigo.5",
} as const satisfies Record<RemoteStore, string>;

const useBars = ({ span, from }: Looking): readonly ActivityBar[] => {
  const client = useClient();
  const written = useSnapshot(({ activity }) => activity?.seq);
  const [bars, setBars] = useState<readonly ActivityBar[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const asked = { from, to: Date.now() + 1, bucket: spans[span].bucket };
    void client.call("activity.chart", asked).then((reply) => {
      if (isCurrent && reply.ok) setBars(reply.value.bars);
    });
    return () => {
      isCurrent = false;
    };
  }, [client, span, from, written]);
  return bars;
};

const labelOf = (at: number, { span }: Looking, formats: Formats): string =>
  span === "day" ? formats.time(at) : formats.date(at);

const isUsed = (bars: readonly ActivityBar[], store: RemoteStore): boolean =>
  bars.some(({ synced }) => synced[store] > 0);

/** The chart; nothing while there is nothing to draw. */
export const ChartPart = ({ looking }: { readonly looking: Looking }): ReactElement | null => {
  const t = useText();
  const formats = useFormats();
  const bars = useBars(looking);
  const [shown, setShown] = useState<Shown>("taps");
  if (bars.length === 0) return null;
  const labels = bars.map(({ at }) => labelOf(at, looking, formats));
  const stores = (Object.keys(storeColors) as RemoteStore[]).filter((store) => isUsed(bars, store));
  const drawn =
    shown === "taps"
      ? {
          title: t("Taps over time"),
          rows: bars.map(({ tapsOk, tapsFailed }) => ({ tapsOk, tapsFailed })),
          series: [
            { name: "tapsOk", label: t("Worked"), color: "petrol.6" },
            { name: "tapsFailed", label: t("Failed"), color: "red.6" },
          ],
        }
      : {
          title: t("Entries sent over time"),
          rows: bars.map(({ synced }) => synced),
          series: (stores.length === 0 ? (["kvs"] as const) : stores).map((store) => ({
            name: store,
            label: t(storeNames[store]),
            color: storeColors[store],
          })),
        };
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t("What the bars show")}
        data={[
          { value: "taps", label: t("Taps") },
          { value: "sent", label: t("Sent entries") },
        ]}
        value={shown}
        onChange={(value) => setShown(value === "sent" ? "sent" : "taps")}
      />
      <LazyBars {...drawn} rowTitle={t("Beginning at")} labels={labels} />
    </Stack>
  );
};
