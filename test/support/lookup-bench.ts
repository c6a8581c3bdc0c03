/** The desk of lookups over memory and a scripted registry that finds everybody. */
import { ok } from "#contract/result.ts";
import type { EntryDraft } from "#contract/views-entries.ts";
import type { LookupChoices } from "#lookup/registry-place.ts";
import type { LookupDeskParts } from "#main/lookup-desk.ts";
import { LookupDesk } from "#main/lookup-desk.ts";
import type { BytesRequest } from "#stores/http.port.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { HandClock } from "./hand-clock.ts";
import { createHandClock } from "./hand-clock.ts";
import type { MemorySlot } from "./memory-slot.ts";
import { createMemorySlot } from "./memory-slot.ts";
import type { ScriptedBytes, ScriptedBytesHttp } from "./scripted-bytes-http.ts";
import { bytesAnswered, scriptedBytesHttp } from "./scripted-bytes-http.ts";
import { silentLog } from "./silent-log.ts";

/** Settings before anybody chose. */
export const unsetChoices: LookupChoices = {
  baseUrl: "",
  tokenUrl: "",
  serviceIdentifier: "",
  jurisdictionIdentifier: "",
  auth: "api-key",
  clientId: "",
  scope: "openid",
  tokenStyle: "form",
  keyPath: "",
  tokenPath: "",
  defaultCountry: "",
};

/** Settings that a key completes. */
export const keyedChoices: LookupChoices = {
  ...unsetChoices,
  serviceIdentifier: "acme",
  jurisdictionIdentifier: "US",
};

/** The key of the bench. */
export const apiKey = "key-of-acme";

/** The id of every entry that the bench saves. */
export const savedId = "0".repeat(32);

const finding = (request: BytesRequest): ScriptedBytes =>
  bytesAnswered(
    (JSON.parse(String(request.body)) as object[]).map((query) => ({
      ...query,
      status: "found",
      is_under_13: true,
    })),
  );

/** The desk with what is around it. */
export interface LookupBench {
  readonly desk: LookupDesk;
  readonly slot: MemorySlot;
  readonly clock: HandClock;
  readonly scripted: ScriptedBytesHttp;
  /** The entries that were saved. */
  readonly drafts: EntryDraft[];
  readonly settings: () => LookupChoices;
}

/** Makes one. */
export const createLookupBench = (
  change: Partial<LookupDeskParts> = {},
  choices: LookupChoices = keyedChoices,
  secrets: object = { apiKey },
): LookupBench => {
  let now = choices;
  const slot = createMemorySlot(new TextEncoder().encode(JSON.stringify(secrets)));
  const clock = createHandClock();
  const scripted = scriptedBytesHttp(finding);
  const drafts: EntryDraft[] = [];
  const entries = {
    save: (_id: string | null, draft: EntryDraft) => {
      drafts.push(draft);
      return ok({ entryId: savedId, revision: 1 });
    },
  } as unknown as EntryService;
  const desk = new LookupDesk({
    settings: () => now,
    saveSettings: (patch) => {
      now = { ...now, ...patch };
      return Promise.resolve(ok(undefined));
    },
    secrets: slot,
    sandbox: () => null,
    http: scripted.http,
    clock,
    log: silentLog,
    entries: () => ok(entries),
    ...change,
  });
  return { desk, slot, clock, scripted, drafts, settings: () => now };
};

/** An error's code, or “ok”. */
export const outcomeOf = (result: {
  readonly ok: boolean;
  readonly error?: { readonly code: string };
}): string => (result.ok ? "ok" : (result.error?.code ?? ""));
