/**
 * Signing in to a service through the system browser, one at a time: opens the way back, sends the browser
 * off, takes the one answer, and has the account judge it. The course is shown; nothing of the answer is.
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { appError, fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { AccountStore, LinkView, StoresView } from "#contract/views.ts";
import type { Account, AccountFacts, BrowserSignIn } from "#stores/account.port.ts";
import type { OpenRedirect, RedirectReceiver } from "#stores/redirect.port.ts";
import { createSchemeRedirects } from "./scheme-redirects.ts";
import type { SchemeRedirects } from "./scheme-redirects.ts";

/** What the desk needs. */
export interface LinkDeskParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly openLoopback: OpenRedirect;
  /** False when no browser could be opened. */
  readonly openBrowser: (url: string) => Promise<boolean>;
  readonly changed: () => void;
  /** Told how each sign-in ended. */
  readonly linked?: ((store: AccountStore, error: AppError | null) => void) | undefined;
}

/** One sign-in to be made. `connected` is called when it held, before its outcome is shown. */
export interface LinkRequest {
  readonly store: AccountStore;
  readonly way: "loopback" | "scheme";
  readonly account: Account;
  readonly expectedId: string | null;
  readonly connected: (facts: AccountFacts) => Promise<Result<void, AppError>>;
}

/** How long a person may take in the browser. */
const inBrowserMs = 600_000;
/** How long the service may take to begin, and to check the answer. */
const checkingMs = 30_000;

/** The address that the service sends the browser to ends so. */
const pathOf = (store: AccountStore): string => `/callback/${store}`;

/** A service names its own page: only a web page may be opened by the system. */
const isPage = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const isLoopback = hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]";
  return protocol === "https:" || (protocol === "http:" && isLoopback);
};

interface Running {
  view: LinkView;
  readonly stop: AbortController;
  readonly receiver: RedirectReceiver;
}

/** The desk. */
export class LinkDesk {
  readonly #parts: LinkDeskParts;
  readonly #schemes: SchemeRedirects = createSchemeRedirects();
  #running: Running | null = null;
  #starting: AbortController | null = null;
  #last: StoresView["lastLink"] = null;

  constructor(parts: LinkDeskParts) {
    this.#parts = parts;
  }

  /** The sign-in under way. */
  get link(): LinkView | null {
    return this.#running?.view ?? null;
  }

  /** How the last one ended. */
  get last(): StoresView["lastLink"] {
    return this.#last;
  }

  /** Begins; answers when the browser was sent off. connect.busy while another is under way. */
  async start(request: LinkRequest): Promise<Result<{ readonly linkId: string }, AppError>> {
    if (this.#running !== null || this.#starting !== null) return fail("connect.busy");
    const stop = new AbortController();
    this.#starting = stop;
    const begun = await this.#begin(request, stop).finally(() => (this.#starting = null));
    return begun.ok ? ok({ linkId: begun.value.view.linkId }) : begun;
  }

  /** An address of our own scheme was opened; true when a sign-in waited for it. */
  takeAddress(address: string): boolean {
    return this.#schemes.take(address);
  }

  /** Gives a sign-in up; harmless when it is over. */
  cancel(linkId: string): void {
    if (this.#running?.view.linkId === linkId) this.#running.stop.abort();
  }

  dispose(): void {
    this.#starting?.abort();
    this.#running?.stop.abort();
  }

  async #begin(request: LinkRequest, stop: AbortController): Promise<Result<Running, AppError>> {
    const path = pathOf(request.store);
    const receiver =
      request.way === "scheme" ? ok(this.#schemes.open(path)) : await this.#parts.openLoopback(path);
    if (!receiver.ok) return receiver;
    const signIn = await this.#during(stop, (signal) =>
      request.account.begin(receiver.value.redirectUri, request.expectedId, signal),
    );
    if (!signIn.ok || !isPage(signIn.value.url) || stop.signal.aborted) {
      receiver.value.close();
      if (!signIn.ok) return signIn;
      return stop.signal.aborted ? fail("connect.cancelled") : fail("connect.untrusted");
    }
    const running = this.#show(request.store, signIn.value.url, stop, receiver.value);
    void this.#follow(request, running, signIn.value);
    running.view = { ...running.view, isBrowserOpen: await this.#parts.openBrowser(signIn.value.url) };
    this.#parts.changed();
    return ok(running);
  }

  /** Asks the service for as long as a check may take. Only the person cancels; the rest is the service's silence. */
  async #during<T>(
    stop: AbortController,
    ask: (signal: AbortSignal) => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> {
    const late = new AbortController();
    const cancelTimer = this.#parts.clock.after(checkingMs, () => late.abort());
    const asked = await ask(AbortSignal.any([stop.signal, late.signal])).finally(cancelTimer);
    if (asked.ok) return asked;
    if (stop.signal.aborted) return fail("connect.cancelled");
    return late.signal.aborted ? fail("store.unreachable") : asked;
  }

  #show(store: AccountStore, url: string, stop: AbortController, receiver: RedirectReceiver): Running {
    const view: LinkView = {
      linkId: randomUUID(),
      store,
      state: "in-browser",
      url,
      isBrowserOpen: true,
      endsAt: this.#parts.clock.now() + inBrowserMs,
    };
    this.#last = null;
    this.#running = { view, stop, receiver };
    this.#parts.changed();
    return this.#running;
  }

  async #follow(request: LinkRequest, running: Running, signIn: BrowserSignIn): Promise<void> {
    const outcome = await this.#outcome(request, running, signIn).catch((cause: unknown) => {
      const error = appError("internal");
      this.#parts.log.error("link.failed", { ref: error.ref, store: request.store }, cause);
      return { ok: false, error } as const;
    });
    running.receiver.close();
    const error = outcome.ok ? null : outcome.error;
    this.#parts.log.info("link.ended", { store: request.store, code: error?.code });
    this.#last = { linkId: running.view.linkId, store: request.store, error };
    this.#parts.linked?.(request.store, error);
    this.#running = null;
    this.#parts.changed();
  }

  async #outcome(
    request: LinkRequest,
    running: Running,
    signIn: BrowserSignIn,
  ): Promise<Result<unknown, AppError>> {
    const answer = await this.#answer(running);
    if (!answer.ok) return answer;
    running.view = { ...running.view, state: "checking" };
    this.#parts.changed();
    const facts = await this.#during(running.stop, (signal) => signIn.finish(answer.value, signal));
    return facts.ok ? request.connected(facts.value) : facts;
  }

  /** The browser's answer, or that it took too long, or that the person gave up. */
  #answer({ receiver, stop }: Running): Promise<Result<URL, AppError>> {
    return new Promise((resolve) => {
      const cancelTimer = this.#parts.clock.after(inBrowserMs, () => resolve(fail("connect.timeout")));
      stop.signal.addEventListener("abort", () => resolve(fail("connect.cancelled")), { once: true });
      void receiver.received.then((received) => {
        cancelTimer();
        resolve(received);
      });
    });
  }
}
