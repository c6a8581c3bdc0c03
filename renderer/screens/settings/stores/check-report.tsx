/** What a check of the copies at a place found, in plain words, with the repair where one helps. */
import { Alert, Button, Group, List, Text } from "@mantine/core";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactElement } from "react";
import type { StoreCheck } from "#contract/views.ts";
import type { Translate } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";

/** How many copies a repair would write anew. */
export const repairable = ({ missing, different, damaged }: StoreCheck): number =>
  missing + different + damaged;

const findings = ({ missing, different, damaged }: StoreCheck, t: Translate): readonly string[] => [
  ...(missing === 0 ? [] : [t("{{count, number}} copies are missing there.", { count: missing })]),
  ...(different === 0
    ? []
    : [t("{{count, number}} copies are older or newer than here.", { count: different })]),
  ...(damaged === 0
    ? []
    : [t("{{count, number}} copies cannot be read or are not as saved.", { count: damaged })]),
];

const foreignText = (count: number, t: Translate): string =>
  t("{{count, number}} things there are not of this vault; left alone.", { count });

const Well = ({ check }: { readonly check: StoreCheck }): ReactElement => {
  const t = useText();
  return (
    <Alert
      color="teal"
      variant="light"
      role="status"
      icon={<CircleCheck aria-hidden />}
      title={
        check.repaired > 0
          ? t("{{count, number}} copies repaired", { count: check.repaired })
          : t("All copies are well")
      }
    >
      <Text size="sm">
        {check.checked === 0
          ? t("There are no copies there yet.")
          : t("{{count, number}} copies read back; each opens and is the same as on this computer.", {
              count: check.checked,
            })}{" "}
        {check.foreign > 0 && foreignText(check.foreign, t)}
      </Text>
    </Alert>
  );
};

/** The report. `onRepair` writes anew what is missing or damaged. */
export const CheckReport = (props: {
  readonly check: StoreCheck;
  readonly onRepair: () => void;
}): ReactElement => {
  const t = useText();
  const { check, onRepair } = props;
  const left = repairable(check) - check.repaired;
  if (left <= 0) return <Well check={check} />;
  return (
    <Alert
      color="yellow"
      variant="light"
      role="status"
      icon={<TriangleAlert aria-hidden />}
      title={t("{{count, number}} copies need repair", { count: left })}
    >
      <List size="sm" spacing={2}>
        {findings(check, t).map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
        {check.foreign > 0 && <List.Item>{foreignText(check.foreign, t)}</List.Item>}
        {check.repaired > 0 && (
          <List.Item>{t("{{count, number}} copies repaired already.", { count: check.repaired })}</List.Item>
        )}
      </List>
      <Text size="sm" mt="xs">
        {t(
          "{{equal, number}} of {{count, number}} copies are well. Repair writes the others anew from this computer.",
          {
            equal: check.equal,
            count: check.checked,
          },
        )}
      </Text>
      <Group mt="sm">
        <Button size="xs" onClick={onRepair}>
          {t("Repair")}
        </Button>
      </Group>
    </Alert>
  );
};
