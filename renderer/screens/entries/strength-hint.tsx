/** A few words under a stored password: whether it is easy to guess, why, and whether it is used elsewhere. Nothing where all is well. */
import { Text } from "@mantine/core";
import { type ReactElement, useEffect, useState } from "react";
import type { KeptStrength } from "#contract/ipc-entry-versions.ts";
import type { EntryDetail, FieldView } from "#contract/views.ts";
import { strengthWarning } from "#renderer/components/strength-words.ts";
import { useClient } from "#renderer/context.ts";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";

/** Looking through a list with the arrow keys must not have each entry estimated. */
const waitMs = 400;

const useKeptStrength = ({ entryId, revision }: EntryDetail, fieldId: string): KeptStrength | null => {
  const client = useClient();
  const [strength, setStrength] = useState<KeptStrength | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      void client.call("entries.strength", { entryId, fieldId }).then((reply) => {
        // A hint that cannot be had is not missed.
        if (isCurrent) setStrength(reply.ok ? reply.value : null);
      });
    }, waitMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, entryId, fieldId, revision]);
  return strength;
};

const grade = ({ score }: KeptStrength): { readonly word: KnownText; readonly color: string } | null => {
  if (score < 2) return { word: "Weak", color: "red" };
  return score === 2 ? { word: "Fair", color: "yellow" } : null;
};

/** The hint. */
export const StrengthHint = (props: {
  readonly detail: EntryDetail;
  readonly field: FieldView;
}): ReactElement | null => {
  const t = useText();
  const strength = useKeptStrength(props.detail, props.field.fieldId);
  if (strength === null || props.field.isEmpty) return null;
  const found = grade(strength);
  const { reusedIn } = strength;
  if (found === null && reusedIn === 0) return null;
  const words = [
    ...(found === null
      ? []
      : [`${t(found.word)}.`, ...strengthWarning(strength.warning).map((text) => t(text))]),
    ...(reusedIn === 0 ? [] : [t("Used in {{count}} other entries.", { count: reusedIn })]),
  ];
  return (
    <Text size="xs" c={found?.color === "red" ? "var(--mantine-color-error)" : "dimmed"} role="note" mt={2}>
      {words.join(" ")}
    </Text>
  );
};
