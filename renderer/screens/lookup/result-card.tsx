/** One answer: about what, found or not and what that means, the facts as yes, no or not known. */
import { Badge, Button, Group, Table, Text } from "@mantine/core";
import {
  Check,
  ChevronDown,
  ChevronRight,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  FlaskConical,
  Minus,
  X,
} from "lucide-react";
import { type ReactElement, useState } from "react";
import type { LookupResult } from "#contract/views.ts";
import { useNow } from "#renderer/time.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import classes from "./lookup.module.css";
import {
  answerText,
  factText,
  goodUntilText,
  precisionText,
  shortFacts,
  statusWords,
} from "./result-words.ts";

const icons = {
  found: CircleCheck,
  "not-found": CircleDashed,
  "bad-data": CircleHelp,
  unknown: CircleHelp,
} as const satisfies Record<LookupResult["status"], unknown>;

const StatusBadge = ({ status }: Pick<LookupResult, "status">): ReactElement => {
  const t = useText();
  const { label, color } = statusWords[status];
  const Icon = icons[status];
  return (
    <Badge
      {...(color === null ? { variant: "default" } : { variant: "light", color })}
      tt="none"
      leftSection={<Icon size={13} aria-hidden />}
    >
      {t(label)}
    </Badge>
  );
};

const Answer = ({ value }: { readonly value: boolean | null }): ReactElement => {
  const t = useText();
  const Icon = value === null ? Minus : value ? Check : X;
  return (
    <Group gap={6} wrap="nowrap">
      <Icon size={16} aria-hidden />
      <Text size="sm" span {...(value === null ? { c: "dimmed" } : { fw: 600 })}>
        {t(answerText(value))}
      </Text>
    </Group>
  );
};

const Facts = ({ result }: { readonly result: LookupResult }): ReactElement => {
  const t = useText();
  return (
    <Table
      verticalSpacing={4}
      maw={420}
      fz="sm"
      aria-label={t("Facts about {{asked}}", { asked: result.asked })}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("Fact")}</Table.Th>
          <Table.Th w={130}>{t("Answer")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {result.facts.map(({ fact, value }) => (
          <Table.Tr key={fact}>
            <Table.Td>{factText(t, fact)}</Table.Td>
            <Table.Td>
              <Answer value={value} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
};

const Dates = ({ result }: { readonly result: LookupResult }): ReactElement | null => {
  const t = useText();
  const formats = useFormats();
  const now = useNow(60_000);
  const { birthdate, birthdatePrecision } = result;
  const goodUntil = goodUntilText(t, formats, result, now);
  return (
    <>
      {birthdate !== null && (
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {t("Born {{birthdate}} ({{precision}})", {
            birthdate,
            precision: precisionText(t, birthdatePrecision),
          })}
        </Text>
      )}
      {goodUntil !== null && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {goodUntil}
        </Text>
      )}
    </>
  );
};

const Found = (props: { readonly result: LookupResult; readonly isOpen: boolean }): ReactElement => {
  const t = useText();
  const { result } = props;
  const [isOpen, setIsOpen] = useState(props.isOpen);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  if (result.facts.length === 0)
    return (
      <>
        <Text size="sm">{t("PRIVO gave no facts about age.")}</Text>
        <Dates result={result} />
      </>
    );
  return (
    <>
      {!props.isOpen && (
        <Group gap="sm">
          <Text size="sm">{shortFacts(t, result.facts) || t("No fact is known")}</Text>
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={isOpen}
            aria-label={t("All facts about {{asked}}", { asked: result.asked })}
            leftSection={<Chevron size={16} aria-hidden />}
            onClick={() => setIsOpen(!isOpen)}
          >
            {t("All facts")}
          </Button>
        </Group>
      )}
      {isOpen && <Facts result={result} />}
      <Dates result={result} />
    </>
  );
};

/** The card. */
export const ResultCard = (props: {
  readonly result: LookupResult;
  readonly isTestData: boolean;
  readonly isOpen: boolean;
}): ReactElement => {
  const t = useText();
  const { result, isTestData, isOpen } = props;
  const { meaning } = statusWords[result.status];
  return (
    <li className={classes["result"]}>
      <Group gap={8}>
        <Text fw={600} className={classes["asked"] ?? ""} lineClamp={3} title={result.asked}>
          <bdi>{result.asked}</bdi>
        </Text>
        <StatusBadge status={result.status} />
        {result.variant === "as-typed" && (
          <Badge variant="default" tt="none">
            {t("As typed")}
          </Badge>
        )}
        {isTestData && (
          <Badge
            variant="light"
            color="orange"
            tt="none"
            leftSection={<FlaskConical size={13} aria-hidden />}
          >
            {t("Test data")}
          </Badge>
        )}
      </Group>
      {meaning !== null && <Text size="sm">{t(meaning)}</Text>}
      {result.status === "found" && <Found result={result} isOpen={isOpen} />}
    </li>
  );
};
