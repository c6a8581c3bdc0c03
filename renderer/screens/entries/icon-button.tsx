/** A small button with a picture only; its name shows when the pointer rests on it. */
import { ActionIcon, Tooltip } from "@mantine/core";
import type { ReactElement } from "react";
import { shortText } from "#renderer/components/short-text.ts";

/** What it is called and does. */
export interface IconButtonProps {
  readonly label: string;
  readonly icon: ReactElement;
  readonly onClick: () => void;
  readonly isPressed?: boolean;
}

/** The button. */
export const IconButton = ({ label, icon, onClick, isPressed }: IconButtonProps): ReactElement => (
  <Tooltip label={shortText(label, 60)} openDelay={500}>
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      aria-pressed={isPressed}
      onClick={onClick}
    >
      {icon}
    </ActionIcon>
  </Tooltip>
);
