/** HyperID's user data calls over scripted HTTP: what was refused, waited for and logged. */
import { ok } from "#contract/result.ts";
import type { UserData } from "#stores/hyperid/user-data-verbs.ts";
import { createUserData } from "#stores/hyperid/user-data-verbs.ts";
import { createUserDataCall } from "#stores/hyperid/user-data.ts";
import { createRushingClock } from "./hand-clock.ts";
import type { BytesReply, ScriptedBytes } from "./scripted-bytes.ts";
import { noReply, scriptedBytes } from "./scripted-bytes.ts";
import { keptLog } from "./scripted-http.ts";

const rest = "https://rest.example";

/** The calls with their traces. `refused`: the token that each request for a token came with. */
export interface ScriptedUserData {
  readonly data: UserData;
  readonly log: ReturnType<typeof keptLog>;
  readonly refused: (string | undefined)[];
  readonly waits: readonly number[];
}

/** Makes one. */
export const scriptedUserData = ({ http }: Pick<ScriptedBytes, "http">): ScriptedUserData => {
  const refused: (string | undefined)[] = [];
  const log = keptLog();
  const clock = createRushingClock();
  const call = createUserDataCall({
    http,
    clock,
    log,
    random: () => Uint8Array.of(128),
    authorize: (_signal, former) => {
      refused.push(former);
      return Promise.resolve(ok({ token: `token-${refused.length}`, restBaseUrl: rest }));
    },
  });
  return { data: createUserData(call), log, refused, waits: clock.waits };
};
/** A service that gives these replies in order, the last one again and again. */
export const fixed = (...replies: readonly BytesReply[]): ScriptedBytes =>
  scriptedBytes((_request, at) => replies[Math.min(at, replies.length - 1)] ?? noReply("unreachable"));
