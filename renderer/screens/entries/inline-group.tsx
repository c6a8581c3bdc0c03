/**
 * A part of an entry that can be edited where it stands: by a click on it, by Enter or F2, or by its pencil.
 * The group stays while its content changes from shown to edited and back, so that the focus has a home.
 */
import { Button, Stack } from "@mantine/core";
import { Pencil } from "lucide-react";
import type { KeyboardEvent, ReactElement, ReactNode, RefObject } from "react";
import { Problem } from "#renderer/components/problem.tsx";
import { useText } from "#renderer/language/use-text.ts";
import { IconButton } from "./icon-button.tsx";
import { type Inline, useEditorEvents, useEditorUpkeep } from "./use-inline.ts";

/** What the group is called and how editing begins; null where it cannot be edited. */
export interface InlineGroupProps {
  readonly label: string;
  readonly className: string;
  readonly group: RefObject<HTMLDivElement | null>;
  readonly onEdit: (() => void) | null;
  readonly children: ReactNode;
}

/** The group. */
export const InlineGroup = ({
  label,
  className,
  group,
  onEdit,
  children,
}: InlineGroupProps): ReactElement => {
  const onKeyDown = (event: KeyboardEvent): void => {
    const isHere = event.target === event.currentTarget && !event.altKey && !event.ctrlKey && !event.metaKey;
    const isInside = event.currentTarget.contains(event.target as Node);
    if (onEdit === null || !isInside) return;
    if (event.key !== "F2" && !(isHere && event.key === "Enter")) return;
    event.preventDefault();
    event.stopPropagation();
    onEdit();
  };
  return (
    <div
      ref={group}
      className={className}
      role="group"
      aria-label={label}
      tabIndex={onEdit === null ? undefined : 0}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
};

/** A click edits, unless it was to choose some of the text. */
export const editOnClick = (
  onEdit: (() => void) | null,
): { readonly onClick?: () => void; readonly "data-editable"?: true } =>
  onEdit === null
    ? {}
    : {
        onClick: () => {
          if (globalThis.getSelection()?.isCollapsed !== false) onEdit();
        },
        "data-editable": true,
      };

/** The button that begins to edit. */
export const PencilButton = (props: {
  readonly label: string;
  readonly onEdit: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <IconButton
      label={t("Change {{label}}", { label: props.label })}
      icon={<Pencil size={18} aria-hidden />}
      onClick={props.onEdit}
    />
  );
};

/** Around the input: keys, leaving, pauses, and what to do where it could not be saved. */
export const InlineEditor = (props: {
  readonly inline: Inline;
  readonly group: RefObject<HTMLDivElement | null>;
  readonly hasLines?: boolean;
  readonly children: ReactNode;
}): ReactElement => {
  const { inline, group, hasLines = false, children } = props;
  const t = useText();
  const events = useEditorEvents(inline, group, hasLines);
  useEditorUpkeep(inline);
  const error = inline.edit?.error ?? null;
  return (
    <Stack gap="xs" flex={1} miw={0} {...events} aria-busy={inline.edit?.isSaving}>
      {children}
      {error !== null && (
        <>
          <Problem error={error} retryLabel={t("Save again")} onRetry={() => inline.save("close")} />
          <Button size="compact-sm" variant="default" style={{ alignSelf: "start" }} onClick={inline.cancel}>
            {t("Drop the change")}
          </Button>
        </>
      )}
    </Stack>
  );
};
