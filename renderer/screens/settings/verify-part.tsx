/** Opens and compares everything that is kept, and says plainly what was found. */
import { Alert, Button, List, Text } from "@mantine/core";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { type ReactElement, useEffect, useRef, useState } from "react";
import type { VerifyReport } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { TaskProgress } from "#renderer/components/work-progress.tsx";
import { countOf } from "#renderer/components/counts.ts";
import { SectionPart } from "./section-part.tsx";

const walked = (report: VerifyReport): string =>
  [
    countOf(report.entries, "entry", "entries"),
    countOf(report.revisions, "revision", "revisions"),
    countOf(report.attachments, "file", "files"),
  ].join(", ");

const findings = (report: VerifyReport): readonly string[] => [
  ...(report.isFileIntact ? [] : ["The vault’s file itself is damaged in places."]),
  ...(report.damagedEntries.length === 0
    ? []
    : [`${countOf(report.damagedEntries.length, "entry", "entries")} cannot be read; marked in the list.`]),
  ...(report.damagedRevisions === 0
    ? []
    : [`${countOf(report.damagedRevisions, "former revision", "former revisions")} cannot be read.`]),
  ...(report.damagedAttachments.length === 0
    ? []
    : [`${countOf(report.damagedAttachments.length, "attached file", "attached files")} cannot be read.`]),
];

const Report = ({ report }: { readonly report: VerifyReport }): ReactElement => {
  const found = findings(report);
  return found.length === 0 ? (
    <Alert color="teal" variant="light" role="status" icon={<CircleCheck aria-hidden />} title="All is well">
      <Text size="sm">Everything opened and is as it was saved: {walked(report)}.</Text>
    </Alert>
  ) : (
    <Alert color="red" variant="light" icon={<TriangleAlert aria-hidden />} title="Something is damaged">
      <List size="sm" spacing={2}>
        {found.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
      <Text size="sm" mt="xs">
        Looked at {walked(report)}. Nothing was removed: what is left of it is kept. A backup from before may
        have it whole.
      </Text>
    </Alert>
  );
};

/** The part. */
export const VerifyPart = (): ReactElement => {
  const verify = useCall("vault.verify");
  const [report, setReport] = useState<VerifyReport | null>(null);
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (report !== null) result.current?.scrollIntoView({ block: "nearest" });
  }, [report]);
  const run = (): void => {
    setReport(null);
    verify.run({}, setReport);
  };
  return (
    <SectionPart
      title="Check everything"
      about="Opens every entry, every former revision and every file, and compares."
      action={
        <Button variant="default" loading={verify.isBusy} onClick={run}>
          Check now
        </Button>
      }
    >
      {verify.isBusy && <TaskProgress kind="verify" label="Checking everything…" />}
      {verify.error !== null && <Problem error={verify.error} />}
      <div ref={result}>{report !== null && <Report report={report} />}</div>
    </SectionPart>
  );
};
