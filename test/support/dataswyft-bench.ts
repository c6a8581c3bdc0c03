/** The Dataswyft service over an account in memory: what unit tests of keeping, sending and signing in share. */
import type { Clock } from "#contract/clock.port.ts";
import type { DataswyftParts, DataswyftService } from "#stores/dataswyft/dataswyft-service.ts";
import { createDataswyftService } from "#stores/dataswyft/dataswyft-service.ts";
import { createFakePda, fakeHost } from "./fake-pda.ts";
import type { FakePda } from "./fake-pda.ts";
import { createRushingClock } from "./hand-clock.ts";
import type { HandClock } from "./hand-clock.ts";
import { createSharedSlot } from "./shared-slot.ts";
import type { SharedSlot } from "./shared-slot.ts";
import { keptLog } from "./scripted-http.ts";

/** One computer at the account. */
export interface DataswyftBench {
  readonly pda: FakePda;
  readonly slot: SharedSlot;
  readonly log: ReturnType<typeof keptLog>;
  readonly service: DataswyftService;
  /** Moves the clock that never runs backwards. */
  readonly wait: (ms: number) => void;
  /** Another program or computer at the same account, signed in too. */
  another(over?: Partial<DataswyftParts>): Promise<DataswyftService>;
}

/** Never aborts. */
export const noAbort: AbortSignal = new AbortController().signal;

/** The settings of the bench. */
export const benchSettings = {
  pdaUrl: fakeHost,
  applicationId: "keepsafe-dev",
  namespace: "",
  signInPage: "hatlogin",
  fileFromBytes: 2_000,
} as const;

/** Signs in as a browser would that brings the account's own token. */
export const signIn = async (pda: FakePda, { account }: DataswyftService, token?: string): Promise<void> => {
  const begun = await account.begin("http://127.0.0.1:4100/cb", null, noAbort);
  if (!begun.ok) throw new Error(begun.error.code);
  const back = new URL(new URL(begun.value.url.replace("/#/", "/")).searchParams.get("redirect") ?? "");
  back.searchParams.set("token", token ?? (await pda.issue()));
  const finished = await begun.value.finish(back, noAbort);
  if (!finished.ok) throw new Error(finished.error.code);
};

/** Waits that end at once; the time of day is the account's. */
const clockOf = (pda: FakePda, rushing: HandClock): Clock => ({ ...rushing, now: () => pda.now });

/** Makes one; signed in unless told otherwise. */
export const createBench = async (
  over: Partial<DataswyftParts> = {},
  isSignedIn = true,
): Promise<DataswyftBench> => {
  const pda = await createFakePda();
  const slot = createSharedSlot();
  const rushing = createRushingClock();
  const log = keptLog();
  const parts: DataswyftParts = {
    settings: benchSettings,
    secrets: slot,
    http: pda.http,
    clock: clockOf(pda, rushing),
    log,
    random: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
    ...over,
  };
  const service = createDataswyftService(parts);
  if (isSignedIn) await signIn(pda, service);
  return {
    pda,
    slot,
    log,
    service,
    wait: (ms) => rushing.advance(ms),
    another: async (more = {}) => {
      const other = createDataswyftService({ ...parts, secrets: createSharedSlot(), ...more });
      if (more.secrets === undefined) await signIn(pda, other);
      return other;
    },
  };
};
