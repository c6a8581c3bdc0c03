/** A sign-in under way: what to do in the browser, the link for one that did not open, how long it waits, and the way out. */
import { Button, Group, Loader, Text } from "@mantine/core";
import { ExternalLink } from "lucide-react";
import { type ReactElement, useRef } from "react";
import type { LinkView } from "#contract/views.ts";
import { CopyText } from "#renderer/components/copy-text.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useFocusIfLost } from "#renderer/components/use-focus-if-lost.ts";
import { useText } from "#renderer/language/use-text.ts";
import { storeNames } from "#renderer/screens/entries/entry-words.tsx";
import { clockText, secondsUntil, useNow } from "#renderer/time.ts";
import classes from "./stores.module.css";

const TimeLeft = ({ endsAt }: { readonly endsAt: number }): ReactElement => {
  const t = useText();
  return (
    <Text size="sm" c="dimmed" role="timer" aria-live="off">
      {t("{{time}} left", { time: clockText(secondsUntil(endsAt, useNow(500))) })}
    </Text>
  );
};

const InBrowser = ({ link }: { readonly link: LinkView }): ReactElement => {
  const t = useText();
  return (
    <>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <ExternalLink size={18} aria-hidden style={{ flex: "none", marginTop: 2 }} />
        <div>
          <Text size="sm" fw={600}>
            {link.isBrowserOpen ? t("Go on in your browser") : t("No browser could be opened")}
          </Text>
          <Text size="sm">
            {link.isBrowserOpen
              ? t(
                  "A page of {{store}} has opened there. Sign in, allow what Tapvault asks for, then come back here. If no page opened, copy the link and open it yourself.",
                  { store: t(storeNames[link.store]) },
                )
              : t(
                  "Copy the link and open it in a browser on this computer. Sign in there, allow what Tapvault asks for, then come back here.",
                )}
          </Text>
        </div>
      </Group>
      <CopyText text={link.url} label={t("Copy the link")} isMain={!link.isBrowserOpen} />
    </>
  );
};

/** The panel. */
export const LinkPanel = ({ link }: { readonly link: LinkView }): ReactElement => {
  const t = useText();
  const panel = useRef<HTMLDivElement>(null);
  useFocusIfLost(panel);
  const cancel = useCall("stores.cancelConnect");
  return (
    <div
      ref={panel}
      className={classes["panel"]}
      role="group"
      aria-label={t("Connecting {{store}}", { store: t(storeNames[link.store]) })}
      tabIndex={-1}
    >
      {link.state === "in-browser" ? (
        <InBrowser link={link} />
      ) : (
        <Group gap={8}>
          <Loader size={16} aria-hidden />
          <Text size="sm">{t("The browser came back. Checking its answer…")}</Text>
        </Group>
      )}
      {cancel.error !== null && <Problem error={cancel.error} />}
      <Group justify="space-between" gap="sm">
        <TimeLeft endsAt={link.endsAt} />
        <Button
          size="compact-sm"
          variant="default"
          loading={cancel.isBusy}
          onClick={() => cancel.run({ linkId: link.linkId })}
        >
          {t("Cancel")}
        </Button>
      </Group>
    </div>
  );
};
