/** Where copies of the entries are kept: this computer and the services; and who is asked about ages. */
import { Alert, Loader, Stack, Text } from "@mantine/core";
import { FlaskConical } from "lucide-react";
import { type ReactElement, useCallback, useState } from "react";
import { useApp, useStores } from "#renderer/context.ts";
import { SessionTap } from "#renderer/screens/entries/session-tap.tsx";
import { PrivoPart } from "#renderer/screens/lookup/privo-part.tsx";
import { SectionPart } from "#renderer/screens/settings/section-part.tsx";
import { LinkAnnouncer, useLinkSeen } from "./link-outcome.tsx";
import { LocalCard } from "./local-card.tsx";
import { PortsPart } from "./ports-part.tsx";
import { StoreCard } from "./store-card.tsx";
import classes from "./stores.module.css";

const Sandbox = (): ReactElement | null =>
  useApp().profile.kind === "sandbox" ? (
    <Alert color="yellow" variant="light" role="note" icon={<FlaskConical aria-hidden />}>
      <Text size="sm">
        This is the simulation: the services are stand-ins on this computer. Nothing needs to be set up;
        connect at once.
      </Text>
    </Alert>
  ) : null;

const Places = (): ReactElement => {
  const stores = useStores();
  const [isTapping, setIsTapping] = useState(false);
  const closeTap = useCallback(() => setIsTapping(false), []);
  if (stores === null) return <Loader size="sm" role="status" aria-label="Loading the stores" />;
  return (
    <>
      <ul className={classes["list"]} aria-label="Stores">
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
  useLinkSeen();
  return (
    <Stack gap="xl">
      <SectionPart
        title="Stores"
        about="Every place that is connected keeps a copy of your entries. They are encrypted on this computer before any service sees them."
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
