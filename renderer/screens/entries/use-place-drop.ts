/** A place in the sidebar as the end of a drag: what letting go there does. */
import { type DragEvent, useState } from "react";
import type { BulkAction } from "#contract/views.ts";
import { useAppContext, useUi } from "#renderer/context.ts";
import type { Place } from "#renderer/stores/list-query.ts";
import { useBulk } from "./use-bulk.ts";

/** What a place does to entries that come from the list or from the trash; null: it takes none. */
const actionOf = (place: Place, isFromTrash: boolean): BulkAction | null => {
  if (isFromTrash) return place.kind === "all" ? { kind: "restore" } : null;
  switch (place.kind) {
    case "tag":
      return { kind: "add-tag", tag: place.tag };
    case "favourites":
      return { kind: "favourite", isOn: true };
    case "trash":
      return { kind: "trash" };
    default:
      return null;
  }
};

/** What the element of the place listens to, and whether something is held over it. */
export interface PlaceDrop {
  readonly isOver: boolean;
  /** Whether what is being dragged may be let go here. */
  readonly isTarget: boolean;
  readonly events: {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: () => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/** For one place. */
export const usePlaceDrop = (place: Place): PlaceDrop => {
  const { ui } = useAppContext();
  const [isOver, setIsOver] = useState(false);
  const bulk = useBulk();
  const isDragging = useUi(({ dragged }) => dragged.length > 0);
  const isTrash = useUi((state) => state.place.kind === "trash");
  const action = actionOf(place, isTrash);
  const isTarget = isDragging && action !== null;
  return {
    isTarget,
    isOver: isOver && isTarget,
    events: {
      onDragOver: (event) => {
        if (!isTarget) return;
        event.preventDefault();
        event.dataTransfer.dropEffect =
          action.kind === "trash" || action.kind === "restore" ? "move" : "copy";
        setIsOver(true);
      },
      onDragLeave: () => setIsOver(false),
      onDrop: (event) => {
        setIsOver(false);
        if (!isTarget) return;
        event.preventDefault();
        const { dragged } = ui.getState();
        ui.setState({ dragged: [] });
        void bulk.run(action, dragged);
      },
    },
  };
};
