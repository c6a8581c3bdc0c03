/** All revisions of the chosen entry, the current one first: look at one, make it the current one again. */
import { Alert, Badge, Drawer, Loader, Stack, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { ChevronRight, TriangleAlert } from "lucide-react";
import { type ReactElement, useEffect, useState } from "react";
import { useStore } from "zustand";
import type { AppError } from "#contract/errors.ts";
import type { RevisionView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useLate } from "#renderer/components/use-late.ts";
import { useAppContext, useClient, useSetUi, useUi } from "#renderer/context.ts";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { useNow } from "#renderer/time.ts";
import classes from "./history.module.css";
import { HistoryRevision } from "./history-revision.tsx";

interface History {
  readonly revisions: readonly RevisionView[] | null;
  readonly error: AppError | null;
}

/** Asked again whenever the entry shown has another revision. */
const useHistory = (entryId: string): History => {
  const client = useClient();
  const revision = useStore(useAppContext().detail.store, (state) => state.detail?.revision);
  const [history, setHistory] = useState<History>({ revisions: null, error: null });
  useEffect(() => {
    let isCurrent = true;
    void client.call("entries.history", { entryId }).then((reply) => {
      if (!isCurrent) return;
      setHistory(
        reply.ok
          ? { revisions: reply.value.revisions, error: null }
          : { revisions: null, error: reply.error },
      );
    });
    return () => {
      isCurrent = false;
    };
  }, [client, entryId, revision]);
  return history;
};

const stateOf = ({
  title,
  isCurrent,
  isDeleted,
  isOther,
}: RevisionView): { text: KnownText; color: string } | null => {
  if (title === null) return { text: "Damaged", color: "red" };
  if (isDeleted) return { text: "In the trash", color: "yellow" };
  if (isOther) return { text: "Version B", color: "yellow" };
  return isCurrent ? { text: "Current", color: "teal" } : null;
};

const Content = ({
  revision,
  now,
}: {
  readonly revision: RevisionView;
  readonly now: number;
}): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const state = stateOf(revision);
  const { modifiedAt } = revision;
  const when = modifiedAt === null ? t("at an unknown time") : formats.ago(modifiedAt, now);
  return (
    <>
      <span className={classes["text"]}>
        <Text component="span" display="block" size="sm" fw={550} truncate dir="auto">
          {revision.title ?? t("This version cannot be read")}
        </Text>
        <Text component="span" display="block" size="xs" c="dimmed">
          {revision.title === null ? t("It is kept as it is") : when}
        </Text>
      </span>
      {state !== null && (
        <Badge variant="light" color={state.color} tt="none" flex="none">
          {t(state.text)}
        </Badge>
      )}
    </>
  );
};

const Line = (props: {
  readonly revision: RevisionView;
  readonly now: number;
  readonly onLook: () => void;
}): ReactElement => {
  const { revision, now, onLook } = props;
  const { modifiedAt, title } = revision;
  const t = useText();
  const formats = useFormats();
  const exact = modifiedAt === null ? t("The time is not known") : formats.dateTime(modifiedAt);
  if (title === null)
    return (
      <li className={classes["line"]}>
        <span className={classes["look"]}>
          <TriangleAlert size={18} aria-hidden className={classes["damaged"]} />
          <Content revision={revision} now={now} />
        </span>
      </li>
    );
  return (
    <li className={classes["line"]}>
      <Tooltip label={exact} position="bottom-start" events={{ hover: true, focus: true, touch: false }}>
        <UnstyledButton className={classes["look"] ?? ""} onClick={onLook}>
          <Content revision={revision} now={now} />
          <ChevronRight size={16} aria-hidden className={classes["arrow"]} />
        </UnstyledButton>
      </Tooltip>
    </li>
  );
};

const Revisions = (props: {
  readonly revisions: readonly RevisionView[];
  readonly onLook: (revision: RevisionView) => void;
}): ReactElement => {
  const t = useText();
  const now = useNow(60_000);
  return (
    <Stack gap="sm">
      {props.revisions.length === 1 && (
        <Text size="sm" c="dimmed">
          {t("This is the only version so far. Each save adds one; nothing is overwritten.")}
        </Text>
      )}
      <ol className={classes["list"]} aria-label={t("Versions")}>
        {props.revisions.map((revision) => (
          <Line key={revision.revision} revision={revision} now={now} onLook={() => props.onLook(revision)} />
        ))}
      </ol>
    </Stack>
  );
};

const Body = ({ entryId }: { readonly entryId: string }): ReactElement | null => {
  const t = useText();
  const { revisions, error } = useHistory(entryId);
  const [looked, setLooked] = useState<number | null>(null);
  const isLate = useLate(revisions === null && error === null);
  if (error !== null) return <Problem error={error} />;
  if (revisions === null) return isLate ? <Loader size="sm" aria-label={t("Loading the history")} /> : null;
  const current = revisions.find(({ isCurrent }) => isCurrent) ?? null;
  const shown = revisions.find(({ revision }) => revision === looked);
  if (shown !== undefined)
    return (
      <HistoryRevision
        entryId={entryId}
        shown={shown}
        current={current}
        revisions={revisions}
        onBack={() => setLooked(null)}
      />
    );
  const damaged = revisions.filter(({ title }) => title === null).length;
  return (
    <Stack gap="md">
      {damaged > 0 && (
        <Alert color="yellow" variant="light" role="note" icon={<TriangleAlert aria-hidden />}>
          {t("{{count}} versions are damaged. The others can be restored.", { count: damaged })}
        </Alert>
      )}
      <Revisions revisions={revisions} onLook={({ revision }) => setLooked(revision)} />
    </Stack>
  );
};

/** The drawer. */
export const HistoryDrawer = (): ReactElement => {
  const t = useText();
  const isOpen = useUi((ui) => ui.entryDialog === "history" && ui.selectedId !== null);
  const entryId = useUi((ui) => ui.selectedId);
  const setUi = useSetUi();
  return (
    <Drawer
      opened={isOpen}
      onClose={() => setUi({ entryDialog: "none" })}
      position="right"
      size={460}
      title={t("History")}
      closeButtonProps={{ "aria-label": t("Close") }}
    >
      {entryId !== null && <Body key={entryId} entryId={entryId} />}
    </Drawer>
  );
};
