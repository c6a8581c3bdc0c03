/** The quick search over the open vault: what the text finds, the choice among it, and what the keys do with it. */
import { Text } from "@mantine/core";
import { type ReactElement, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { EntryRow } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useText } from "#renderer/language/use-text.ts";
import { type QuickKey, movedChoice } from "./quick-copy.ts";
import { QuickField, type QuickFieldProps } from "./quick-field.tsx";
import { QuickFoot } from "./quick-foot.tsx";
import { QuickList } from "./quick-list.tsx";
import classes from "./quick.module.css";
import { type QuickActions, useQuickActions } from "./use-quick-actions.ts";
import { type QuickRows, useQuickRows } from "./use-quick-rows.ts";

const doWith = (actions: QuickActions, row: EntryRow, key: QuickKey): void => {
  if (key === "show") actions.show(row);
  else if (key === "password" || key === "user" || key === "code") actions.copy(row, key);
  else actions.forget();
};

const problemOf = (found: QuickRows, { outcome }: QuickActions): AppError | null =>
  found.error ?? (outcome.kind === "failed" ? outcome.error : null);

const Body = (props: {
  readonly found: QuickRows;
  readonly chosen: number;
  readonly choose: (index: number) => void;
  readonly actions: QuickActions;
}): ReactElement | null => {
  const t = useText();
  const { found, chosen, choose, actions } = props;
  const error = problemOf(found, actions);
  if (error !== null) return <Problem error={error} />;
  if (found.rows === null) return null;
  if (found.rows.length === 0)
    return (
      <Text c="dimmed" ta="center" py="xl" role="status">
        {t("Nothing found")}
      </Text>
    );
  return (
    <QuickList
      rows={found.rows}
      chosen={chosen}
      onChoose={choose}
      onTake={(row) => actions.copy(row, "password")}
    />
  );
};

/** The page while the vault is open. */
export const QuickFound = ({
  text,
  onType,
  isShown,
}: Pick<QuickFieldProps, "text" | "onType" | "isShown">): ReactElement => {
  const [wanted, choose] = useState(0);
  const actions = useQuickActions();
  const found = useQuickRows(text);
  const rows = found.rows ?? [];
  const chosen = Math.min(wanted, Math.max(0, rows.length - 1));
  const onKey = (key: QuickKey): void => {
    const row = rows[chosen];
    if (row !== undefined) doWith(actions, row, key);
    choose(movedChoice(key, chosen, rows.length));
  };
  const type = (typed: string): void => {
    onType(typed);
    choose(0);
    actions.forget();
  };
  return (
    <QuickField
      text={text}
      onType={type}
      isShown={isShown}
      chosen={rows.length > 0 && problemOf(found, actions) === null ? chosen : null}
      onKey={onKey}
    >
      <div className={classes["body"]}>
        <Body found={found} chosen={chosen} choose={choose} actions={actions} />
      </div>
      <QuickFoot outcome={actions.outcome} />
    </QuickField>
  );
};
