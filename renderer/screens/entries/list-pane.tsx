/** The middle pane: what narrows the list, how many there are or what is marked, and the rows. */
import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { useStore } from "zustand";
import { Problem } from "#renderer/components/problem.tsx";
import { useLate } from "#renderer/components/use-late.ts";
import { useAppContext, useSetUi, useUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import type { ListWindows } from "#renderer/stores/list-windows.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { ListChips } from "./list-chips.tsx";
import { ListEmpty } from "./list-empty.tsx";
import { ListFilterMenu } from "./list-filter.tsx";
import classes from "./list-pane.module.css";
import { ListRows } from "./list-rows.tsx";
import { ListSortMenu } from "./list-sort.tsx";
import { PlaceSelect } from "./place-select.tsx";
import { type Bulk, useBulk } from "./use-bulk.ts";

const Waiting = (): ReactElement => {
  const t = useText();
  return (
    <Stack gap="lg" p="md" role="status" aria-label={t("Loading entries")}>
      {Array.from({ length: 6 }, (_, at) => (
        <div key={at}>
          <Skeleton height={12} width="55%" mb={8} />
          <Skeleton height={10} width="80%" />
        </div>
      ))}
    </Stack>
  );
};

const Body = ({ list, bulk }: { readonly list: ListWindows; readonly bulk: Bulk }): ReactElement | null => {
  const context = useAppContext();
  const isLate = useLate(list.total === null && list.error === null);
  if (list.error !== null)
    return (
      <div className={classes["notice"]}>
        <Problem error={list.error} onRetry={() => context.list.query(list.query)} />
      </div>
    );
  if (list.total === null) return isLate ? <Waiting /> : null;
  return list.total === 0 ? <ListEmpty /> : <ListRows list={list} total={list.total} bulk={bulk} />;
};

const Count = ({ list }: { readonly list: ListWindows }): ReactElement => {
  const t = useText();
  const isKnown = list.error === null && list.total !== null;
  return (
    <Text size="xs" c="dimmed" role="status" truncate>
      {isKnown ? t("{{count, number}} entries", { count: list.total }) : ""}
    </Text>
  );
};

const Tools = ({ list }: { readonly list: ListWindows }): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const isTrash = useUi((ui) => ui.place.kind === "trash");
  return (
    <div className={classes["count"]}>
      <Count list={list} />
      <div className={classes["tools"]}>
        {isTrash && (list.total ?? 0) > 0 && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<Trash2 size={14} aria-hidden />}
            onClick={() => setUi({ entryDialog: "empty-trash" })}
          >
            {t("Empty the trash…")}
          </Button>
        )}
        <ListSortMenu />
        <ListFilterMenu />
      </div>
    </div>
  );
};

/** The pane. */
export const ListPane = ({ hasSidebar }: { readonly hasSidebar: boolean }): ReactElement => {
  const t = useText();
  const list = useStore(useAppContext().list.store);
  const hasPicks = useUi(({ picks }) => picks.ids.size > 0);
  const bulk = useBulk();
  return (
    <section className={classes["pane"]} aria-label={t("List")}>
      {!hasSidebar && (
        <div className={classes["place"]}>
          <PlaceSelect />
        </div>
      )}
      {hasPicks ? <BulkBar bulk={bulk} /> : <Tools list={list} />}
      <ListChips terms={list.terms} />
      <Body list={list} bulk={bulk} />
    </section>
  );
};
