/** The hosts that this app talks to and what for, and whether each is reached. */
import { Badge, Button, Group, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { useState } from "react";
import type { NetworkView, Reach } from "#contract/views-network.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { SectionPart } from "./section-part.tsx";
import classes from "./settings.module.css";

const purposes: Readonly<Record<NetworkView["hosts"][number]["purpose"], KnownText>> = {
  scan: "Proof of the chip, and copies in VivoKey KVS",
  verify: "Proof of the chip (Verify API)",
  hyperid: "Copies in HyperID",
  dataswyft: "Copies in a Dataswyft personal data account",
  digime: "Copies in digi.me",
  privo: "Age questions to PRIVO Protect",
  updates: "Newer versions of Tapvault",
};

const outcomes: Readonly<Record<Reach["reach"], { readonly text: KnownText; readonly color: string }>> = {
  answered: { text: "Answers", color: "teal" },
  proxy: { text: "The proxy refuses", color: "red" },
  late: { text: "No answer in time", color: "orange" },
  away: { text: "Not reached", color: "red" },
};

const Line = (props: {
  readonly line: NetworkView["hosts"][number];
  readonly reach: Reach | undefined;
}): ReactElement => {
  const t = useText();
  const { line, reach } = props;
  return (
    <li className={classes["line"]}>
      <div className={classes["main"]}>
        <Text size="sm" fw={600} dir="ltr">
          {line.host}
        </Text>
        <Text size="xs" c="dimmed">
          {t(purposes[line.purpose])}
        </Text>
      </div>
      {reach !== undefined && (
        <Badge variant="light" color={outcomes[reach.reach].color} tt="none">
          {t(outcomes[reach.reach].text)}
        </Badge>
      )}
    </li>
  );
};

/** The part. */
export const HostsPart = ({ view }: { readonly view: NetworkView }): ReactElement => {
  const t = useText();
  const test = useCall("network.test");
  const [reached, setReached] = useState<readonly Reach[]>([]);
  const run = (): void => test.run({}, ({ hosts }) => setReached(hosts));
  const isNowhere = view.hosts.length === 0;
  return (
    <SectionPart
      title={t("What goes where")}
      about={
        isNowhere
          ? t("Nothing leaves this computer: the sandbox plays all services here.")
          : t("The app talks to these hosts and to no others. Entries are encrypted before they leave.")
      }
      action={
        isNowhere ? undefined : (
          <Button variant="default" loading={test.isBusy} onClick={run}>
            {t("Test the way")}
          </Button>
        )
      }
    >
      {test.error !== null && <Problem error={test.error} onRetry={run} />}
      {!isNowhere && (
        <ul className={classes["card"]} aria-label={t("Hosts")}>
          {view.hosts.map((line) => (
            <Line
              key={`${line.purpose} ${line.host}`}
              line={line}
              reach={reached.find(({ host }) => host === line.host)}
            />
          ))}
        </ul>
      )}
      <Group role="status">
        {reached.length > 0 && (
          <Text size="sm" c="dimmed">
            {t("{{count}} hosts were asked.", { count: reached.length })}
          </Text>
        )}
      </Group>
    </SectionPart>
  );
};
