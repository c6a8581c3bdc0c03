/** What a check of the copies at a place found, in plain words, with the repair where one helps. */
import { Alert, Button, Group, List, Text } from "@mantine/core";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactElement } from "react";
import type { StoreCheck } from "#contract/views.ts";
import { countOf } from "#renderer/components/counts.ts";

const copies = (count: number): string => countOf(count, "copy", "copies");
const is = (count: number): string => (count === 1 ? "is" : "are");

/** How many copies a repair would write anew. */
export const repairable = ({ missing, different, damaged }: StoreCheck): number =>
  missing + different + damaged;

const findings = ({ missing, different, damaged }: StoreCheck): readonly string[] => [
  ...(missing === 0 ? [] : [`${copies(missing)} ${is(missing)} missing there.`]),
  ...(different === 0 ? [] : [`${copies(different)} ${is(different)} older or newer than here.`]),
  ...(damaged === 0 ? [] : [`${copies(damaged)} cannot be read or ${is(damaged)} not as saved.`]),
];

const foreignText = (count: number): string =>
  `${countOf(count, "thing", "things")} there ${is(count)} not of this vault; left alone.`;

const Well = ({ check }: { readonly check: StoreCheck }): ReactElement => (
  <Alert
    color="teal"
    variant="light"
    role="status"
    icon={<CircleCheck aria-hidden />}
    title={check.repaired > 0 ? `${copies(check.repaired)} repaired` : "All copies are well"}
  >
    <Text size="sm">
      {check.checked === 0
        ? "There are no copies there yet."
        : `${copies(check.checked)} read back; each opens and is the same as on this computer.`}{" "}
      {check.foreign > 0 && foreignText(check.foreign)}
    </Text>
  </Alert>
);

/** The report. `onRepair` writes anew what is missing or damaged. */
export const CheckReport = (props: {
  readonly check: StoreCheck;
  readonly onRepair: () => void;
}): ReactElement => {
  const { check, onRepair } = props;
  const left = repairable(check) - check.repaired;
  if (left <= 0) return <Well check={check} />;
  return (
    <Alert
      color="yellow"
      variant="light"
      role="status"
      icon={<TriangleAlert aria-hidden />}
      title={`${copies(left)} ${left === 1 ? "needs" : "need"} repair`}
    >
      <List size="sm" spacing={2}>
        {findings(check).map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
        {check.foreign > 0 && <List.Item>{foreignText(check.foreign)}</List.Item>}
        {check.repaired > 0 && <List.Item>{copies(check.repaired)} repaired already.</List.Item>}
      </List>
      <Text size="sm" mt="xs">
        {copies(check.equal)} of {check.checked.toLocaleString("en")} {is(check.equal)} well. Repair writes
        the others anew from this computer.
      </Text>
      <Group mt="sm">
        <Button size="xs" onClick={onRepair}>
          Repair
        </Button>
      </Group>
    </Alert>
  );
};
