/** What is true of a place right now: account, last sent, copies, space, how long the sign-in lasts. */
import { Group, Text } from "@mantine/core";
import { Check, CircleAlert, Clock, FileWarning, type LucideIcon } from "lucide-react";
import type { ReactElement } from "react";
import type { StoreView } from "#contract/views.ts";
import { countOf } from "#renderer/components/counts.ts";
import { sizeText } from "#renderer/components/sizes.ts";
import { agoText } from "#renderer/screens/entries/relative-time.ts";
import { dateText, useNow } from "#renderer/time.ts";
import { endingSoon, signInText } from "./sign-in-times.ts";
import classes from "./stores.module.css";

const counted = [
  { state: "kept", label: "kept", icon: Check },
  { state: "waiting", label: "waiting", icon: Clock },
  { state: "failed", label: "failed", icon: CircleAlert },
  { state: "damaged", label: "damaged", icon: FileWarning },
] as const satisfies readonly {
  readonly state: keyof StoreView["copies"];
  readonly label: string;
  readonly icon: LucideIcon;
}[];

/** Copies by how they stand; what there is none of is left out. */
export const Copies = ({ copies }: Pick<StoreView, "copies">): ReactElement => {
  const some = counted.filter(({ state }) => state === "kept" || copies[state] > 0);
  return (
    <Group gap="xs" role="list" aria-label="Copies">
      {some.map(({ state, label, icon: Icon }) => (
        <Group key={state} gap={4} wrap="nowrap" role="listitem">
          <Icon size={14} aria-hidden />
          <Text size="sm" component="span">
            {state === "kept"
              ? `${countOf(copies.kept, "copy", "copies")} kept`
              : `${copies[state].toLocaleString("en")} ${label}`}
          </Text>
        </Group>
      ))}
    </Group>
  );
};

const spaceText = ({ usedBytes, capacityBytes }: StoreView): string | null => {
  if (usedBytes === null) return capacityBytes === null ? null : `${sizeText(capacityBytes)} to use`;
  return capacityBytes === null
    ? `${sizeText(usedBytes)} used`
    : `${sizeText(usedBytes)} of ${sizeText(capacityBytes)} used`;
};

const sentText = (view: StoreView, now: number): string => {
  if (view.isBusy) return "Working…";
  return view.lastSyncAt === null ? "Nothing sent yet" : `Last sent ${agoText(view.lastSyncAt, now)}`;
};

const sentTitle = ({ lastSyncAt }: StoreView): string | undefined =>
  lastSyncAt === null ? undefined : dateText(lastSyncAt);

/** The lines; nothing for a place that nobody uses. */
export const StoreFacts = ({ view }: { readonly view: StoreView }): ReactElement | null => {
  const now = useNow(30_000);
  if (view.state === "off" || view.state === "ready") return null;
  const space = spaceText(view);
  // What ends soon is said in a warning of its own.
  const isSaid = view.state !== "connected" || endingSoon(view, now) !== null;
  const signIn = isSaid ? null : signInText(view, now);
  return (
    <div className={classes["facts"]}>
      {view.account !== null && (
        <Text size="sm" dir="auto" lineClamp={2} title={view.account}>
          {view.account}
        </Text>
      )}
      <Copies copies={view.copies} />
      <Text size="sm" c="dimmed" title={sentTitle(view)}>
        {sentText(view, now)}
        {space !== null && ` · ${space}`}
      </Text>
      {signIn !== null && (
        <Text size="sm" c="dimmed">
          {signIn}
        </Text>
      )}
    </div>
  );
};
