/** The desk of sign-ins with a clock moved by hand, an account and a way back that a test plays, and no browser. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { LinkDesk } from "#main/stores/link-desk.ts";
import type { LinkDeskParts, LinkRequest } from "#main/stores/link-desk.ts";
import type { Account, AccountFacts, BrowserSignIn } from "#stores/account.port.ts";
import type { RedirectReceiver } from "#stores/redirect.port.ts";
import type { HandClock } from "./hand-clock.ts";
import { createHandClock } from "./hand-clock.ts";
import { silentLog } from "./silent-log.ts";

/** Who signs in. */
export const ada: AccountFacts = {
  id: "sub-ada",
  label: "ada@example.org",
  connectedAt: 1_700_000_000_000,
  consentEndsAt: null,
  idleEndsAt: null,
  isDeveloperAccess: false,
};

/** The page that the service names. */
export const signInPage = "https://login.example/authorize?state=abc";

/** A way back that a test answers. */
export interface PlayedRedirect extends RedirectReceiver {
  readonly isClosed: () => boolean;
  answer(address: string): void;
}

const playRedirect = (path: string): PlayedRedirect => {
  let isClosed = false;
  let settle: (result: Awaited<RedirectReceiver["received"]>) => void = () => undefined;
  const received = new Promise<Awaited<RedirectReceiver["received"]>>((resolve) => (settle = resolve));
  return {
    redirectUri: `http://127.0.0.1:47811${path}`,
    received,
    isClosed: () => isClosed,
    answer: (address) => settle(ok(new URL(address))),
    close: () => {
      isClosed = true;
      settle(fail("connect.cancelled"));
    },
  };
};

/** What of an account a sign-in uses. */
export interface PlayedAccount extends Account {
  readonly begun: { readonly redirectUri: string; readonly expectedId: string | null }[];
  readonly finished: string[];
}

/** An account whose page and last step a test chooses. */
export const playAccount = (play: {
  readonly begin?: Account["begin"];
  readonly finish?: BrowserSignIn["finish"];
}): PlayedAccount => {
  const [begun, finished]: [PlayedAccount["begun"], string[]] = [[], []];
  const finish: BrowserSignIn["finish"] = (redirect, signal) => {
    finished.push(redirect.href);
    return play.finish?.(redirect, signal) ?? Promise.resolve(ok(ada));
  };
  return {
    begun,
    finished,
    facts: () => Promise.resolve(ok(null)),
    begin: (redirectUri, expectedId, signal) => {
      begun.push({ redirectUri, expectedId });
      return (
        play.begin?.(redirectUri, expectedId, signal) ?? Promise.resolve(ok({ url: signInPage, finish }))
      );
    },
    test: () => Promise.resolve(ok(undefined)),
    disconnect: () => Promise.resolve(ok(undefined)),
    subscribe: () => () => undefined,
  };
};

/** The desk with what is around it. */
export interface LinkBench {
  readonly desk: LinkDesk;
  readonly clock: HandClock;
  readonly account: PlayedAccount;
  /** Every way back that was opened. */
  readonly redirects: PlayedRedirect[];
  /** Every page that a browser was sent to. */
  readonly opened: string[];
  /** Who was connected. */
  readonly connected: AccountFacts[];
  readonly request: LinkRequest;
  /** `connect` begun, or thrown when it is refused. */
  start(change?: Partial<LinkRequest>): Promise<string>;
}

/** Makes one. */
export const createLinkBench = (
  play: Parameters<typeof playAccount>[0] & {
    readonly openLoopback?: LinkDeskParts["openLoopback"];
    readonly openBrowser?: LinkDeskParts["openBrowser"];
    readonly whenConnected?: () => Promise<Result<void, AppError>>;
  } = {},
): LinkBench => {
  const clock = createHandClock();
  const [redirects, opened, connected]: [PlayedRedirect[], string[], AccountFacts[]] = [[], [], []];
  const openLoopback: LinkDeskParts["openLoopback"] = (path) => {
    const redirect = playRedirect(path);
    redirects.push(redirect);
    return Promise.resolve(ok(redirect));
  };
  const desk = new LinkDesk({
    clock,
    log: silentLog,
    openLoopback: play.openLoopback ?? openLoopback,
    openBrowser: (url) => {
      opened.push(url);
      return play.openBrowser?.(url) ?? Promise.resolve(true);
    },
    changed: () => undefined,
  });
  const account = playAccount(play);
  const request: LinkRequest = {
    store: "hyperid",
    way: "loopback",
    account,
    expectedId: null,
    connected: (facts) => {
      connected.push(facts);
      return play.whenConnected?.() ?? Promise.resolve(ok(undefined));
    },
  };
  return {
    desk,
    clock,
    account,
    redirects,
    opened,
    connected,
    request,
    start: async (change = {}) => {
      const begun = await desk.start({ ...request, ...change });
      if (!begun.ok) throw new Error(begun.error.code);
      return begun.value.linkId;
    },
  };
};
