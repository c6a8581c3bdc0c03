/** A report for somebody who helps: made, shown, and only then copied or saved. */
import { Button, Checkbox, Group, Stack, Text, Textarea } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { CopyText } from "#renderer/components/copy-text.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useLate } from "#renderer/components/use-late.ts";
import { WorkProgress } from "#renderer/components/work-progress.tsx";
import { useSnapshot } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { SectionPart } from "#renderer/screens/settings/section-part.tsx";

const Shown = ({ text }: { readonly text: string }): ReactElement => {
  const t = useText();
  const save = useCall("diagnostics.saveReport");
  const [isSaved, setIsSaved] = useState(false);
  return (
    <Stack gap="sm">
      <Textarea
        readOnly
        autosize
        minRows={6}
        maxRows={16}
        value={text}
        label={t("The report")}
        description={t("Read it before you pass it on. It is in English, for whoever helps you.")}
        dir="ltr"
        spellCheck={false}
      />
      <Group gap="sm" align="flex-start">
        <CopyText text={text} label={t("Copy the report")} />
        <Button
          size="compact-sm"
          variant="default"
          loading={save.isBusy}
          onClick={() => save.run({}, (saved) => setIsSaved(saved.isSaved))}
        >
          {t("Save the report…")}
        </Button>
        <Text size="sm" role="status">
          {isSaved ? t("Saved.") : ""}
        </Text>
      </Group>
      {save.error !== null && <Problem error={save.error} />}
    </Stack>
  );
};

/** The part. */
export const ReportPart = (): ReactElement => {
  const t = useText();
  const hasTrace = useSnapshot((state) => (state.trace?.total ?? 0) > 0);
  const [withTrace, setWithTrace] = useState(false);
  const [text, setText] = useState<string | null>(null);
  const make = useCall("diagnostics.report");
  const isLate = useLate(make.isBusy);
  const run = (): void => make.run({ withTrace: withTrace && hasTrace }, (made) => setText(made.text));
  return (
    <SectionPart
      title={t("Report")}
      about={t(
        "Versions, checks, readers, settings and the last lines of the log. Secrets, numbers of chips, names and addresses are taken out.",
      )}
      action={
        <Button variant="default" loading={make.isBusy} onClick={run}>
          {text === null ? t("Make a report") : t("Make it anew")}
        </Button>
      }
    >
      {hasTrace && (
        <Checkbox
          label={t("With the outline of the trace, never its bytes")}
          checked={withTrace}
          onChange={(event) => setWithTrace(event.currentTarget.checked)}
        />
      )}
      {isLate && <WorkProgress label={t("Making the report…")} done={0} total={0} />}
      {make.error !== null && <Problem error={make.error} onRetry={run} />}
      {text !== null && <Shown key={text} text={text} />}
    </SectionPart>
  );
};
