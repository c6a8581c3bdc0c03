/** How hard a passphrase is to guess, in a bar and in words, while it is typed. */
import { Progress, Stack, Text } from "@mantine/core";
import { type ReactElement, useEffect, useState } from "react";
import type { CommandOutput } from "#contract/ipc.ts";
import { useClient } from "#renderer/context.ts";

type Strength = CommandOutput<"generator.strength">;

const waitMs = 150;

const scores = [
  { word: "Far too easy to guess", color: "red" },
  { word: "Easy to guess", color: "red" },
  { word: "Could be guessed with effort", color: "yellow" },
  { word: "Hard to guess", color: "teal" },
  { word: "Very hard to guess", color: "teal" },
] as const;

const useStrength = (value: string): Strength | null => {
  const client = useClient();
  const [strength, setStrength] = useState<Strength | null>(null);
  useEffect(() => {
    if (value === "") return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void client.call("generator.strength", { value, hints: [] }).then((reply) => {
        if (isCurrent && reply.ok) setStrength(reply.value);
      });
    }, waitMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, value]);
  return value === "" ? null : strength;
};

/** The meter; its height is kept while nothing is typed, so that nothing jumps. */
export const StrengthMeter = ({ value }: { readonly value: string }): ReactElement => {
  const strength = useStrength(value);
  const score = strength === null ? undefined : scores[strength.score];
  return (
    <Stack gap={4} mih={30} role="status" aria-label="Strength">
      <Progress.Root size="sm">
        <Progress.Section
          value={strength === null ? 0 : (strength.score + 1) * 20}
          color={score?.color ?? "gray"}
          aria-label="Strength"
        />
      </Progress.Root>
      <Text size="xs" c="dimmed">
        {score === undefined
          ? "Several random words are strong and easy to type."
          : `${score.word}. ${strength?.warning ?? ""}`.trim()}
      </Text>
    </Stack>
  );
};
