/** How hard a passphrase is to guess, in a bar and in words, while it is typed. */
import { Progress, Stack, Text } from "@mantine/core";
import { type ReactElement, useEffect, useState } from "react";
import type { CommandOutput } from "#contract/ipc.ts";
import { useClient } from "#renderer/context.ts";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { strengthWarning } from "./strength-words.ts";

type Strength = CommandOutput<"generator.strength">;

const waitMs = 200;
const noHints: readonly string[] = [];

const scores = [
  { word: "Far too easy to guess", color: "red" },
  { word: "Easy to guess", color: "red" },
  { word: "Could be guessed with effort", color: "yellow" },
  { word: "Hard to guess", color: "teal" },
  { word: "Very hard to guess", color: "teal" },
] as const satisfies readonly { readonly word: KnownText; readonly color: string }[];

const useStrength = (value: string, hints: readonly string[]): Strength | null => {
  // As one text, so that the same hints in a new list ask nothing anew.
  const hintText = hints.join("\n");
  const client = useClient();
  const [strength, setStrength] = useState<Strength | null>(null);
  useEffect(() => {
    if (value === "") return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void client
        .call("generator.strength", {
          value: value.slice(0, 10_000),
          hints: hintText === "" ? [] : hintText.split("\n").slice(0, 20),
        })
        .then((reply) => {
          if (isCurrent && reply.ok) setStrength(reply.value);
        });
    }, waitMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, value, hintText]);
  return value === "" ? null : strength;
};

/** The meter; its height is kept while nothing is typed, so that nothing jumps. `hints` are words that somebody would try first. */
export const StrengthMeter = (props: {
  readonly value: string;
  readonly hints?: readonly string[];
}): ReactElement => {
  const t = useText();
  const strength = useStrength(props.value, props.hints ?? noHints);
  const score = strength === null ? undefined : scores[strength.score];
  return (
    <Stack gap={4} mih={30} role="status" aria-label={t("Strength")}>
      <Progress.Root size="sm">
        <Progress.Section
          value={strength === null ? 0 : (strength.score + 1) * 20}
          color={score?.color ?? "gray"}
          aria-label={t("Strength")}
        />
      </Progress.Root>
      <Text size="xs" c="dimmed">
        {score === undefined
          ? t("Several random words are strong and easy to type.")
          : [`${t(score.word)}.`, ...strengthWarning(strength?.warning ?? "").map((text) => t(text))].join(
              " ",
            )}
      </Text>
    </Stack>
  );
};
