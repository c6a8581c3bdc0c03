/** The pages beside the list, in the order in which they are shown. */
import { ChartNoAxesColumn, History, Settings, UserSearch } from "lucide-react";
import type { Text } from "#renderer/language/texts.ts";
import type { Page } from "#renderer/stores/ui.ts";

/** One page. */
export interface PageLink {
  readonly page: Page;
  readonly label: Text;
  readonly icon: typeof Settings;
}

/** Those with a line in the sidebar. */
export const pageLinks: readonly PageLink[] = [
  { page: "activity", label: "Activity", icon: History },
  { page: "storage", label: "Storage", icon: ChartNoAxesColumn },
  { page: "lookup", label: "Age lookup", icon: UserSearch },
  { page: "settings", label: "Settings", icon: Settings },
];
