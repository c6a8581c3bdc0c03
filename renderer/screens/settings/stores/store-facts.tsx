/** What is true of a place right now: account, last sent, copies, space, how long the sign-in lasts. */
import { Group, Text } from "@mantine/core";
import { Check, CircleAlert, Clock, FileWarning, type LucideIcon } from "lucide-react";
import type { ReactElement } from "react";
import type { StoreView } from "#contract/views.ts";
import type { Text as TextName } from "#renderer/language/texts.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { useNow } from "#renderer/time.ts";
import { type Telling, endingSoon, signInText } from "./sign-in-times.ts";
import classes from "./stores.module.css";

const counted = [
  { state: "kept", text: "{{count, number}} copies kept", icon: Check },
  { state: "waiting", text: "{{n, number}} waiting", icon: Clock },
  { state: "failed", text: "{{n, number}} failed", icon: CircleAlert },
  { state: "damaged", text: "{{n, number}} damaged", icon: FileWarning },
] as const satisfies readonly {
  readonly state: keyof StoreView["copies"];
  readonly text: TextName;
  readonly icon: LucideIcon;
}[];

/** Copies by how they stand; what there is none of is left out. */
export const Copies = ({ copies }: Pick<StoreView, "copies">): ReactElement => {
  const t = useText();
  const some = counted.filter(({ state }) => state === "kept" || copies[state] > 0);
  return (
    <Group gap="xs" role="list" aria-label={t("Copies")}>
      {some.map(({ state, text, icon: Icon }) => (
        <Group key={state} gap={4} wrap="nowrap" role="listitem">
          <Icon size={14} aria-hidden />
          <Text size="sm" component="span">
            {t(text, { count: copies[state], n: copies[state] })}
          </Text>
        </Group>
      ))}
    </Group>
  );
};

const spaceText = (
  { usedBytes, capacityBytes }: StoreView,
  { t, formats }: Pick<Telling, "t" | "formats">,
): string | null => {
  const capacity = capacityBytes === null ? null : formats.size(capacityBytes);
  if (usedBytes === null) return capacity === null ? null : t("{{size}} to use", { size: capacity });
  const size = formats.size(usedBytes);
  return capacity === null
    ? t("{{size}} used", { size })
    : t("{{size}} of {{capacity}} used", { size, capacity });
};

const sentText = (view: StoreView, { t, formats, now }: Telling): string => {
  if (view.isBusy) return t("Working…");
  return view.lastSyncAt === null
    ? t("Nothing sent yet")
    : t("Last sent {{ago}}", { ago: formats.ago(view.lastSyncAt, now) });
};

/** The lines; nothing for a place that nobody uses. */
export const StoreFacts = ({ view }: { readonly view: StoreView }): ReactElement | null => {
  const t = useText();
  const formats = useFormats();
  const now = useNow(30_000);
  const telling = { t, formats, now };
  if (view.state === "off" || view.state === "ready") return null;
  const space = spaceText(view, telling);
  // What ends soon is said in a warning of its own.
  const isSaid = view.state !== "connected" || endingSoon(view, now) !== null;
  const signIn = isSaid ? null : signInText(view, telling);
  return (
    <div className={classes["facts"]}>
      {view.account !== null && (
        <Text size="sm" dir="auto" lineClamp={2} title={view.account}>
          {view.account}
        </Text>
      )}
      <Copies copies={view.copies} />
      <Text
        size="sm"
        c="dimmed"
        title={view.lastSyncAt === null ? undefined : formats.dateTime(view.lastSyncAt)}
      >
        {sentText(view, telling)}
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
