/** This computer, the first place of every entry: always in use, and its health is looked at elsewhere. */
import { Button, Text } from "@mantine/core";
import { CircleCheck, HeartPulse } from "lucide-react";
import type { ReactElement } from "react";
import { useApp, useEntries, useSetUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { StoreHead } from "./store-head.tsx";
import type { StateWords } from "./store-words.ts";
import classes from "./stores.module.css";

const inUse: StateWords = { label: "In use", color: "teal", icon: CircleCheck };

/** The card. */
export const LocalCard = (): ReactElement => {
  const t = useText();
  const { damagedEntries } = useApp();
  const total = useEntries()?.total ?? null;
  const setUi = useSetUi();
  return (
    <li className={classes["place"]} data-store="local">
      <StoreHead
        store="local"
        state={inUse}
        actions={
          <Button
            variant="default"
            leftSection={<HeartPulse size={16} aria-hidden />}
            onClick={() => setUi({ section: "backups" })}
          >
            {t("Backups and health")}
          </Button>
        }
      >
        <div className={classes["facts"]}>
          {total !== null && (
            <Text size="sm">
              {damagedEntries === 0
                ? t("{{count, number}} entries kept", { count: total })
                : t("{{count, number}} entries kept, {{damaged, number}} cannot be read", {
                    count: total,
                    damaged: damagedEntries,
                  })}
            </Text>
          )}
        </div>
      </StoreHead>
    </li>
  );
};
