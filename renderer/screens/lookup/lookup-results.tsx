/** What came back: each answer in plain words, and what to do with all of them: keep, or forget. */
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { Trash2 } from "lucide-react";
import { type ReactElement, useEffect, useRef } from "react";
import type { Formats } from "#renderer/language/formats.ts";
import type { Translate } from "#renderer/language/texts.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { KeepForm } from "./keep-form.tsx";
import type { Answer } from "./lookup-types.ts";
import classes from "./lookup.module.css";
import { ResultCard } from "./result-card.tsx";

/** So few are shown with all their facts at once. */
const openAtMost = 3;

const foundText = (t: Translate, formats: Formats, { results }: Answer): string => {
  const found = formats.number(results.filter(({ status }) => status === "found").length);
  return t("{{count, number}} answers, {{found}} found", { count: results.length, found });
};

/** The answers. */
export const LookupResults = (props: {
  readonly answer: Answer;
  readonly isTestData: boolean;
  readonly onForget: () => void;
}): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const { answer, isTestData, onForget } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "start" });
  }, []);
  return (
    <Stack component="section" gap="md" aria-label={t("What PRIVO answered")}>
      <div>
        <Title ref={heading} order={2} size="h4" tabIndex={-1} data-screen-title>
          {t("What PRIVO answered")}
        </Title>
        <Text size="sm" c="dimmed" role="status">
          {isTestData
            ? t("{{found}}. This is test data: it is about nobody.", { found: foundText(t, formats, answer) })
            : foundText(t, formats, answer)}
        </Text>
      </div>
      <ul className={classes["results"]} aria-label={t("Answers")}>
        {answer.results.map((result, index) => (
          <ResultCard
            key={`${index}-${result.variant}`}
            result={result}
            isTestData={isTestData}
            isOpen={answer.results.length <= openAtMost}
          />
        ))}
      </ul>
      <KeepForm answer={answer} />
      <Group>
        <Button variant="default" leftSection={<Trash2 size={16} aria-hidden />} onClick={onForget}>
          {t("Forget")}
        </Button>
        <Text size="sm" c="dimmed">
          {t("Answers that are not kept are forgotten when you leave this page.")}
        </Text>
      </Group>
    </Stack>
  );
};
