/**
 * A button that copies a text which is no secret, such as a link. Where the page may not use the
 * clipboard, the text is shown and chosen, so that the person copies it.
 */
import { Button, Stack, TextInput } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import { type ReactElement, useEffect, useRef, useState } from "react";
import { useText } from "#renderer/language/use-text.ts";
import { modKeyName } from "#renderer/platform.ts";

const saidMs = 2_000;

/** What is copied, and what the button says. */
export interface CopyTextProps {
  readonly text: string;
  readonly label: string;
  /** Whether it is what to do next. */
  readonly isMain?: boolean;
}

const Chosen = ({ text, label }: Omit<CopyTextProps, "isMain">): ReactElement => {
  const t = useText();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <TextInput
      ref={field}
      size="xs"
      readOnly
      value={text}
      label={t("{{label}}: press {{key}} C", { label, key: modKeyName() })}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
};

/** The button. */
export const CopyText = ({ text, label, isMain = false }: CopyTextProps): ReactElement => {
  const t = useText();
  const [state, setState] = useState<"idle" | "copied" | "by-hand">("idle");
  useEffect(() => {
    if (state !== "copied") return undefined;
    const timer = setTimeout(() => setState("idle"), saidMs);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = (): void =>
    void navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("by-hand"),
    );
  const Icon = state === "copied" ? Check : Copy;
  return (
    <Stack gap={6} align="flex-start">
      <Button
        size="compact-sm"
        variant={isMain ? "light" : "default"}
        leftSection={<Icon size={14} aria-hidden />}
        onClick={copy}
      >
        <span aria-live="polite">{state === "copied" ? t("Copied") : label}</span>
      </Button>
      {state === "by-hand" && <Chosen text={text} label={label} />}
    </Stack>
  );
};
