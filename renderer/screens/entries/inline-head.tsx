/** The title and the tags of the entry, each edited where it stands. */
import { Badge, Button, Group, TagsInput, TextInput, Title } from "@mantine/core";
import { Plus } from "lucide-react";
import { type ReactElement, useRef } from "react";
import type { EntryDetail } from "#contract/views.ts";
import { useEntries } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import classes from "./inline.module.css";
import { editOnClick, InlineEditor, InlineGroup, PencilButton } from "./inline-group.tsx";
import { tagsOf, tagsText } from "./inline-save.ts";
import { useInline } from "./use-inline.ts";

/** The entry. */
interface HeadProps {
  readonly detail: EntryDetail;
}

/** The title. */
export const InlineTitle = ({ detail }: HeadProps): ReactElement => {
  const t = useText();
  const group = useRef<HTMLDivElement>(null);
  const inline = useInline(detail.entryId, "title");
  const { edit } = inline;
  const begin = detail.isDeleted ? null : () => inline.begin(detail.title);
  return (
    <InlineGroup label={t("Title")} className={classes["line"] ?? ""} group={group} onEdit={begin}>
      {edit === null ? (
        <>
          <Title
            order={2}
            size="h3"
            lineClamp={3}
            dir="auto"
            title={detail.title.slice(0, 1000)}
            {...editOnClick(begin)}
          >
            {detail.title}
          </Title>
          {begin !== null && <PencilButton label={t("Title")} onEdit={begin} />}
        </>
      ) : (
        <InlineEditor inline={inline} group={group}>
          <TextInput
            label={t("Title")}
            dir="auto"
            maxLength={10_000}
            autoFocus
            value={edit.text}
            onChange={(event) => inline.type(event.currentTarget.value)}
          />
        </InlineEditor>
      )}
    </InlineGroup>
  );
};

const Tags = ({ tags }: { readonly tags: readonly string[] }): ReactElement => (
  <>
    {tags.map((tag) => (
      <Badge key={tag} variant="light" tt="none" maw={180} title={tag}>
        <bdi>{tag}</bdi>
      </Badge>
    ))}
  </>
);

/** The tags. */
export const InlineTags = ({ detail }: HeadProps): ReactElement => {
  const t = useText();
  const known = useEntries()?.tags ?? [];
  const group = useRef<HTMLDivElement>(null);
  const inline = useInline(detail.entryId, "tags");
  const { edit } = inline;
  const begin = detail.isDeleted ? null : () => inline.begin(tagsText(detail.tags));
  return (
    <InlineGroup label={t("Tags")} className={classes["line"] ?? ""} group={group} onEdit={begin}>
      {edit === null ? (
        <>
          <Group gap={6} {...editOnClick(begin)}>
            <Tags tags={detail.tags} />
          </Group>
          {begin !== null && detail.tags.length > 0 && <PencilButton label={t("Tags")} onEdit={begin} />}
          {begin !== null && detail.tags.length === 0 && (
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={<Plus size={14} aria-hidden />}
              onClick={begin}
            >
              {t("Add tags")}
            </Button>
          )}
        </>
      ) : (
        <InlineEditor inline={inline} group={group}>
          <TagsInput
            label={t("Tags")}
            data={known}
            maxTags={100}
            autoFocus
            value={tagsOf(edit.text)}
            onChange={(tags) => inline.type(tagsText(tags.filter((tag) => tag.length <= 200)))}
          />
        </InlineEditor>
      )}
    </InlineGroup>
  );
};
