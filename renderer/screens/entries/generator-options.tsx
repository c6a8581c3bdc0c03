/** The recipe of passwords and of passphrases: lengths by slider or number, kinds of characters, words. */
import { Checkbox, Group, Input, NumberInput, SimpleGrid, Slider, Stack, TextInput } from "@mantine/core";
import { type ReactElement, useId } from "react";
import { useStore } from "zustand";
import { useAppContext } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import {
  type PassphraseRecipe,
  type PasswordRecipe,
  canSwitchOff,
  characterKinds,
} from "#renderer/stores/entry-generator.ts";

interface AmountProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  /** The slider ends here; the number may go on to `max`. */
  readonly usualMax: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

const Amount = ({ label, value, min, usualMax, max, onChange }: AmountProps): ReactElement => {
  const id = useId();
  return (
    <Input.Wrapper label={label} labelElement="label" labelProps={{ htmlFor: id }}>
      <Group gap="md" wrap="nowrap">
        <Slider
          flex={1}
          label={null}
          thumbLabel={label}
          min={min}
          max={usualMax}
          value={Math.min(value, usualMax)}
          onChange={onChange}
        />
        <NumberInput
          id={id}
          w={76}
          size="xs"
          min={min}
          max={max}
          allowDecimal={false}
          allowNegative={false}
          value={value}
          // A number still being typed, such as the 1 of 16, is not a length yet.
          onChange={(next) => typeof next === "number" && next >= min && next <= max && onChange(next)}
        />
      </Group>
    </Input.Wrapper>
  );
};

/** The same in every language. */
const characterWords = {
  lower: "a–z",
  upper: "A–Z",
  digits: "0–9",
} as const;

/** The recipe of a password. */
export const PasswordOptions = (): ReactElement => {
  const t = useText();
  const { generator } = useAppContext();
  const recipe = useStore(generator, (state) => state.password);
  const change = (part: Partial<PasswordRecipe>): void =>
    generator.setState({ password: { ...recipe, ...part } });
  return (
    <Stack gap="sm">
      <Amount
        label={t("Length")}
        min={4}
        usualMax={64}
        max={256}
        value={recipe.length}
        onChange={(length) => change({ length })}
      />
      <SimpleGrid cols={2} spacing="xs" verticalSpacing={8} role="group" aria-label={t("Characters")}>
        {characterKinds.map((kind) => (
          <Checkbox
            key={kind}
            size="xs"
            label={kind === "symbols" ? t("!?# and such") : characterWords[kind]}
            checked={recipe[kind]}
            disabled={recipe[kind] && !canSwitchOff(recipe, kind)}
            onChange={(event) => change({ [kind]: event.currentTarget.checked })}
          />
        ))}
      </SimpleGrid>
      <Checkbox
        size="xs"
        label={t("Without characters that look alike, such as 0 and O")}
        checked={recipe.isUnambiguous}
        onChange={(event) => change({ isUnambiguous: event.currentTarget.checked })}
      />
    </Stack>
  );
};

/** The recipe of a passphrase. */
export const PassphraseOptions = (): ReactElement => {
  const t = useText();
  const { generator } = useAppContext();
  const recipe = useStore(generator, (state) => state.passphrase);
  const change = (part: Partial<PassphraseRecipe>): void =>
    generator.setState({ passphrase: { ...recipe, ...part } });
  return (
    <Stack gap="sm">
      <Amount
        label={t("Words")}
        min={3}
        usualMax={12}
        max={24}
        value={recipe.words}
        onChange={(words) => change({ words })}
      />
      <TextInput
        size="xs"
        label={t("Between the words")}
        maxLength={8}
        spellCheck={false}
        autoComplete="off"
        value={recipe.separator}
        onChange={(event) => change({ separator: event.currentTarget.value })}
      />
      <Checkbox
        size="xs"
        label={t("Words begin with a capital letter")}
        checked={recipe.capitalise}
        onChange={(event) => change({ capitalise: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label={t("With a number")}
        checked={recipe.number}
        onChange={(event) => change({ number: event.currentTarget.checked })}
      />
    </Stack>
  );
};
