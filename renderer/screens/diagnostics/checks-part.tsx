/** All checks with a button that looks again. */
import { Button, Loader, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { Problem } from "#renderer/components/problem.tsx";
import { useLate } from "#renderer/components/use-late.ts";
import { WorkProgress } from "#renderer/components/work-progress.tsx";
import { useText } from "#renderer/language/use-text.ts";
import { SectionPart } from "#renderer/screens/settings/section-part.tsx";
import { CheckList } from "./check-list.tsx";
import type { Checks } from "./use-checks.ts";

const useOutcome = ({ checks, isBusy }: Checks): string => {
  const t = useText();
  if (isBusy || checks === null) return "";
  const failed = checks.filter(({ state }) => state === "failed").length;
  return failed === 0
    ? t("Nothing stands in the way of a tap.")
    : t("{{count}} things need attention.", { count: failed });
};

/** The part. */
export const ChecksPart = ({ found }: { readonly found: Checks }): ReactElement => {
  const t = useText();
  const isLate = useLate(found.isBusy);
  return (
    <SectionPart
      title={t("Checks")}
      about={t("Everything between your chip and your entries. Looking changes nothing.")}
      action={
        <Button variant="default" loading={found.isBusy} onClick={found.run}>
          {t("Check again")}
        </Button>
      }
    >
      {isLate && <WorkProgress label={t("Looking at everything…")} done={0} total={0} />}
      {found.checks === null && !isLate && <Loader size="sm" aria-hidden />}
      <Text size="sm" role="status" data-outcome>
        {useOutcome(found)}
      </Text>
      {found.error !== null && <Problem error={found.error} onRetry={found.run} />}
      {found.checks !== null && <CheckList checks={found.checks} />}
    </SectionPart>
  );
};
