/** The text itself, what it is taken for, and the country of a phone number that does not say it. */
import { Group, Input, SegmentedControl, Stack, Switch, TextInput, Textarea } from "@mantine/core";
import { type ReactElement, useId } from "react";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import type { Typed } from "./lookup-types.ts";
import { CountrySelect } from "./country-select.tsx";
import { type QuestionType, hasCountry, maxLength, maxQuestions, typeOf } from "./question-words.ts";

/** Where the keyboard finds the question. */
export const questionElementId = "lookup-question";

interface FieldProps {
  readonly typed: Typed;
  readonly onChange: (typed: Typed) => void;
}

const types = [
  { value: "email", label: "E-mail" },
  { value: "phone", label: "Phone" },
] as const satisfies readonly { readonly value: QuestionType; readonly label: KnownText }[];

const OneText = ({ typed, onChange }: FieldProps): ReactElement => {
  const t = useText();
  return (
    <TextInput
      flex="1 1 260px"
      id={questionElementId}
      label={t("E-mail address or phone number")}
      placeholder={t("{{email}} or {{phone}}", { email: "jo@example.com", phone: "+44 20 7946 0018" })}
      value={typed.text}
      maxLength={maxLength}
      autoComplete="off"
      spellCheck={false}
      dir="ltr"
      onChange={(event) => {
        const text = event.currentTarget.value;
        // A choice is for the text it was made for.
        onChange({ ...typed, text, ...(text.trim() === "" ? { type: null } : {}) });
      }}
    />
  );
};

const ManyTexts = ({ typed, count, onChange }: FieldProps & { readonly count: number }): ReactElement => {
  const t = useText();
  return (
    <Textarea
      id={questionElementId}
      label={t("E-mail addresses and phone numbers, one a line")}
      description={t("{{number}} of at most {{limit}}", { number: count, limit: maxQuestions })}
      value={typed.text}
      autosize
      minRows={4}
      maxRows={10}
      maxLength={maxQuestions * (maxLength + 1)}
      autoComplete="off"
      spellCheck={false}
      dir="ltr"
      onChange={(event) => onChange({ ...typed, text: event.currentTarget.value })}
    />
  );
};

const TypeChoice = ({ typed, onChange }: FieldProps): ReactElement => {
  const t = useText();
  const label = useId();
  return (
    <Input.Wrapper label={t("Taken for")} labelElement="div" labelProps={{ id: label }}>
      <div>
        <SegmentedControl
          aria-labelledby={label}
          data={types.map((type) => ({ value: type.value, label: t(type.label) }))}
          value={typed.type ?? typeOf(typed.text) ?? "email"}
          onChange={(type) => onChange({ ...typed, type })}
        />
      </div>
    </Input.Wrapper>
  );
};

/** The country of numbers that do not begin with one. */
const Country = ({ typed, onChange }: FieldProps): ReactElement => {
  const t = useText();
  return (
    <CountrySelect
      label={t("Country of the number")}
      description={
        typed.isSeveral ? t("For numbers that do not begin with +") : t("It does not begin with +")
      }
      value={typed.country}
      onChange={(country) => onChange({ ...typed, country })}
    />
  );
};

const needsCountry = ({ text, isSeveral, type }: Typed): boolean => {
  const lines = isSeveral ? text.split("\n") : [text];
  return lines.some((line) => (type ?? typeOf(line)) === "phone" && line.trim() !== "" && !hasCountry(line));
};

/** The fields. */
export const QuestionFields = (props: FieldProps & { readonly count: number }): ReactElement => {
  const t = useText();
  const { typed, count, onChange } = props;
  return (
    <Stack gap="md">
      {typed.isSeveral ? (
        <ManyTexts typed={typed} count={count} onChange={onChange} />
      ) : (
        <Group align="flex-end" gap="md">
          <OneText typed={typed} onChange={onChange} />
          <TypeChoice typed={typed} onChange={onChange} />
        </Group>
      )}
      {needsCountry(typed) && <Country typed={typed} onChange={onChange} />}
      <Switch
        label={t("Ask about several at once")}
        checked={typed.isSeveral}
        onChange={(event) => onChange({ ...typed, isSeveral: event.currentTarget.checked, type: null })}
      />
    </Stack>
  );
};
