/** Opens and compares everything that is kept, and says plainly what was found. */
import { Alert, Button, List, Text } from "@mantine/core";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { type ReactElement, useEffect, useRef, useState } from "react";
import type { VerifyReport } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { TaskProgress } from "#renderer/components/work-progress.tsx";
import type { Formats } from "#renderer/language/formats.ts";
import type { Translate } from "#renderer/language/texts.ts";
import { SectionPart } from "./section-part.tsx";
import { useFormats, useText } from "#renderer/language/use-text.ts";

const walked = (report: VerifyReport, t: Translate, formats: Formats): string =>
  formats.list([
    t("{{count, number}} entries", { count: report.entries }),
    t("{{count, number}} revisions", { count: report.revisions }),
    t("{{count, number}} files", { count: report.attachments }),
  ]);

const findings = (report: VerifyReport, t: Translate): readonly string[] => [
  ...(report.isFileIntact ? [] : [t("The vault’s file itself is damaged in places.")]),
  ...(report.damagedEntries.length === 0
    ? []
    : [
        t("{{count, number}} entries cannot be read; marked in the list.", {
          count: report.damagedEntries.length,
        }),
      ]),
  ...(report.damagedRevisions === 0
    ? []
    : [t("{{count, number}} former revisions cannot be read.", { count: report.damagedRevisions })]),
  ...(report.damagedAttachments.length === 0
    ? []
    : [t("{{count, number}} attached files cannot be read.", { count: report.damagedAttachments.length })]),
];

const Report = ({ report }: { readonly report: VerifyReport }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const found = findings(report, t);
  const looked = walked(report, t, formats);
  return found.length === 0 ? (
    <Alert
      color="teal"
      variant="light"
      role="status"
      icon={<CircleCheck aria-hidden />}
      title={t("All is well")}
    >
      <Text size="sm">{t("Everything opened and is as it was saved: {{what}}.", { what: looked })}</Text>
    </Alert>
  ) : (
    <Alert color="red" variant="light" icon={<TriangleAlert aria-hidden />} title={t("Something is damaged")}>
      <List size="sm" spacing={2}>
        {found.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
      <Text size="sm" mt="xs">
        {t(
          "Looked at {{what}}. Nothing was removed: what is left of it is kept. A backup from before may have it whole.",
          { what: looked },
        )}
      </Text>
    </Alert>
  );
};

/** The part. */
export const VerifyPart = (): ReactElement => {
  const t = useText();
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
      title={t("Check everything")}
      about={t("Opens every entry, every former revision and every file, and compares.")}
      action={
        <Button variant="default" loading={verify.isBusy} onClick={run}>
          {t("Check now")}
        </Button>
      }
    >
      {verify.isBusy && <TaskProgress kind="verify" label={t("Checking everything…")} />}
      {verify.error !== null && <Problem error={verify.error} />}
      <div ref={result}>{report !== null && <Report report={report} />}</div>
    </SectionPart>
  );
};
