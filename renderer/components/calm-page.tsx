/** The frame of the screens before the vault is open: a bar with the name, one thing in the middle, a foot. */
import { Group, Text } from "@mantine/core";
import { Nfc } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import classes from "./calm-page.module.css";

/** What goes where. */
export interface CalmPageProps {
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly actions?: ReactNode;
  readonly isTop?: boolean;
}

/** The frame. */
export const CalmPage = ({ children, foot, actions, isTop = false }: CalmPageProps): ReactElement => (
  <div className={classes["page"]}>
    <header className={classes["bar"]} data-no-print>
      <Group gap={8}>
        <Nfc size={20} aria-hidden />
        <Text fw={650}>Tapvault</Text>
      </Group>
      {actions}
    </header>
    <div className={classes["middle"]} data-top={isTop || undefined}>
      <div className={classes["content"]}>{children}</div>
    </div>
    {foot !== undefined && (
      <footer className={classes["foot"]} data-no-print>
        {foot}
      </footer>
    )}
  </div>
);
