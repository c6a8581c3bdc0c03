/** How many good copies the entries have, this computer's included. One copy alone can be lost. */
import { Alert, Text } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import type { ReactElement } from "react";
import type { StorageView } from "#contract/views.ts";
import { LazyBars } from "#renderer/charts/lazy-bars.tsx";
import { useText } from "#renderer/language/use-text.ts";
import { StoragePart } from "./storage-part.tsx";

/** The part. */
export const CopiesPart = ({ copies }: Pick<StorageView, "copies">): ReactElement | null => {
  const t = useText();
  if (copies.length === 0) return null;
  const single = copies.find((one) => one.copies === 1)?.entries ?? 0;
  return (
    <StoragePart title={t("Copies per entry")}>
      <LazyBars
        title={t("Entries by how many good copies they have")}
        rowTitle={t("Good copies")}
        rows={copies.map(({ entries }) => ({ entries }))}
        labels={copies.map((one) => t("{{count, number}} copies", { count: one.copies }))}
        series={[{ name: "entries", label: t("Entries"), color: "petrol.6" }]}
      />
      {single > 0 && (
        <Alert
          color="yellow"
          role="note"
          icon={<TriangleAlert aria-hidden />}
          title={t("{{count, number}} entries are on this computer only", { count: single })}
        >
          <Text size="sm">{t("If its disk is lost, they are lost, unless a backup is elsewhere.")}</Text>
        </Alert>
      )}
    </StoragePart>
  );
};
