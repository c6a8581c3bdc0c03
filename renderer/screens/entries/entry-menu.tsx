/** What is done with an entry more rarely than the buttons beside it. */
import { ActionIcon, Kbd, Menu } from "@mantine/core";
import { EllipsisVertical, Share2 } from "lucide-react";
import type { ReactElement } from "react";
import { useText } from "#renderer/language/use-text.ts";

/** The button and its menu. */
export const EntryMenu = ({ onShare }: { readonly onShare: () => void }): ReactElement => {
  const t = useText();
  return (
    <Menu position="bottom-end" shadow="md" width={280} withInitialFocusPlaceholder={false} returnFocus>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("More for this entry")}>
          <EllipsisVertical size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<Share2 size={16} aria-hidden />}
          rightSection={<Kbd size="xs">S</Kbd>}
          onClick={onShare}
        >
          {t("Share with other programs…")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
