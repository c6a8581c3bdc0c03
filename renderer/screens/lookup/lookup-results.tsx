/** What came back: each answer in plain words, and what to do with all of them: keep, or forget. */
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { Trash2 } from "lucide-react";
import { type ReactElement, useEffect, useRef } from "react";
import { countOf } from "#renderer/components/counts.ts";
import { KeepForm } from "./keep-form.tsx";
import type { Answer } from "./lookup-types.ts";
import classes from "./lookup.module.css";
import { ResultCard } from "./result-card.tsx";

/** So few are shown with all their facts at once. */
const openAtMost = 3;

const foundText = ({ results }: Answer): string => {
  const found = results.filter(({ status }) => status === "found").length;
  return `${countOf(results.length, "answer", "answers")}, ${found.toLocaleString("en")} found`;
};

/** The answers. */
export const LookupResults = (props: {
  readonly answer: Answer;
  readonly isTestData: boolean;
  readonly onForget: () => void;
}): ReactElement => {
  const { answer, isTestData, onForget } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "start" });
  }, []);
  return (
    <Stack component="section" gap="md" aria-label="What PRIVO answered">
      <div>
        <Title ref={heading} order={2} size="h4" tabIndex={-1} data-screen-title>
          What PRIVO answered
        </Title>
        <Text size="sm" c="dimmed" role="status">
          {foundText(answer)}
          {isTestData && ". This is test data: it is about nobody."}
        </Text>
      </div>
      <ul className={classes["results"]} aria-label="Answers">
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
          Forget
        </Button>
        <Text size="sm" c="dimmed">
          Answers that are not kept are forgotten when you leave this page.
        </Text>
      </Group>
    </Stack>
  );
};
