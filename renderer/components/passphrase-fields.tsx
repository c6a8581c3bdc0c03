/**
 * A new passphrase or export password, typed twice or made by the app, with how strong it is. The
 * text lives in the caller's state, which forgets it when it is sent and when its form goes.
 */
import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { Sparkles } from "lucide-react";
import { type ReactElement, useState } from "react";
import { useText } from "#renderer/language/use-text.ts";
import { Problem } from "./problem.tsx";
import { StrengthMeter } from "./strength-meter.tsx";
import { useCall } from "./use-call.ts";

/** What was typed. */
export interface Typed {
  readonly value: string;
  readonly again: string;
}

/** Nothing typed. */
export const nothingTyped: Typed = { value: "", again: "" };

/** Whether both texts are there and the same. */
export const isTypedTwice = (typed: Typed): boolean => typed.value !== "" && typed.value === typed.again;

/** The fields and what they are called. */
export interface PassphraseFieldsProps {
  readonly label: string;
  readonly typed: Typed;
  readonly onChange: (typed: Typed) => void;
}

const recipe = { kind: "passphrase", words: 6, separator: "-", capitalise: false, number: false } as const;

const common = {
  maxLength: 1000,
  autoComplete: "off",
  spellCheck: false,
  autoCapitalize: "off",
  visibilityToggleFocusable: true,
} as const;

const MakeOne = ({ onMade }: { readonly onMade: (value: string) => void }): ReactElement => {
  const t = useText();
  const make = useCall("generator.make");
  return (
    <>
      <Button
        variant="light"
        size="compact-md"
        leftSection={<Sparkles size={16} aria-hidden />}
        loading={make.isBusy}
        onClick={() => make.run(recipe, ({ value }) => onMade(value))}
      >
        {t("Make one for me")}
      </Button>
      {make.error !== null && <Problem error={make.error} />}
    </>
  );
};

/** The fields. */
export const PassphraseFields = ({ label, typed, onChange }: PassphraseFieldsProps): ReactElement => {
  const t = useText();
  const [isVisible, setIsVisible] = useState(false);
  const fill = (value: string): void => {
    setIsVisible(true);
    onChange({ value, again: value });
  };
  const differs = typed.again !== "" && typed.again !== typed.value;
  const shown = {
    ...common,
    visible: isVisible,
    onVisibilityChange: setIsVisible,
    visibilityToggleButtonProps: {
      "aria-label": isVisible ? t("Hide what is typed") : t("Show what is typed"),
    },
  };
  return (
    <Stack gap="sm">
      <PasswordInput
        {...shown}
        label={label}
        data-autofocus
        value={typed.value}
        onChange={(event) => onChange({ ...typed, value: event.currentTarget.value })}
      />
      <StrengthMeter value={typed.value} />
      <PasswordInput
        {...shown}
        label={t("Once more")}
        value={typed.again}
        error={differs ? t("This is not the same yet") : undefined}
        onChange={(event) => onChange({ ...typed, again: event.currentTarget.value })}
      />
      <Group gap="sm">
        <MakeOne onMade={fill} />
        {isVisible && typed.value !== "" && (
          <Text size="sm" c="dimmed">
            {t("Write it down before you go on.")}
          </Text>
        )}
      </Group>
    </Stack>
  );
};
