/** Where copies of the entries are kept: this computer and the services; and who is asked about ages. */
import { Alert, Loader, Stack, Text } from "@mantine/core";
import { FlaskConical } from "lucide-react";
import { type ReactElement, useCallback, useState } from "react";
import { useApp, useStores } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { SessionTap } from "#renderer/screens/entries/session-tap.tsx";
import { PrivoPart } from "#renderer/screens/lookup/privo-part.tsx";
import { SectionPart } from "#renderer/screens/settings/section-part.tsx";
import { LinkAnnouncer, useLinkSeen } from "./link-outcome.tsx";
import { LocalCard } from "./local-card.tsx";
import { PortsPart } from "./ports-part.tsx";
import { StoreCard } from "./store-card.tsx";
import classes from "./stores.module.css";

const Sandbox = (): ReactElement | null => {
  const t = useText();
  return useApp().profile.kind === "sandbox" ? (
    <Alert color="yellow" variant="light" role="note" icon={<FlaskConical aria-hidden />}>
      <Text size="sm">
        {t(
          "This is the simulation: the services are stand-ins on this computer. Nothing needs to be set up; connect at once.",
        )}
      </Text>
    </Alert>
  ) : null;
};

const Places = (): ReactElement => {
  const t = useText();
  const stores = useStores();
  const [isTapping, setIsTapping] = useState(false);
  const closeTap = useCallback(() => setIsTapping(false), []);
  if (stores === null) return <Loader size="sm" role="status" aria-label={t("Loading the stores")} />;
  return (
    <>
      <ul className={classes["list"]} aria-label={t("Stores")}>
        <LocalCard />
        {stores.stores.map((view) => (
          <StoreCard key={view.store} view={view} onTap={() => setIsTapping(true)} />
        ))}
      </ul>
      <SessionTap isOpen={isTapping} onClose={closeTap} />
    </>
  );
};

/** The section. */
export const StoresSection = (): ReactElement => {
  const t = useText();
  useLinkSeen();
  return (
    <Stack gap="xl">
      <SectionPart
        title={t("Stores")}
        about={t(
          "Every place that is connected keeps a copy of your entries. They are encrypted on this computer before any service sees them.",
        )}
      >
        <Sandbox />
        <LinkAnnouncer />
        <Places />
      </SectionPart>
      <PortsPart />
      <PrivoPart />
    </Stack>
  );
};
