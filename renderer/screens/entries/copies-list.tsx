/** Where an entry is kept and how each copy stands: since when, why one is not in order, and what can be done about it here. */
import { Badge, Button, Stack, Text } from "@mantine/core";
import { Cloud, HardDrive } from "lucide-react";
import type { ReactElement } from "react";
import type { AppError } from "#contract/errors.ts";
import type { CopyView, RemoteStore } from "#contract/views.ts";
import { tellProblem } from "#renderer/components/notices.tsx";
import { useErrorAction } from "#renderer/components/use-error-action.ts";
import { useClient, useStores } from "#renderer/context.ts";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useErrorText } from "#renderer/language/use-error-text.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import classes from "./field-line.module.css";
import { copyWords, storeNames } from "./entry-words.tsx";

/** Where somebody is connected, what waits or failed can be tried at once. */
const useIsConnected = (store: CopyView["store"]): boolean =>
  useStores()?.stores.find((view) => view.store === store)?.state === "connected";

/** What helps for a copy that is not in order: trying again, or comparing with the store and mending. */
const TryNow = ({ copy }: { readonly copy: CopyView }): ReactElement | null => {
  const t = useText();
  const client = useClient();
  const isConnected = useIsConnected(copy.store);
  if (copy.store === "local" || copy.state === "kept" || !isConnected) return null;
  const store: RemoteStore = copy.store;
  const needsRepair = copy.state === "damaged" || copy.error?.code === "store.conflict";
  const run = (): void =>
    void (
      needsRepair ? client.call("stores.verify", { store, repair: true }) : client.call("stores.sync", {})
    ).then(tellProblem);
  return (
    <Button size="compact-xs" variant="light" onClick={run}>
      {needsRepair ? t("Compare and repair") : t("Try now")}
    </Button>
  );
};

/** Why it is not in order, and the button that leads to where it is mended. */
const Reason = ({ error }: { readonly error: AppError }): ReactElement => {
  const { title, next } = useErrorText(error);
  const action = useErrorAction(error);
  return (
    <>
      <Text size="xs" c="dimmed">
        {title}. {next}
      </Text>
      {action !== null && (
        <Button size="compact-xs" variant="light" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </>
  );
};

/** Only VivoKey's service needs a person for it. */
const meaningOf = (copy: CopyView, isConnected: boolean): KnownText =>
  copy.store === "kvs" && copy.state === "waiting" && !isConnected
    ? "goes out with the next tap"
    : copyWords[copy.state].meaning;

const Copy = ({ copy }: { readonly copy: CopyView }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const isConnected = useIsConnected(copy.store);
  const name = t(storeNames[copy.store]);
  const meaning = t(meaningOf(copy, isConnected));
  const { label, color } = copyWords[copy.state];
  return (
    <div className={classes["field"]} role="listitem" aria-label={name}>
      {copy.store === "local" ? <HardDrive size={18} aria-hidden /> : <Cloud size={18} aria-hidden />}
      <Stack gap={4} className={classes["main"] ?? ""} align="flex-start">
        <Text size="sm">{name}</Text>
        <Text size="xs" c="dimmed">
          {copy.at === null
            ? meaning
            : t("{{when}}, {{meaning}}", { when: formats.dateTime(copy.at), meaning })}
        </Text>
        {copy.error !== null && <Reason error={copy.error} />}
        <TryNow copy={copy} />
      </Stack>
      <Badge variant="light" color={color} tt="none" mr={6} flex="none">
        {t(label)}
      </Badge>
    </div>
  );
};

/** The list. */
export const CopiesList = ({ copies }: { readonly copies: readonly CopyView[] }): ReactElement => {
  const t = useText();
  return (
    <Stack gap={6} component="section" aria-label={t("Where it is kept")}>
      <Text component="h3" size="sm" fw={600} m={0}>
        {t("Where it is kept")}
      </Text>
      <div className={classes["card"]} role="list">
        {copies.map((copy) => (
          <Copy key={copy.store} copy={copy} />
        ))}
      </div>
    </Stack>
  );
};
