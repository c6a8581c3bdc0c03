/** The parts in which two versions differ, each with its two values to choose between. */
import { Radio, Stack, Text } from "@mantine/core";
import { type ReactElement, type ReactNode, useId } from "react";
import type { Comparison } from "#contract/ipc-entry-versions.ts";
import type { EntryDetail, FieldView } from "#contract/views.ts";
import type { Translate } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { HiddenValue } from "./difference-list.tsx";
import { type Differences, differs } from "./differences.ts";
import classes from "./differences.module.css";
import { typeNames } from "./entry-words.tsx";

type Side = "current" | "other";

interface PartProps {
  readonly part: string;
  readonly label: string;
  readonly current: ReactNode;
  readonly other: ReactNode;
}

/** What the parts need. */
export interface ConflictPartsProps {
  readonly comparison: Comparison;
  readonly found: Differences;
  readonly fromOther: ReadonlySet<string>;
  readonly onChoose: (part: string, side: Side) => void;
}

const Part = (props: PartProps & Pick<ConflictPartsProps, "fromOther" | "onChoose">): ReactElement => {
  const { part, label, current, other, fromOther, onChoose } = props;
  const t = useText();
  const name = useId();
  const chosen: Side = fromOther.has(part) ? "other" : "current";
  const sides = [
    { side: "current", content: current, choice: t("{{label}} of version A", { label }) },
    { side: "other", content: other, choice: t("{{label}} of version B", { label }) },
  ] as const;
  return (
    <Stack gap={4} role="radiogroup" aria-label={label}>
      <Text size="xs" c="dimmed" dir="auto" className={classes["value"] ?? ""}>
        {label}
      </Text>
      <div className={classes["versions"]}>
        {sides.map(({ side, content, choice }) => (
          <div key={side} className={classes["choice"]} data-chosen={chosen === side || undefined}>
            <Radio
              name={name}
              value={side}
              aria-label={choice}
              checked={chosen === side}
              onChange={() => onChoose(part, side)}
            />
            <div>{content}</div>
          </div>
        ))}
      </div>
    </Stack>
  );
};

const Plain = ({ text }: { readonly text: string }): ReactElement => (
  <Text size="sm" dir="auto" className={classes["value"] ?? ""}>
    {text}
  </Text>
);

const Value = (props: {
  readonly detail: EntryDetail;
  readonly field: FieldView | null;
  readonly name: string;
}): ReactElement => {
  const { detail, field, name } = props;
  if (field === null) return <Plain text="–" />;
  if (field.value !== null) return <Plain text={field.value} />;
  return <HiddenValue entryId={detail.entryId} revision={detail.revision} field={field} name={name} />;
};

const listText = (names: readonly string[]): string => (names.length === 0 ? "–" : names.join(", "));

/** The parts beside the fields, with a text for each side. */
const plainParts = (
  t: Translate,
  { one, other }: Comparison,
  found: Differences,
): readonly (PartProps & { readonly isShown: boolean })[] => {
  const part = (
    name: string,
    label: string,
    isShown: boolean,
    text: (detail: EntryDetail) => string,
  ): PartProps & { readonly isShown: boolean } => ({
    part: name,
    label,
    isShown,
    current: <Plain text={text(one)} />,
    other: <Plain text={text(other)} />,
  });
  return [
    part("title", t("Title"), found.title, ({ title }) => title),
    part("type", t("Kind"), found.type, ({ type }) => t(typeNames[type].one)),
    part("tags", t("Tags"), differs(found.tags), ({ tags }) => listText(tags)),
    part("favourite", t("Favourite"), found.favourite, ({ isFavourite }) =>
      isFavourite ? t("Yes") : t("No"),
    ),
    part("files", t("Files"), differs(found.files), ({ attachments }) =>
      listText(attachments.map(({ name }) => name)),
    ),
  ];
};

/** The parts. */
export const ConflictParts = (props: ConflictPartsProps): ReactElement => {
  const { comparison, found, fromOther, onChoose } = props;
  const t = useText();
  const { one, other } = comparison;
  const choosing = { fromOther, onChoose };
  return (
    <Stack gap="sm">
      {plainParts(t, comparison, found)
        .filter(({ isShown }) => isShown)
        .map(({ part, label, current, other: theirs }) => (
          <Part key={part} part={part} label={label} current={current} other={theirs} {...choosing} />
        ))}
      {found.fields.map((field) => (
        <Part
          key={field.fieldId}
          part={`field/${field.fieldId}`}
          label={field.label}
          current={
            <Value
              detail={one}
              field={field.one}
              name={t("{{label}} of version A", { label: field.label })}
            />
          }
          other={
            <Value
              detail={other}
              field={field.other}
              name={t("{{label}} of version B", { label: field.label })}
            />
          }
          {...choosing}
        />
      ))}
    </Stack>
  );
};
