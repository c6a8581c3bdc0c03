/** What happened, in order: taps, unlocks, calls to the stores, exports. Nothing of it names an entry or a person. */
import { Button, Center, Group, Loader, Stack, Text } from "@mantine/core";
import { Download, Trash2 } from "lucide-react";
import { type ReactElement, useCallback, useState } from "react";
import { PageFrame } from "#renderer/components/page-frame.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useEscape } from "#renderer/components/use-escape.ts";
import { useSetUi, useSnapshot } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { ChainNotice } from "./chain-notice.tsx";
import { ChartPart } from "./chart-part.tsx";
import { ClearDialog } from "./clear-dialog.tsx";
import { type Looking, beginningOf } from "./event-groups.ts";
import { Filters, SpanChoice } from "./filters.tsx";
import { Timeline } from "./timeline.tsx";
import { type Activity, useActivity } from "./use-activity.ts";

const Nothing = (props: { readonly isFiltered: boolean; readonly onReset: () => void }): ReactElement => {
  const t = useText();
  return (
    <Stack align="center" gap="xs" py="xl">
      <Text fw={600}>{props.isFiltered ? t("Nothing fits this choice") : t("Nothing happened yet")}</Text>
      <Text c="dimmed" ta="center">
        {props.isFiltered
          ? t("Another span of time, or fewer conditions, may show more.")
          : t("Taps, unlocks and what is sent to the stores will be listed here.")}
      </Text>
      {props.isFiltered && (
        <Button variant="default" onClick={props.onReset}>
          {t("Show the last 12 months")}
        </Button>
      )}
    </Stack>
  );
};

const Lines = (props: {
  readonly activity: Activity;
  readonly isFiltered: boolean;
  readonly onReset: () => void;
}): ReactElement => {
  const t = useText();
  const { found, error, retry, showMore } = props.activity;
  if (error !== null) return <Problem error={error} onRetry={retry} />;
  if (found === null)
    return (
      <Center py="xl" role="status" aria-label={t("Loading")}>
        <Loader />
      </Center>
    );
  if (found.rows.length === 0) return <Nothing isFiltered={props.isFiltered} onReset={props.onReset} />;
  return <Timeline found={found} onMore={showMore} />;
};

/** Saving the log, and emptying it. */
const Actions = ({ count }: { readonly count: number }): ReactElement => {
  const t = useText();
  const save = useCall("activity.export");
  const [savedAs, setSavedAs] = useState<string | null>(null);
  const [isClearing, setIsClearing] = useState(false);
  return (
    <Stack gap="xs">
      <Group>
        <Button
          variant="default"
          leftSection={<Download size={16} aria-hidden />}
          loading={save.isBusy}
          disabled={count === 0}
          onClick={() => save.run({}, ({ fileName }) => setSavedAs(fileName))}
        >
          {t("Export as JSON…")}
        </Button>
        <Button
          variant="default"
          leftSection={<Trash2 size={16} aria-hidden />}
          disabled={count === 0}
          onClick={() => setIsClearing(true)}
        >
          {t("Clear…")}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" role="status" style={{ overflowWrap: "anywhere" }}>
        {savedAs === null ? "" : t("Saved as “{{name}}”.", { name: savedAs })}
      </Text>
      {save.error !== null && <Problem error={save.error} />}
      <ClearDialog count={count} isOpen={isClearing} onClose={() => setIsClearing(false)} />
    </Stack>
  );
};

const start = (): Looking => ({
  groups: [],
  onlyFailed: false,
  span: "week",
  from: beginningOf("week", Date.now()),
});

/** The screen. */
export const ActivityScreen = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const back = useCallback(() => setUi({ page: "entries" }), [setUi]);
  useEscape(back);
  const [looking, setLooking] = useState(start);
  const activity = useActivity(looking);
  const count = useSnapshot((state) => state.activity?.count ?? 0);
  const reset = (): void =>
    setLooking({ groups: [], onlyFailed: false, span: "year", from: beginningOf("year", Date.now()) });
  return (
    <PageFrame title="Activity" backLabel={t("Back to the list")} onBack={back}>
      <Stack gap="lg">
        <Text c="dimmed">
          {t("What Tapvault did on this computer. No titles, values, addresses or people are in it.")}
        </Text>
        {activity.found !== null && count > 0 && <ChainNotice chain={activity.found.chain} />}
        <Actions count={count} />
        {count > 0 && (
          <>
            <SpanChoice looking={looking} onChange={setLooking} />
            <ChartPart looking={looking} />
            <Filters looking={looking} onChange={setLooking} />
          </>
        )}
        <Lines activity={activity} isFiltered={count > 0} onReset={reset} />
      </Stack>
    </PageFrame>
  );
};
