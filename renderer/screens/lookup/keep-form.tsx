/** Keeps the answers as an entry of the vault, under a title that can be changed; then shows the way to it. */
import { Alert, Button, Group, Text, TextInput } from "@mantine/core";
import { BookmarkPlus, CircleCheck } from "lucide-react";
import { type ReactElement, useRef, useState } from "react";
import { Problem } from "#renderer/components/problem.tsx";
import { shortText } from "#renderer/components/short-text.ts";
import { TextForm } from "#renderer/components/text-form.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useFocusIfLost } from "#renderer/components/use-focus-if-lost.ts";
import { useSetUi } from "#renderer/context.ts";
import type { Translate } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import type { Answer } from "./lookup-types.ts";

const titleOf = (t: Translate, { results }: Answer): string => {
  const asked = [...new Set(results.map((result) => result.asked))];
  const [first] = asked;
  return first === undefined || asked.length > 1
    ? t("Age lookup of {{count}}", { count: asked.length })
    : t("Age lookup: {{asked}}", { asked: shortText(first, 120) });
};

const Kept = ({ entryId }: { readonly entryId: string }): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const box = useRef<HTMLDivElement>(null);
  useFocusIfLost(box);
  return (
    <Alert
      ref={box}
      tabIndex={-1}
      color="teal"
      variant="light"
      role="status"
      icon={<CircleCheck aria-hidden />}
      title={t("Kept as an entry")}
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm">{t("It is encrypted like every other entry.")}</Text>
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            setUi({ page: "entries", place: { kind: "all" }, text: "", selectedId: entryId, pane: "show" })
          }
        >
          {t("Open the entry")}
        </Button>
      </Group>
    </Alert>
  );
};

/** The form; once kept, where it is. */
export const KeepForm = ({ answer }: { readonly answer: Answer }): ReactElement => {
  const t = useText();
  const keep = useCall("lookup.keep");
  const [entryId, setEntryId] = useState<string | null>(null);
  if (entryId !== null) return <Kept entryId={entryId} />;
  return (
    <TextForm
      onSend={(read) =>
        keep.run({ lookupId: answer.lookupId, title: read("title").trim() }, (kept) =>
          setEntryId(kept.entryId),
        )
      }
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          flex="1 1 260px"
          name="title"
          label={t("Title of the entry")}
          defaultValue={titleOf(t, answer)}
          required
          withAsterisk={false}
          pattern=".*\S.*"
          maxLength={200}
          autoComplete="off"
          dir="auto"
        />
        <Button
          type="submit"
          variant="light"
          leftSection={<BookmarkPlus size={16} aria-hidden />}
          loading={keep.isBusy}
        >
          {t("Keep as an entry")}
        </Button>
      </Group>
      {keep.error !== null && <Problem error={keep.error} />}
    </TextForm>
  );
};
