/** The part of a form that few need: folded, and open at once where something in it is wrong. Its fields are sent either way. */
import { Button, Collapse, Stack } from "@mantine/core";
import { ChevronDown, ChevronRight } from "lucide-react";
import { type ReactElement, type ReactNode, useState } from "react";
import { useText } from "#renderer/language/use-text.ts";

/** The part. */
export const Advanced = (props: {
  readonly isForced?: boolean;
  readonly children: ReactNode;
}): ReactElement => {
  const t = useText();
  const { isForced = false, children } = props;
  const [isOpen, setIsOpen] = useState(false);
  const isShown = isOpen || isForced;
  const Chevron = isShown ? ChevronDown : ChevronRight;
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={isShown}
        leftSection={<Chevron size={16} aria-hidden />}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t("Advanced")}
      </Button>
      <Collapse expanded={isShown} keepMountedMode="display-none" transitionDuration={0}>
        <Stack gap="md" pt="sm">
          {children}
        </Stack>
      </Collapse>
    </div>
  );
};
