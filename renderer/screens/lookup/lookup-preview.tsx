/** What leaves this computer, before it does: the normalised form and its hash. */
import { Code, Group, List, Stack, Text } from "@mantine/core";
import { CircleAlert, ShieldCheck } from "lucide-react";
import type { ReactElement } from "react";
import { CopyText } from "#renderer/components/copy-text.tsx";
import { useErrorText, useSayError } from "#renderer/language/use-error-text.ts";
import { useLanguage, useText } from "#renderer/language/use-text.ts";
import { countryName } from "./countries.ts";
import classes from "./lookup.module.css";
import { shortHash } from "./result-words.ts";
import type { PreviewView, Previewed } from "./use-previews.ts";

const Guessable = (): ReactElement => {
  const t = useText();
  return (
    <Text size="xs" c="dimmed">
      {t(
        "A hash hides a phone number from a casual look only: whoever has it can find the number by trying all of them.",
      )}
    </Text>
  );
};

const One = ({
  preview,
  isPhone,
}: {
  readonly preview: PreviewView;
  readonly isPhone: boolean;
}): ReactElement => {
  const t = useText();
  const language = useLanguage();
  return (
    <div className={classes["preview"]} role="group" aria-label={t("What is sent")}>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        <Text span fw={600} size="sm" dir="ltr">
          {preview.normalised}
        </Text>
        {preview.country !== null && ` · ${countryName(preview.country, language)}`}
      </Text>
      <Group gap="sm">
        <Code title={preview.hash}>{shortHash(preview.hash)}</Code>
        <CopyText text={preview.hash} label={t("Copy the hash")} />
      </Group>
      <Group gap={6} wrap="nowrap" align="flex-start">
        <ShieldCheck size={16} aria-hidden style={{ flex: "none", marginTop: 2 }} />
        <Text size="sm">{t("Only this hash (SHA-512) leaves your computer.")}</Text>
      </Group>
      {isPhone && <Guessable />}
    </div>
  );
};

const textOf = (sayError: ReturnType<typeof useSayError>, { question, reply }: Previewed): string => {
  if (reply === null) return question.text.trim();
  if (reply.ok) return reply.value.normalised;
  return `${question.text.trim()}: ${sayError(reply.error).title}`;
};

const Many = ({ previews }: { readonly previews: readonly Previewed[] }): ReactElement => {
  const t = useText();
  const sayError = useSayError();
  return (
    <div className={classes["preview"]} role="group" aria-label={t("What is sent")}>
      <List
        size="sm"
        type="ordered"
        className={classes["many"] ?? ""}
        tabIndex={0}
        aria-label={t("As they are asked")}
      >
        {previews.map((each, index) => (
          <List.Item
            key={`${index}-${each.question.text}`}
            data-wrong={each.reply?.ok === false || undefined}
          >
            <bdi>{textOf(sayError, each)}</bdi>
          </List.Item>
        ))}
      </List>
      <Group gap={6} wrap="nowrap" align="flex-start">
        <ShieldCheck size={16} aria-hidden style={{ flex: "none", marginTop: 2 }} />
        <Text size="sm">{t("Only their hashes (SHA-512) leave your computer.")}</Text>
      </Group>
      {previews.some(({ question }) => question.type === "phone") && <Guessable />}
    </div>
  );
};

const Wrong = ({ reply }: { readonly reply: Extract<Previewed["reply"], { ok: false }> }): ReactElement => {
  const { title, next } = useErrorText(reply.error);
  return (
    <div className={classes["preview"]} data-error-code={reply.error.code}>
      <Group gap={6} wrap="nowrap" className={classes["wrong"] ?? ""}>
        <CircleAlert size={16} aria-hidden style={{ flex: "none" }} />
        <Text size="sm" fw={600}>
          {title}
        </Text>
      </Group>
      <Text size="sm">{next}</Text>
    </div>
  );
};

/** The preview; changes of it are read out politely. */
export const LookupPreview = (props: {
  readonly previews: readonly Previewed[];
  readonly isSeveral: boolean;
}): ReactElement => {
  const { previews, isSeveral } = props;
  const [first] = previews;
  const reply = first?.reply ?? null;
  if (isSeveral) return <Stack gap={0}>{previews.length > 0 && <Many previews={previews} />}</Stack>;
  return (
    <div aria-live="polite">
      {reply !== null &&
        (reply.ok ? (
          <One preview={reply.value} isPhone={first?.question.type === "phone"} />
        ) : (
          <Wrong reply={reply} />
        ))}
    </div>
  );
};
