/** How each question would be asked, looked up a moment after the person stopped typing. Nothing is sent by that. */
import { useEffect, useState } from "react";
import type { CommandOutput, Reply } from "#contract/ipc.ts";
import { useClient } from "#renderer/context.ts";
import type { Question } from "./question-words.ts";

const pauseMs = 200;

/** A question with its preview; null while it is on its way. */
export interface Previewed {
  readonly question: Question;
  readonly reply: Reply<"lookup.preview"> | null;
}

/** What a preview holds. */
export type PreviewView = CommandOutput<"lookup.preview">;

const keyOf = ({ type, country, text }: Question): string => JSON.stringify([type, country, text]);

/** The previews, in the order of the questions. */
export const usePreviews = (questions: readonly Question[]): readonly Previewed[] => {
  const client = useClient();
  const [known, setKnown] = useState<ReadonlyMap<string, Reply<"lookup.preview">>>(new Map());
  const wanted = JSON.stringify(questions);
  useEffect(() => {
    let isGone = false;
    const ask = async (): Promise<void> => {
      for (const question of JSON.parse(wanted) as Question[]) {
        const reply = await client.call("lookup.preview", question);
        if (isGone) return;
        setKnown((before) => new Map(before).set(keyOf(question), reply));
      }
    };
    const timer = setTimeout(() => void ask(), pauseMs);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [client, wanted]);
  return questions.map((question) => ({ question, reply: known.get(keyOf(question)) ?? null }));
};
