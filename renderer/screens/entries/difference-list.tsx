/** What differs between two revisions, field by field: words marked in visible texts, hidden values only as changed or not until one is revealed. */
import { Badge, Group, Stack, Text } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import type { Comparison } from "#contract/ipc-entry-versions.ts";
import type { FieldView } from "#contract/views.ts";
import { useClient } from "#renderer/context.ts";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import {
  type Difference,
  type Differences,
  type FieldDifference,
  type NameDifference,
  differencesOf,
  differs,
  isNoDifference,
  piecesOf,
} from "./differences.ts";
import classes from "./differences.module.css";
import { typeNames } from "./entry-words.tsx";
import { RevealButton } from "./field-line.tsx";
import { useReveal } from "./use-reveal.ts";

const words: Readonly<
  Record<Exclude<Difference, "same">, { readonly text: KnownText; readonly color: string }>
> = {
  added: { text: "Added", color: "teal" },
  removed: { text: "Removed", color: "red" },
  changed: { text: "Changed", color: "yellow" },
};

const Part = (props: {
  readonly label: string;
  readonly difference: Exclude<Difference, "same">;
  readonly children: ReactNode;
}): ReactElement => {
  const t = useText();
  const { text, color } = words[props.difference];
  return (
    <div className={classes["part"]} role="group" aria-label={props.label}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="xs" c="dimmed" dir="auto" className={classes["value"] ?? ""}>
          {props.label}
        </Text>
        <Badge variant="light" color={color} tt="none" size="sm" flex="none">
          {t(text)}
        </Badge>
      </Group>
      {props.children}
    </div>
  );
};

/** Two texts as one, with what was taken out and what came in. */
export const MarkedChange = ({
  one,
  other,
}: {
  readonly one: string;
  readonly other: string;
}): ReactElement => (
  <Text size="sm" dir="auto" className={classes["value"] ?? ""}>
    {piecesOf(one, other).map(({ text, difference }, at) => {
      if (difference === "same") return <span key={at}>{text}</span>;
      return difference === "added" ? <ins key={at}>{text}</ins> : <del key={at}>{text}</del>;
    })}
  </Text>
);

const Names = ({ removed, added }: NameDifference): ReactElement => (
  <Text size="sm" className={classes["value"] ?? ""}>
    {removed.map((name) => (
      <del key={`-${name}`} className={classes["name"]}>
        <bdi>{name}</bdi>
      </del>
    ))}
    {added.map((name) => (
      <ins key={`+${name}`} className={classes["name"]}>
        <bdi>{name}</bdi>
      </ins>
    ))}
  </Text>
);

interface Side {
  readonly entryId: string;
  readonly revision: number;
  readonly field: FieldView;
}

/** A hidden value of one revision, shown on request. */
export const HiddenValue = ({
  entryId,
  revision,
  field,
  name,
}: Side & { readonly name: string }): ReactElement => {
  const t = useText();
  const client = useClient();
  const reveal = useReveal(
    () => client.call("entries.revealFormer", { entryId, revision, fieldId: field.fieldId }),
    `${entryId}/${revision}`,
  );
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between">
      <Text size="sm" ff="monospace" dir="ltr" className={classes["value"] ?? ""}>
        {reveal.value ?? (
          <span role="img" aria-label={t("hidden")}>
            ••••••••
          </span>
        )}
      </Text>
      <RevealButton label={name} reveal={reveal} />
    </Group>
  );
};

const isHidden = (field: FieldView | null): boolean => field !== null && field.value === null;

const FieldPart = (props: {
  readonly comparison: Comparison;
  readonly found: FieldDifference;
}): ReactElement => {
  const { comparison, found } = props;
  const t = useText();
  const { one, other, difference, label } = found;
  if (difference === "same") return <></>;
  const { entryId } = comparison.one;
  return (
    <Part label={label} difference={difference}>
      {isHidden(one) || isHidden(other) ? (
        <>
          {one !== null && (
            <HiddenValue
              entryId={entryId}
              revision={comparison.one.revision}
              field={one}
              name={t("{{label}} before", { label })}
            />
          )}
          {other !== null && (
            <HiddenValue
              entryId={entryId}
              revision={comparison.other.revision}
              field={other}
              name={t("{{label}} after", { label })}
            />
          )}
        </>
      ) : (
        <MarkedChange one={one?.value ?? ""} other={other?.value ?? ""} />
      )}
    </Part>
  );
};

const changeOf = ({ removed, added }: NameDifference): Exclude<Difference, "same"> => {
  if (removed.length === 0) return "added";
  return added.length === 0 ? "removed" : "changed";
};

/** The parts beside the fields and files. */
const Basics = (props: { readonly comparison: Comparison; readonly found: Differences }): ReactElement => {
  const { comparison, found } = props;
  const t = useText();
  const { one, other } = comparison;
  const yesOrNo = (isYes: boolean): string => (isYes ? t("Yes") : t("No"));
  return (
    <>
      {found.title && (
        <Part label={t("Title")} difference="changed">
          <MarkedChange one={one.title} other={other.title} />
        </Part>
      )}
      {found.type && (
        <Part label={t("Kind")} difference="changed">
          <MarkedChange one={t(typeNames[one.type].one)} other={t(typeNames[other.type].one)} />
        </Part>
      )}
      {differs(found.tags) && (
        <Part label={t("Tags")} difference={changeOf(found.tags)}>
          <Names {...found.tags} />
        </Part>
      )}
      {found.favourite && (
        <Part label={t("Favourite")} difference="changed">
          <MarkedChange one={yesOrNo(one.isFavourite)} other={yesOrNo(other.isFavourite)} />
        </Part>
      )}
    </>
  );
};

/** The list: from the first version to the second. */
export const DifferenceList = ({ comparison }: { readonly comparison: Comparison }): ReactElement => {
  const t = useText();
  const found = differencesOf(comparison);
  if (isNoDifference(found))
    return (
      <Text size="sm" c="dimmed" role="status">
        {t("Both versions say the same.")}
      </Text>
    );
  return (
    <Stack gap="xs">
      <div className={classes["card"]}>
        <Basics comparison={comparison} found={found} />
        {found.fields.map((field) => (
          <FieldPart key={field.fieldId} comparison={comparison} found={field} />
        ))}
        {differs(found.files) && (
          <Part label={t("Files")} difference={changeOf(found.files)}>
            <Names {...found.files} />
          </Part>
        )}
      </div>
      {found.sameFields.length > 0 && (
        <Text size="xs" c="dimmed">
          {t("Unchanged: {{labels}}", { labels: found.sameFields.map(({ label }) => label).join(", ") })}
        </Text>
      )}
    </Stack>
  );
};
