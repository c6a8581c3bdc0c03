/** The question: a text, what it is, how it will be asked, and the one button. Plain text is sent only after a question that names who sees it. */
import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { Send } from "lucide-react";
import { type ReactElement, type SubmitEvent, useState } from "react";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useLate } from "#renderer/components/use-late.ts";
import { useText } from "#renderer/language/use-text.ts";
import type { Answer, Typed } from "./lookup-types.ts";
import { LookupPreview } from "./lookup-preview.tsx";
import { PlainDialog } from "./plain-dialog.tsx";
import { QuestionFields } from "./question-fields.tsx";
import { type Question, problemOf, questionsOf } from "./question-words.ts";
import type { LookupSetup } from "./use-lookup-settings.ts";
import { usePreviews } from "./use-previews.ts";

interface Asking {
  readonly isBusy: boolean;
  readonly error: ReturnType<typeof useCall<"lookup.ask">>["error"];
  readonly ask: (confirmedHost: string | null) => void;
}

const useAsk = (
  questions: readonly Question[],
  alsoAsTyped: boolean,
  props: { readonly onAsk: () => void; readonly onAnswer: (answer: Answer) => void },
): Asking => {
  const call = useCall("lookup.ask");
  const ask = (confirmedHost: string | null): void => {
    props.onAsk();
    const mode =
      confirmedHost === null ? ({ mode: "hash" } as const) : ({ mode: "plain", confirmedHost } as const);
    call.run({ questions: [...questions], alsoAsTyped, ...mode }, props.onAnswer);
  };
  return { isBusy: call.isBusy, error: call.error, ask };
};

const Buttons = (props: {
  readonly isBusy: boolean;
  readonly isReady: boolean;
  readonly onPlain: () => void;
}): ReactElement => {
  const t = useText();
  const isLate = useLate(props.isBusy);
  return (
    <Group gap="sm">
      <Button
        type="submit"
        leftSection={<Send size={16} aria-hidden />}
        loading={props.isBusy}
        disabled={!props.isReady}
      >
        {t("Ask PRIVO")}
      </Button>
      <Button variant="subtle" disabled={!props.isReady || props.isBusy} onClick={props.onPlain}>
        {t("Send as plain text instead…")}
      </Button>
      <Text size="sm" c="dimmed" role="status">
        {isLate ? t("Asking PRIVO…") : ""}
      </Text>
    </Group>
  );
};

const AlsoAsTyped = (props: {
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
}): ReactElement => {
  const t = useText();
  return (
    <Checkbox
      label={t("Also ask with the text exactly as typed")}
      description={t(
        "For people who were registered with another spelling. PRIVO then gets two hashes for each.",
      )}
      checked={props.isChosen}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
};

/** The form. `onAsk` when a question goes out, `onAnswer` when its answer is here. */
export const LookupForm = (props: {
  readonly setup: LookupSetup;
  readonly onAsk: () => void;
  readonly onAnswer: (answer: Answer) => void;
}): ReactElement => {
  const { setup } = props;
  const [typed, setTyped] = useState<Typed>({
    text: "",
    isSeveral: false,
    type: null,
    country: setup.settings.defaultCountry,
  });
  const [alsoAsTyped, setAlsoAsTyped] = useState(false);
  const [isPlain, setIsPlain] = useState(false);
  const questions = questionsOf(typed.text, typed);
  const problem = problemOf(questions);
  const previews = usePreviews(problem === null ? questions : []);
  const asking = useAsk(questions, alsoAsTyped, props);
  const isReady =
    questions.length > 0 && problem === null && previews.every(({ reply }) => reply === null || reply.ok);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isReady && !asking.isBusy) asking.ask(null);
  };
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack gap="md">
        <QuestionFields typed={typed} count={questions.length} onChange={setTyped} />
        {problem !== null && <Problem error={problem} />}
        <LookupPreview previews={previews} isSeveral={typed.isSeveral} />
        <AlsoAsTyped isChosen={alsoAsTyped} onChange={setAlsoAsTyped} />
        {asking.error !== null && <Problem error={asking.error} onRetry={() => asking.ask(null)} />}
        <Buttons isBusy={asking.isBusy} isReady={isReady} onPlain={() => setIsPlain(true)} />
      </Stack>
      <PlainDialog
        isOpen={isPlain}
        host={setup.host}
        previews={previews}
        onClose={() => setIsPlain(false)}
        onAgree={() => asking.ask(setup.host)}
      />
    </form>
  );
};
