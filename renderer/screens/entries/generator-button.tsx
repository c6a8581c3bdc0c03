/** Makes a password or passphrase as the person likes it. What is made is forgotten unless it is taken. */
import { Button, Group, Popover, SegmentedControl, Stack, Text } from "@mantine/core";
import { Dices, RefreshCw } from "lucide-react";
import { type ReactElement, useCallback, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { AppError } from "#contract/errors.ts";
import type { CommandOutput } from "#contract/ipc.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useAppContext } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { recipeOf } from "#renderer/stores/entry-generator.ts";
import classes from "./field-editor.module.css";
import { PassphraseOptions, PasswordOptions } from "./generator-options.tsx";
import { bitsText } from "./generator-words.ts";

interface Made {
  readonly made: CommandOutput<"generator.make"> | null;
  readonly error: AppError | null;
  readonly again: () => void;
}

/** One for the recipe in use, and a new one with each change of it. A late answer to a former recipe is dropped. */
const useMade = (): Made => {
  const { client, generator } = useAppContext();
  const recipe = useStore(generator, recipeOf);
  const [made, setMade] = useState<CommandOutput<"generator.make"> | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const asked = useRef(0);
  const make = useCallback(() => {
    asked.current += 1;
    const mine = asked.current;
    void client.call("generator.make", recipe).then((reply) => {
      if (mine !== asked.current) return;
      setError(reply.ok ? null : reply.error);
      setMade(reply.ok ? reply.value : null);
    });
  }, [client, recipe]);
  useEffect(() => {
    make();
    return () => {
      asked.current += 1;
    };
  }, [make]);
  return { made, error, again: make };
};

const kinds = [
  { value: "password", label: "Characters" },
  { value: "passphrase", label: "Words" },
] as const;

const Maker = ({ onTake }: { readonly onTake: (value: string) => void }): ReactElement => {
  const t = useText();
  const { generator } = useAppContext();
  const kind = useStore(generator, (state) => state.kind);
  const { made, error, again } = useMade();
  return (
    <Stack gap="sm">
      <SegmentedControl
        fullWidth
        aria-label={t("Made of")}
        data={kinds.map((one) => ({ value: one.value, label: t(one.label) }))}
        value={kind}
        onChange={(value) => generator.setState({ kind: value })}
      />
      {error !== null && <Problem error={error} onRetry={again} />}
      <div className={classes["made"]} role="group" aria-label={t("Made")} tabIndex={0}>
        <Text ff="monospace" size="sm" mih="1.5em" dir="ltr">
          {made?.value ?? ""}
        </Text>
      </div>
      <Text size="xs" c="dimmed" role="status" mt={-6}>
        {made === null ? "" : bitsText(t, made.bits)}
      </Text>
      {kind === "password" ? <PasswordOptions /> : <PassphraseOptions />}
      <Group justify="space-between" gap="xs">
        <Button variant="default" leftSection={<RefreshCw size={16} aria-hidden />} onClick={again}>
          {t("Another")}
        </Button>
        <Button disabled={made === null} onClick={() => made !== null && onTake(made.value)}>
          {t("Use it")}
        </Button>
      </Group>
    </Stack>
  );
};

/** The button and its sheet. */
export const GeneratorButton = ({ onTake }: { readonly onTake: (value: string) => void }): ReactElement => {
  const t = useText();
  const [isOpen, setIsOpen] = useState(false);
  const take = (value: string): void => {
    setIsOpen(false);
    onTake(value);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      width="min(340px, 92vw)"
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<Dices size={16} aria-hidden />}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t("Generate")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("Make a password")} style={{ maxHeight: "90vh", overflowY: "auto" }}>
        <Maker onTake={take} />
      </Popover.Dropdown>
    </Popover>
  );
};
