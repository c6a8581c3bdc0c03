/** Follows the work on files that was begun here: says when it is done, and forgets what is over. */
import { useEffect } from "react";
import { useStore } from "zustand";
import { showDone } from "#renderer/components/done-notice.ts";
import { showProblem } from "#renderer/components/notices.tsx";
import { shortText } from "#renderer/components/short-text.ts";
import { useAppContext, useTasks } from "#renderer/context.ts";
import type { Text } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { type BegunWork, withoutWork } from "#renderer/stores/entry-work.ts";
import { tasksByIds } from "#renderer/stores/tasks.ts";

const doneTitles = { attach: "File added", "save-attachment": "File saved" } as const satisfies Record<
  string,
  Text
>;

const isFileWork = (kind: string): kind is keyof typeof doneTitles => kind in doneTitles;

/** Failed work stays beside its entry until it is dismissed; elsewhere a notice tells of it. */
const isElsewhere = (begun: readonly BegunWork[], taskId: string, selectedId: string | null): boolean =>
  begun.find((work) => work.taskId === taskId)?.entryId !== selectedId;

/** Used once, by the screen. */
export const useWorkNotices = (): void => {
  const { work, ui } = useAppContext();
  const begun = useStore(work, (state) => state.begun);
  const tasks = useTasks();
  const t = useText();
  useEffect(() => {
    const over = new Set<string>();
    const mine = tasksByIds(
      tasks,
      begun.map(({ taskId }) => taskId),
    );
    for (const { taskId, kind, label, state, error } of mine) {
      if (state === "running") continue;
      if (state === "failed" && !isElsewhere(begun, taskId, ui.getState().selectedId)) continue;
      over.add(taskId);
      if (state === "done" && isFileWork(kind)) showDone(t(doneTitles[kind]), shortText(label, 60));
      if (state === "failed" && error !== null) showProblem(error);
    }
    if (over.size > 0) work.setState((now) => withoutWork(now, over));
  }, [begun, t, tasks, ui, work]);
};
