/** Which version this is, how it stands with a newer one, and whether newer ones are looked for. */
import { Button, Stack, Text } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import type { UpdatesView } from "#contract/views.ts";
import { SwitchSetting } from "#renderer/components/setting-choices.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useApp, useSnapshot } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { useNow } from "#renderer/time.ts";
import { SectionPart } from "./section-part.tsx";
import { UpdateStatus } from "./update-status.tsx";

/** While one of these is shown there is nothing to look for. */
const settled: readonly UpdatesView["state"][] = ["downloading", "ready", "installing", "installed"];

const LastLooked = ({ at }: { readonly at: number }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const now = useNow(30_000);
  return (
    <Text size="sm" c="dimmed">
      {t("Last looked {{ago}}.", { ago: formats.ago(at, now) })}
    </Text>
  );
};

const ByHand = (): ReactElement => (
  <Text size="sm" c="dimmed">
    {useText()(
      "This copy was not put here by an installer, so it does not update itself: replace it by a newer one yourself. The setting counts once an installer is used.",
    )}
  </Text>
);

/** Said politely as it changes; it takes the focus of a button that went with the last state. */
const Status = (props: { readonly view: UpdatesView; readonly onLook: () => void }): ReactElement => {
  const box = useRef<HTMLDivElement>(null);
  const { state } = props.view;
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) box.current?.focus();
  }, [state]);
  return (
    <div ref={box} tabIndex={-1} aria-live="polite">
      <UpdateStatus {...props} />
    </div>
  );
};

/** A copy that an installer put here. */
const Installed = ({
  view,
  onLook,
}: {
  readonly view: UpdatesView;
  readonly onLook: () => void;
}): ReactElement => (
  <>
    <Status view={view} onLook={onLook} />
    {view.lastLookedAt !== null && <LastLooked at={view.lastLookedAt} />}
  </>
);

/** The section. */
export const UpdatesSection = (): ReactElement => {
  const t = useText();
  const { version } = useApp();
  const updates = useSnapshot((state) => state.updates);
  const { run } = useCall("updates.look");
  const look = (): void => run({});
  const view = updates?.isSelfUpdating === true ? updates : null;
  return (
    <SectionPart
      title={t("Updates")}
      about={t("This is Tapvault {{version}}.", { version })}
      action={
        view !== null &&
        !settled.includes(view.state) && (
          <Button variant="default" loading={view.state === "looking"} onClick={look}>
            {t("Check now")}
          </Button>
        )
      }
    >
      <Stack gap="md" maw={520}>
        {view !== null && <Installed view={view} onLook={look} />}
        <SwitchSetting
          name="checksForUpdates"
          label="Look for newer versions"
          about="Asks for the list of versions only; nothing about you or your vault is sent."
        />
        {updates?.isSelfUpdating === false && <ByHand />}
      </Stack>
    </SectionPart>
  );
};
