/** The frame of the pages around the list: a bar with the way back and the page's name, and room below. */
import { ActionIcon, Button, Group } from "@mantine/core";
import { ArrowLeft, Lock } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { useClient } from "#renderer/context.ts";
import type { Text } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { tellProblem } from "./notices.tsx";
import classes from "./page-frame.module.css";
import { ReaderBadge } from "./reader-badge.tsx";
import { ScreenTitle } from "./screen-title.tsx";

/** What goes where. */
export interface PageFrameProps {
  /** By its English words: a change of the language is no change of the page, and moves no focus. */
  readonly title: Text;
  readonly backLabel: string;
  readonly onBack: () => void;
  /** Beside the content where there is room, above it where there is not. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** The frame. */
export const PageFrame = ({ title, backLabel, onBack, aside, children }: PageFrameProps): ReactElement => {
  const t = useText();
  const client = useClient();
  const lock = (): void => void client.call("vault.lock", {}).then(tellProblem);
  return (
    <div className={classes["page"]}>
      <header className={classes["bar"]} data-no-print>
        <Group gap="sm" miw={0}>
          <Button
            variant="subtle"
            size="compact-md"
            leftSection={<ArrowLeft size={18} aria-hidden className={classes["arrow"]} />}
            onClick={onBack}
          >
            {backLabel}
          </Button>
          <ScreenTitle focusKey={title}>{t(title)}</ScreenTitle>
        </Group>
        <Group gap="xs" wrap="nowrap">
          <ReaderBadge />
          <ActionIcon size="lg" variant="default" aria-label={t("Lock")} onClick={lock}>
            <Lock size={18} aria-hidden />
          </ActionIcon>
        </Group>
      </header>
      <div className={classes["body"]} data-aside={aside !== undefined || undefined}>
        {aside}
        <div className={classes["content"]}>
          <div className={classes["column"]}>{children}</div>
        </div>
      </div>
    </div>
  );
};
