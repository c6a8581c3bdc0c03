/** Files dropped on an entry. The page hands the files over as they are; where they lie it never learns. */
import { type DragEvent, useState } from "react";
import type { EntryDetail } from "#contract/views.ts";
import { tellProblem } from "#renderer/components/notices.tsx";
import { type AppContextValue, useAppContext } from "#renderer/context.ts";
import { withWork } from "#renderer/stores/entry-work.ts";
import { type Dropped, type Refused, sortDropped } from "./dropped-files.ts";

/** What hovers, what was refused, and what the target listens to. */
export interface Drop {
  readonly isOver: boolean;
  readonly refused: readonly Refused[];
  readonly dismiss: () => void;
  readonly events: Readonly<
    Record<"onDragEnter" | "onDragOver" | "onDragLeave" | "onDrop", (event: DragEvent) => void>
  >;
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes("Files");

/** Asked at once: after the event is over the browser answers nothing any more. */
const droppedIn = ({ items }: DataTransfer): readonly Dropped[] =>
  [...items].flatMap((item): Dropped[] => {
    const file = item.kind === "file" ? item.getAsFile() : null;
    return file === null ? [] : [{ file, isFolder: item.webkitGetAsEntry()?.isDirectory === true }];
  });

const add = async (
  { client, work }: AppContextValue,
  entryId: string,
  files: readonly File[],
): Promise<void> => {
  const reply = await client.addFiles(entryId, files);
  tellProblem(reply);
  if (!reply.ok) return;
  for (const taskId of reply.value.taskIds)
    work.setState((state) => withWork(state, { taskId, entryId, attachmentId: null }));
};

/** Follows what is dragged over an entry. In the trash nothing can be added. */
export const useDrop = ({ entryId, isDeleted }: EntryDetail): Drop => {
  const context = useAppContext();
  // Moving onto an element inside is told as entering that and leaving the former one.
  const [depth, setDepth] = useState(0);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const move = (by: 1 | -1): void => setDepth((now) => Math.max(0, now + by));
  const whenFiles =
    (act: (event: DragEvent) => void) =>
    (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (isDeleted) event.dataTransfer.dropEffect = "none";
      else act(event);
    };
  return {
    isOver: depth > 0,
    refused,
    dismiss: () => setRefused([]),
    events: {
      onDragEnter: whenFiles(() => move(1)),
      onDragLeave: whenFiles(() => move(-1)),
      onDragOver: whenFiles((event) => {
        event.dataTransfer.dropEffect = "copy";
      }),
      onDrop: whenFiles((event) => {
        setDepth(0);
        const sorted = sortDropped(droppedIn(event.dataTransfer));
        setRefused(sorted.refused);
        if (sorted.files.length > 0) void add(context, entryId, sorted.files);
      }),
    },
  };
};
