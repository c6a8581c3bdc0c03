/** Each store in use: its copies by how they stand, what they take, and what can be done about it. */
import { Anchor, Badge, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { RefreshCw, SearchCheck } from "lucide-react";
import { type ReactElement, useState } from "react";
import type { StorageView, StoreCheck, StoreView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { LazyBars } from "#renderer/charts/lazy-bars.tsx";
import { useSetUi, useStores } from "#renderer/context.ts";
import type { Text as TextName, Translate } from "#renderer/language/texts.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { storeNames } from "#renderer/screens/entries/entry-words.tsx";
import { storeStateWords } from "#renderer/screens/settings/stores/store-words.ts";
import { type CopyTrouble, noNarrowing } from "#renderer/stores/list-query.ts";
import { useNow } from "#renderer/time.ts";
import { StoragePart } from "./storage-part.tsx";

type Place = StorageView["places"][number];

const Capacity = (props: { readonly used: number; readonly capacity: number | null }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const size = formats.size(props.used);
  if (props.capacity === null) return <Text size="sm">{t("{{size}} there", { size })}</Text>;
  const capacity = formats.size(props.capacity);
  return (
    <Stack gap={4}>
      <Text size="sm">{t("{{size}} there, of {{capacity}}", { size, capacity })}</Text>
      <Progress
        value={Math.min(100, (props.used / props.capacity) * 100)}
        aria-label={t("Space in use: {{share}}", { share: formats.percent(props.used / props.capacity) })}
      />
    </Stack>
  );
};

const foundText = ({ checked, equal }: StoreCheck, t: Translate): string =>
  checked === equal
    ? t("{{count, number}} copies looked at, all good.", { count: checked })
    : t("{{count, number}} copies looked at, {{bad}} not in order.", {
        count: checked,
        bad: checked - equal,
      });

const Buttons = (props: { readonly view: StoreView; readonly onChanged: () => void }): ReactElement => {
  const t = useText();
  const { store, isBusy } = props.view;
  const sync = useCall("stores.sync");
  const check = useCall("stores.verify");
  const [found, setFound] = useState<StoreCheck | null>(null);
  const name = t(storeNames[store]);
  const error = sync.error ?? check.error;
  return (
    <>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<RefreshCw size={14} aria-hidden />}
          loading={sync.isBusy}
          disabled={isBusy}
          aria-label={t("Send now: {{store}}", { store: name })}
          onClick={() => sync.run({ store }, props.onChanged)}
        >
          {t("Send now")}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<SearchCheck size={14} aria-hidden />}
          loading={check.isBusy}
          disabled={isBusy}
          aria-label={t("Check copies: {{store}}", { store: name })}
          onClick={() =>
            check.run({ store, repair: false }, (found) => {
              setFound(found);
              props.onChanged();
            })
          }
        >
          {t("Check copies")}
        </Button>
      </Group>
      <Text size="sm" role="status">
        {found === null ? "" : foundText(found, t)}
      </Text>
      {error !== null && <Problem error={error} />}
    </>
  );
};

const troubles = {
  waiting: "{{count, number}} copies on their way",
  failed: "{{count, number}} copies did not arrive",
  damaged: "{{count, number}} copies not as written",
} as const satisfies Record<CopyTrouble, TextName>;

/** Ways to the entries that the figures are about. */
const Ways = ({ place }: { readonly place: Place }): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const { store } = place;
  const show = (copies: CopyTrouble | null): void =>
    setUi({
      page: "entries",
      place: { kind: "store", store },
      narrowing: { ...noNarrowing, copies },
      text: "",
    });
  const some = (Object.keys(troubles) as CopyTrouble[]).filter((state) => place[state] > 0);
  return (
    <Group gap="md">
      <Anchor component="button" type="button" size="sm" onClick={() => show(null)}>
        {t("{{count, number}} good copies", { count: place.kept })}
      </Anchor>
      {some.map((state) => (
        <Anchor key={state} component="button" type="button" size="sm" onClick={() => show(state)}>
          {t(troubles[state], { count: place[state] })}
        </Anchor>
      ))}
    </Group>
  );
};

const PlaceLine = (props: {
  readonly place: Place;
  readonly view: StoreView;
  readonly onChanged: () => void;
}): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const now = useNow(30_000);
  const { place, view } = props;
  const { label, color } = storeStateWords[view.state];
  return (
    <Stack gap="xs" role="group" aria-label={t(storeNames[view.store])}>
      <Group gap="xs">
        <Text fw={600}>{t(storeNames[view.store])}</Text>
        <Badge variant={color === null ? "default" : "light"} color={color ?? "gray"} size="sm">
          {t(label)}
        </Badge>
      </Group>
      <Capacity used={place.usedBytes} capacity={view.capacityBytes} />
      <Text size="sm" c="dimmed">
        {view.lastSyncAt === null
          ? t("Nothing was sent there yet.")
          : t("Everything was sent {{ago}}.", { ago: formats.ago(view.lastSyncAt, now) })}
      </Text>
      <Ways place={place} />
      <Buttons view={view} onChanged={props.onChanged} />
    </Stack>
  );
};

const isUsed = (view: StoreView): boolean => view.state !== "off" && view.state !== "ready";

const NoPlace = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  return (
    <Stack gap="xs" align="flex-start">
      <Text>{t("No store keeps copies yet: everything is on this computer only.")}</Text>
      <Button onClick={() => setUi({ page: "settings", section: "stores" })}>
        {t("Connect a store for copies")}
      </Button>
    </Stack>
  );
};

/** The part. */
export const PlacesPart = (props: {
  readonly places: StorageView["places"];
  readonly onChanged: () => void;
}): ReactElement | null => {
  const t = useText();
  const stores = useStores();
  if (stores === null) return null;
  const used = stores.stores.flatMap((view) => {
    const place = props.places.find(({ store }) => store === view.store);
    return place === undefined || !isUsed(view) ? [] : [{ view, place }];
  });
  return (
    <StoragePart title={t("Stores")}>
      {used.length === 0 && <NoPlace />}
      {used.length > 0 && (
        <LazyBars
          title={t("Copies at each store")}
          rowTitle={t("Place of the copies")}
          rows={used.map(({ place: { kept, waiting, failed, damaged } }) => ({
            kept,
            waiting,
            failed,
            damaged,
          }))}
          labels={used.map(({ view }) => t(storeNames[view.store]))}
          series={[
            { name: "kept", label: t("Good copies"), color: "petrol.6" },
            { name: "waiting", label: t("On their way"), color: "yellow.6" },
            { name: "failed", label: t("Did not arrive"), color: "red.6" },
            { name: "damaged", label: t("Not as written"), color: "grape.7" },
          ]}
        />
      )}
      {used.map(({ view, place }) => (
        <PlaceLine key={view.store} view={view} place={place} onChanged={props.onChanged} />
      ))}
    </StoragePart>
  );
};
