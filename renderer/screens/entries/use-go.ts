/** Going to a place of the list, or to another page. */
import { useUi } from "#renderer/context.ts";
import { type Place, noNarrowing } from "#renderer/stores/list-query.ts";
import type { Page } from "#renderer/stores/ui.ts";
import { useLeave } from "./use-leave.ts";

/** The two ways. */
export interface Go {
  readonly toPlace: (place: Place) => void;
  readonly toPage: (page: Page) => void;
}

/** Makes them. */
export const useGo = (): Go => {
  const leave = useLeave();
  const isTrash = useUi((ui) => ui.place.kind === "trash");
  return {
    toPlace: (place) => {
      // An entry of the trash is not in the other places, nor the other way round.
      const isOtherSide = isTrash !== (place.kind === "trash");
      leave({ place, narrowing: noNarrowing, pane: "show", ...(isOtherSide ? { selectedId: null } : {}) });
    },
    toPage: (page) => leave({ page, pane: "show" }),
  };
};
