/** Fields that the set-up forms of several stores share. */
import { Anchor, NumberInput, Radio, Stack, Text, TextInput } from "@mantine/core";
import { type ReactElement, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { HyperidSettings } from "#contract/views.ts";
import type { ReadField } from "#renderer/components/text-form.tsx";
import type { Text as TextName } from "#renderer/language/texts.ts";
import { useErrorText } from "#renderer/language/use-error-text.ts";
import { useText } from "#renderer/language/use-text.ts";
import type { TypedProblem } from "./setup-checks.ts";

/** What a form of a store is given. `isFixed`: connected or a stand-in, so what says whose account it is stays. */
export interface StoreFormProps<S> {
  readonly settings: S;
  readonly isFixed: boolean;
  /** The code of the error that the last attempt to save came back with. */
  readonly errorCode: string | null;
}

type Redirect = HyperidSettings["redirect"];

/** Reads a choice; the first one where it is none of them. */
export const readChoice = <const T extends string>(
  read: ReadField,
  name: string,
  choices: readonly [T, ...T[]],
): T => choices.find((choice) => choice === read(name)) ?? choices[0];

/** Reads a whole number; the former one where nothing usable was typed. */
export const readNumber = (read: ReadField, name: string, former: number): number => {
  const value = Number.parseInt(read(name), 10);
  return Number.isNaN(value) ? former : value;
};

/** A way of doing something, with what it means. */
export interface Way {
  readonly value: string;
  readonly label: TextName;
  readonly about: TextName;
}

/** One of a few ways, each with what it means. */
export const Ways = (props: {
  readonly name: string;
  readonly label: TextName;
  readonly value: string;
  readonly ways: readonly Way[];
  readonly onChange?: (value: string) => void;
}): ReactElement => {
  const t = useText();
  return (
    <Radio.Group
      name={props.name}
      label={t(props.label)}
      defaultValue={props.value}
      {...(props.onChange === undefined ? {} : { onChange: props.onChange })}
    >
      <Stack gap="xs" mt={6}>
        {props.ways.map(({ value, label, about }) => (
          <Radio key={value} value={value} label={t(label)} description={t(about)} />
        ))}
      </Stack>
    </Radio.Group>
  );
};

const redirectWays = [
  {
    value: "loopback",
    label: "To a port on this computer",
    about: "Works everywhere. The service’s developer portal must know this way back.",
  },
  {
    value: "scheme",
    label: "To an address of Tapvault’s own",
    about: "Begins with tapvault:// and needs an installed Tapvault. For services that allow no ports.",
  },
] as const;

/** How the browser comes back. */
export const RedirectWay = (props: {
  readonly value: Redirect;
  readonly onChange: (value: Redirect) => void;
}): ReactElement => (
  <Ways
    name="redirect"
    label="How the browser comes back"
    value={props.value}
    ways={redirectWays}
    onChange={(value) => props.onChange(value === "scheme" ? "scheme" : "loopback")}
  />
);

/** Reads it. */
export const readRedirect = (read: ReadField): Redirect =>
  readChoice(read, "redirect", ["loopback", "scheme"]);

/** An address that may stay empty. */
export const AddressField = (props: {
  readonly name: string;
  readonly label: TextName;
  readonly hint: TextName;
  readonly value: string;
  readonly isDisabled?: boolean;
}): ReactElement => {
  const t = useText();
  return (
    <TextInput
      name={props.name}
      label={t(props.label)}
      description={t(props.hint)}
      placeholder="https://"
      defaultValue={props.value}
      disabled={props.isDisabled ?? false}
      maxLength={500}
      autoComplete="off"
      spellCheck={false}
      dir="ltr"
    />
  );
};

/** An id or a name as a service gave it. */
export const NameField = (props: {
  readonly name: string;
  readonly label: TextName;
  readonly hint: TextName;
  readonly value: string;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
}): ReactElement => {
  const t = useText();
  return (
    <TextInput
      name={props.name}
      label={t(props.label)}
      description={t(props.hint)}
      defaultValue={props.value}
      disabled={props.isDisabled ?? false}
      required={props.isRequired ?? false}
      withAsterisk={false}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
    />
  );
};

/** A limit of our own, in whole numbers. */
export const LimitField = (props: {
  readonly name: string;
  readonly label: TextName;
  readonly hint: TextName;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}): ReactElement => {
  const t = useText();
  return (
    <NumberInput
      name={props.name}
      label={t(props.label)}
      description={t(props.hint)}
      defaultValue={props.value}
      min={props.min}
      max={props.max}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="blur"
      maw={280}
    />
  );
};

const ProblemWords = ({ error }: { readonly error: AppError }): string => {
  const { title, next } = useErrorText(error);
  return `${title}. ${next}`;
};

/** A text that is looked at while it is typed: what is wrong with it, and what was probably meant. */
export const CheckedField = (props: {
  readonly name: string;
  readonly label: TextName;
  readonly hint: TextName;
  readonly value: string;
  readonly placeholder?: string;
  readonly maxLength: number;
  readonly isDisabled: boolean;
  readonly isRequired?: boolean;
  readonly problemOf: (typed: string) => TypedProblem | null;
}): ReactElement => {
  const t = useText();
  const [typed, setTyped] = useState(props.value);
  const problem = props.problemOf(typed);
  const suggestion = problem?.suggestion ?? null;
  return (
    <div>
      <TextInput
        name={props.name}
        label={t(props.label)}
        description={t(props.hint)}
        {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={problem === null ? undefined : <ProblemWords error={problem.error} />}
        disabled={props.isDisabled}
        required={props.isRequired ?? false}
        withAsterisk={false}
        maxLength={props.maxLength}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
      />
      {suggestion !== null && (
        <Text size="sm" mt={4}>
          <Anchor component="button" type="button" size="sm" onClick={() => setTyped(suggestion)}>
            {t("Use “{{suggestion}}”", { suggestion })}
          </Anchor>
        </Text>
      )}
    </div>
  );
};
