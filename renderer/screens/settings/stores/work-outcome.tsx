/** What the last action on a place is doing, what came of it, or why it failed. */
import { Text } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import type { AppError, ErrorCode } from "#contract/errors.ts";
import type { StoreView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useLate } from "#renderer/components/use-late.ts";
import { TaskProgress } from "#renderer/components/work-progress.tsx";
import type { Translate } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { CheckReport } from "./check-report.tsx";
import { ReadBackTable } from "./read-back-table.tsx";
import type { StoreWork } from "./use-store-work.ts";

const tookText = (tookMs: number, t: Translate): string =>
  tookMs < 1_000
    ? t("{{n, number}} ms", { n: Math.round(tookMs) })
    : t("{{n, number}} seconds", { n: Math.round(tookMs / 100) / 10 });

const Line = ({ text }: { readonly text: string }): ReactElement => (
  <Text size="sm" role="status">
    {text}
  </Text>
);

interface OutcomeProps {
  readonly actions: StoreWork;
  readonly view: StoreView;
}

const Under = ({ actions, view }: OutcomeProps): ReactElement | null => {
  const t = useText();
  const isLate = useLate(actions.isBusy);
  const { work } = actions;
  if (work.kind === "check")
    return (
      <TaskProgress
        kind="store-check"
        name={view.store}
        label={work.isRepair ? t("Writing copies anew…") : t("Reading every copy back…")}
      />
    );
  if (work.kind === "read-back") return <TaskProgress kind="read-back" label={t("Asking digi.me…")} />;
  if (!isLate) return null;
  return <Line text={work.kind === "test" ? t("Asking the service…") : t("Working…")} />;
};

/** Main answers once it tried; whether all went shows in the snapshot. */
const Sent = ({ view }: Pick<OutcomeProps, "view">): ReactElement | null => {
  const t = useText();
  if (view.isBusy) return <Line text={t("Sending…")} />;
  return view.copies.waiting + view.copies.failed > 0 ? null : <Line text={t("Everything is sent.")} />;
};

const Done = ({ actions, view }: OutcomeProps): ReactElement | null => {
  const t = useText();
  const { work, check } = actions;
  if (work.kind === "send") return <Sent view={view} />;
  if (work.kind === "test" && work.tookMs !== null)
    return (
      <Line
        text={t("The service answered in {{took}} and lets Tapvault in.", { took: tookText(work.tookMs, t) })}
      />
    );
  if (work.kind === "check" && work.check !== null)
    return <CheckReport check={work.check} onRepair={() => check(true)} />;
  if (work.kind === "read-back" && work.files !== null) return <ReadBackTable files={work.files} />;
  return null;
};

/** Reading back needs a consent of its own, given like the other one. */
const needsConsent: readonly ErrorCode[] = ["store.not-connected", "store.consent-ended"];

const Failed = (props: { readonly actions: StoreWork; readonly error: AppError }): ReactElement => {
  const t = useText();
  const { actions, error } = props;
  return actions.work.kind === "read-back" && needsConsent.includes(error.code) ? (
    <Problem
      error={error}
      onRetry={() => actions.connect("digime", true)}
      retryLabel={t("Allow reading in the browser")}
    />
  ) : (
    <Problem error={error} onRetry={actions.again} />
  );
};

const Content = ({ actions, view }: OutcomeProps): ReactElement | null => {
  if (actions.isBusy) return <Under actions={actions} view={view} />;
  if (actions.error !== null) return <Failed actions={actions} error={actions.error} />;
  return <Done actions={actions} view={view} />;
};

/** The outcome, brought into view; nothing while nothing was asked for. */
export const WorkOutcome = (props: OutcomeProps): ReactElement | null => {
  const { work, isBusy, error } = props.actions;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), [work, isBusy, error]);
  return work.kind === "none" ? null : (
    <div ref={box}>
      <Content {...props} />
    </div>
  );
};
