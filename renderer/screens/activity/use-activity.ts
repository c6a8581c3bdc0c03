/** The lines that are shown: asked for by the hundred, and again whenever something was written. */
import { useCallback, useEffect, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { CommandOutput } from "#contract/ipc.ts";
import type { ActivityChain, ActivityRow } from "#contract/views.ts";
import type { Client } from "#renderer/bridge.ts";
import { useClient, useSnapshot } from "#renderer/context.ts";
import { type Looking, kindsOf } from "./event-groups.ts";

const pageLength = 100;

/** What came back. */
export interface FoundLines {
  readonly total: number;
  readonly rows: readonly ActivityRow[];
  readonly chain: ActivityChain;
}

/** The lines and how they stand. */
export interface Activity {
  readonly found: FoundLines | null;
  readonly error: AppError | null;
  readonly showMore: () => void;
  readonly retry: () => void;
}

type Answer = CommandOutput<"activity.query">;

const ask = async (
  client: Client,
  { groups, onlyFailed, from }: Looking,
  pages: number,
): Promise<{ readonly found: FoundLines | null; readonly error: AppError | null }> => {
  const replies = await Promise.all(
    Array.from({ length: pages }, (_, page) =>
      client.call("activity.query", {
        kinds: kindsOf(groups),
        outcome: onlyFailed ? "failed" : "all",
        from,
        offset: page * pageLength,
        limit: pageLength,
      }),
    ),
  );
  const answers: Answer[] = [];
  for (const reply of replies) {
    if (!reply.ok) return { found: null, error: reply.error };
    answers.push(reply.value);
  }
  const [first] = answers;
  if (first === undefined) return { found: null, error: null };
  const { total, chain } = first;
  return { found: { total, chain, rows: answers.flatMap(({ rows }) => rows) }, error: null };
};

/** The lines that fit. What was there stays to be seen until the new answer has come. */
export const useActivity = (looking: Looking): Activity => {
  const client = useClient();
  const written = useSnapshot(({ activity }) => activity?.seq);
  const [more, setMore] = useState({ looking, pages: 1, tries: 0 });
  const [state, setState] = useState<Pick<Activity, "found" | "error">>({ found: null, error: null });
  const pages = more.looking === looking ? more.pages : 1;
  useEffect(() => {
    let isCurrent = true;
    void ask(client, looking, pages).then((answer) => {
      if (isCurrent) setState(answer);
    });
    return () => {
      isCurrent = false;
    };
  }, [client, looking, pages, written, more.tries]);
  const showMore = useCallback(
    () => setMore(({ tries }) => ({ looking, pages: pages + 1, tries })),
    [looking, pages],
  );
  const retry = useCallback(() => setMore((now) => ({ ...now, tries: now.tries + 1 })), []);
  return { ...state, showMore, retry };
};
