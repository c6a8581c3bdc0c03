/** What can be done with a field of the form: rename, move, remove. The same works with keys on the field itself. */
import { ActionIcon, Kbd, Menu, VisuallyHidden } from "@mantine/core";
import { ArrowDown, ArrowUp, EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { type ReactElement, useId } from "react";
import { useText } from "#renderer/language/use-text.ts";

/** What the menu can do. `onRename` is null where the name can be typed already. */
export interface FieldMenuProps {
  readonly label: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onRename: (() => void) | null;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** The button and its menu. */
export const FieldMenu = (props: FieldMenuProps): ReactElement => {
  const { label, isFirst, isLast, onRename, onMove, onRemove } = props;
  const t = useText();
  const fieldId = useId();
  return (
    <Menu position="bottom-end" shadow="md" width={220} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={t("Field options")}
          aria-describedby={fieldId}
        >
          <EllipsisVertical size={16} aria-hidden />
          {/* A description, so that the field's name stays the name of its input alone. */}
          <VisuallyHidden id={fieldId}>{label}</VisuallyHidden>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {onRename !== null && (
          <Menu.Item leftSection={<Pencil size={16} aria-hidden />} onClick={onRename}>
            {t("Rename")}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<ArrowUp size={16} aria-hidden />}
          rightSection={<Kbd size="xs">Alt ↑</Kbd>}
          disabled={isFirst}
          onClick={() => onMove(-1)}
        >
          {t("Move up")}
        </Menu.Item>
        <Menu.Item
          leftSection={<ArrowDown size={16} aria-hidden />}
          rightSection={<Kbd size="xs">Alt ↓</Kbd>}
          disabled={isLast}
          onClick={() => onMove(1)}
        >
          {t("Move down")}
        </Menu.Item>
        <Menu.Item leftSection={<Trash2 size={16} aria-hidden />} onClick={onRemove}>
          {t("Remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
