/** One line of the log: what happened, when, by which program, and why it failed with what to do. */
import { Badge, Group, Text } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { type ReactElement, createElement } from "react";
import { type ErrorCode, catalogue } from "#contract/errors.ts";
import type { ActivityRow } from "#contract/views.ts";
import { useErrorText } from "#renderer/language/use-error-text.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import classes from "./activity.module.css";
import { factsOf, iconOf, titleOf } from "./event-words.ts";

const Why = ({ code }: { readonly code: ErrorCode }): ReactElement => {
  const { title, next } = useErrorText({ code, ref: "", retry: catalogue[code] });
  return (
    <Text size="sm" data-error-code={code}>
      {title}{" "}
      <Text span size="sm" c="dimmed">
        {next}
      </Text>
    </Text>
  );
};

const givenUp: readonly ErrorCode[] = ["scan.cancelled", "task.cancelled", "connect.cancelled"];

const Outcome = ({ code }: { readonly code: ErrorCode }): ReactElement => {
  const t = useText();
  return givenUp.includes(code) ? (
    <Badge size="sm" variant="default">
      {t("Given up")}
    </Badge>
  ) : (
    <Badge size="sm" variant="light" color="red" leftSection={<CircleAlert size={12} aria-hidden />}>
      {t("Failed")}
    </Badge>
  );
};

/** The line. */
export const EventLine = ({ row }: { readonly row: ActivityRow }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const { event } = row;
  const facts = factsOf(event, { t, formats });
  const code = "error" in event ? event.error : null;
  const hasReason = code !== null && !givenUp.includes(code);
  return (
    <li className={classes["line"]} data-kind={event.kind}>
      {createElement(iconOf(event), { size: 18, "aria-hidden": true, className: classes["icon"] ?? "" })}
      <div className={classes["what"]}>
        <Group gap="xs">
          <Text>{titleOf(event, t)}</Text>
          {code !== null && <Outcome code={code} />}
          {row.by === "cli" && (
            <Badge size="sm" variant="default">
              {t("By the command line")}
            </Badge>
          )}
        </Group>
        {facts.length > 0 && (
          <Text size="sm" c="dimmed" className={classes["facts"] ?? ""}>
            {facts.join(" · ")}
          </Text>
        )}
        {hasReason && <Why code={code} />}
      </div>
      <Text size="sm" c="dimmed" component="time" dateTime={new Date(row.at).toISOString()}>
        {formats.time(row.at)}
      </Text>
    </li>
  );
};
