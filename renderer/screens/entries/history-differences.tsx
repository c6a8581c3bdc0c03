/** One revision against another: the current one at first, or any that a person chooses. Read from the older to the newer. */
import { Loader, Select, Stack, Text } from "@mantine/core";
import { type ReactElement, useState } from "react";
import type { RevisionView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { shortText } from "#renderer/components/short-text.ts";
import { useLate } from "#renderer/components/use-late.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { DifferenceList } from "./difference-list.tsx";
import { useComparison } from "./use-comparison.ts";

interface DifferencesProps {
  readonly entryId: string;
  readonly shown: RevisionView;
  readonly revisions: readonly RevisionView[];
}

const Compared = (props: {
  readonly entryId: string;
  readonly from: number;
  readonly to: number;
}): ReactElement | null => {
  const t = useText();
  const { comparison, error } = useComparison(props.entryId, props.from, props.to);
  const isLate = useLate(comparison === null && error === null);
  if (error !== null) return <Problem error={error} />;
  if (comparison === null)
    return isLate ? <Loader size="sm" aria-label={t("Loading the differences")} /> : null;
  return <DifferenceList comparison={comparison} />;
};

/** The differences with the choice of what is compared. */
export const HistoryDifferences = ({ entryId, shown, revisions }: DifferencesProps): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const others = revisions.filter(({ revision, title }) => revision !== shown.revision && title !== null);
  // The current version compares with the one before it, every other with the current one.
  const [chosen, setChosen] = useState(others[0]?.revision ?? null);
  const nameOf = ({ title, modifiedAt, isCurrent }: RevisionView): string => {
    const when = modifiedAt === null ? t("at an unknown time") : formats.dateTime(modifiedAt);
    const name = shortText(title ?? "", 40);
    return isCurrent
      ? t("Now: {{title}}, {{when}}", { title: name, when })
      : t("{{title}}, {{when}}", { title: name, when });
  };
  if (chosen === null)
    return (
      <Text size="sm" c="dimmed">
        {t("There is no other version that can be read.")}
      </Text>
    );
  return (
    <Stack gap="sm">
      <Select
        label={t("Compared with")}
        allowDeselect={false}
        data={others.map((one) => ({ value: String(one.revision), label: nameOf(one) }))}
        value={String(chosen)}
        onChange={(value) => setChosen(value === null ? chosen : Number(value))}
      />
      <Text size="xs" c="dimmed">
        {chosen > shown.revision
          ? t("What changed from this version to the one chosen:")
          : t("What changed from the one chosen to this version:")}
      </Text>
      <Compared
        entryId={entryId}
        from={Math.min(chosen, shown.revision)}
        to={Math.max(chosen, shown.revision)}
      />
    </Stack>
  );
};
