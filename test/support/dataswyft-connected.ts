/** The Dataswyft service against the sandbox's account, signed in through its consent pages. */
import type { Clock } from "#contract/clock.port.ts";
import type { Result } from "#contract/result.ts";
import { http } from "#platform/http.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import type { AccountError, AccountFacts } from "#stores/account.port.ts";
import { createDataswyftService } from "#stores/dataswyft/dataswyft-service.ts";
import type { DataswyftParts, DataswyftService } from "#stores/dataswyft/dataswyft-service.ts";
import { errorRowOf } from "#stores/dataswyft/error-table.ts";
import type { BytesRequest, Http } from "#stores/http.port.ts";
import { approve } from "./dataswyft-consent.ts";
import type { ConsentChoice } from "./dataswyft-consent.ts";
import type { TestSandbox } from "./sandbox.ts";
import { createSharedSlot } from "./shared-slot.ts";
import { silentLog } from "./silent-log.ts";

/** What may differ from a usual connection. */
export interface ConnectOptions extends Partial<Omit<DataswyftParts, "settings">> {
  readonly settings?: Partial<DataswyftParts["settings"]>;
}

/** Where the browser comes back in tests; nothing listens there. */
export const redirectUri = "http://127.0.0.1:4100/cb";

const never = new AbortController().signal;

/** The service for the sandbox's account, nobody signed in. */
export const dataswyftService = (sandbox: TestSandbox, options: ConnectOptions = {}): DataswyftService => {
  const { pdaUrl, applicationId } = sandbox.endpoints.dataswyft;
  const { settings, ...parts } = options;
  return createDataswyftService({
    secrets: createSharedSlot(),
    http,
    clock: createSystemClock(),
    log: silentLog,
    random: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
    ...parts,
    settings: {
      pdaUrl,
      applicationId,
      namespace: "",
      signInPage: "hatlogin",
      fileFromBytes: 65_536,
      ...settings,
    },
  });
};

/** Goes through the consent pages; the outcome as the account gives it. */
export const clickThrough = async (
  { account }: DataswyftService,
  choice: ConsentChoice = {},
): Promise<Result<AccountFacts, AccountError>> => {
  const begun = await account.begin(redirectUri, null, never);
  return begun.ok ? begun.value.finish(await approve(begun.value.url, choice), never) : begun;
};

/** Signed in as the account's owner would through the browser. */
export const connectDataswyft = async (
  sandbox: TestSandbox,
  options: ConnectOptions = {},
): Promise<DataswyftService> => {
  const service = dataswyftService(sandbox, options);
  const facts = await clickThrough(service);
  if (!facts.ok) throw new Error(`not connected: ${facts.error.code}`);
  return service;
};

/** A clock that is ahead of the system's by what the test says. */
export const createAheadClock = (): Clock & { aheadMs: number } => {
  const clock = createSystemClock();
  const ahead = { aheadMs: 0, ...clock, now: (): number => clock.now() + ahead.aheadMs };
  return ahead;
};

/** HTTP that notes what was asked and which rows of the contract's table of errors were answered. */
export interface NotingHttp {
  readonly http: Http;
  readonly seen: BytesRequest[];
  readonly rows: Set<string>;
  /** Looked at before each request; what it returns is waited for. */
  before: (request: BytesRequest) => Promise<void>;
  /** At most this long for each request; the request's own limit when it is shorter. */
  timeoutMs: number;
}

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
};

/** Notes on top of the real thing. */
export const createNotingHttp = (): NotingHttp => {
  const noting: NotingHttp = {
    seen: [],
    rows: new Set(),
    before: () => Promise.resolve(),
    timeoutMs: Infinity,
    http: async (request) => {
      noting.seen.push(request);
      await noting.before(request);
      const timeoutMs = Math.min(noting.timeoutMs, request.timeoutMs ?? 8_000);
      const answer = await http({ ...request, timeoutMs });
      if (!answer.ok || answer.value.status < 400) return answer;
      const row = errorRowOf(answer.value.status, parse(answer.value.bytes));
      if (row !== null) noting.rows.add(row);
      return answer;
    },
  };
  return noting;
};
