/** Everything that can be set, a section at a time. Esc goes back to the list. */
import { type ReactElement, useCallback, useState } from "react";
import { PageFrame } from "#renderer/components/page-frame.tsx";
import { useEscape } from "#renderer/components/use-escape.ts";
import { useSetUi, useUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import type { SettingsSection } from "#renderer/stores/ui.ts";
import { AdvancedSection } from "./advanced-section.tsx";
import { AppearanceSection } from "./appearance-section.tsx";
import { BackupsSection } from "./backups-section.tsx";
import { KitRenewal } from "./kit-renewal.tsx";
import { LanguageSection } from "./language-section.tsx";
import { LockingSection } from "./locking-section.tsx";
import { NetworkSection } from "./network-section.tsx";
import { ReadersSection } from "./readers-section.tsx";
import { SettingsNav } from "./settings-nav.tsx";
import { StoresSection } from "./stores/stores-section.tsx";
import { TransferSection } from "./transfer-section.tsx";
import { UpdatesSection } from "./updates-section.tsx";
import { WaysInSection } from "./ways-in-section.tsx";

const sections = {
  stores: StoresSection,
  locking: LockingSection,
  backups: BackupsSection,
  transfer: TransferSection,
  appearance: AppearanceSection,
  language: LanguageSection,
  readers: ReadersSection,
  network: NetworkSection,
  updates: UpdatesSection,
  advanced: AdvancedSection,
} as const satisfies Record<Exclude<SettingsSection, "ways-in">, unknown>;

const Section = (props: {
  readonly section: SettingsSection;
  readonly onRenewKit: () => void;
}): ReactElement => {
  if (props.section === "ways-in") return <WaysInSection onRenewKit={props.onRenewKit} />;
  const Shown = sections[props.section];
  return <Shown />;
};

/** The screen. */
export const SettingsScreen = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const section = useUi((ui) => ui.section);
  const [isRenewing, setIsRenewing] = useState(false);
  const stopRenewing = useCallback(() => setIsRenewing(false), []);
  const back = useCallback(
    () => (isRenewing ? setIsRenewing(false) : setUi({ page: "entries" })),
    [isRenewing, setUi],
  );
  useEscape(back);
  if (isRenewing)
    return (
      <PageFrame title="New recovery kit" backLabel={t("Settings")} onBack={stopRenewing}>
        <KitRenewal onEnd={stopRenewing} />
      </PageFrame>
    );
  return (
    <PageFrame title="Settings" backLabel={t("Back to the list")} onBack={back} aside={<SettingsNav />}>
      <Section section={section} onRenewKit={() => setIsRenewing(true)} />
    </PageFrame>
  );
};
