/**
 * The way back from the browser by an address of our own scheme: the system hands it to this program, which
 * hands it to the sign-in that waits for it. An address that nobody waits for is dropped.
 */
import { appScheme } from "#main/app-scheme.ts";
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { RedirectReceiver } from "#stores/redirect.port.ts";

/** Waits for addresses of our scheme. */
export interface SchemeRedirects {
  open(path: string): RedirectReceiver;
  /** True when somebody waited for it. */
  take(address: string): boolean;
}

/** Nobody waits yet. */
export const createSchemeRedirects = (): SchemeRedirects => {
  const waiting = new Map<string, (url: URL) => void>();
  return {
    open: (path) => {
      const redirectUri = `${appScheme}:/${path}`;
      let settle: (result: Awaited<RedirectReceiver["received"]>) => void = () => undefined;
      const received = new Promise<Awaited<RedirectReceiver["received"]>>((resolve) => (settle = resolve));
      waiting.set(redirectUri, (url) => settle(ok(url)));
      return {
        redirectUri,
        received,
        close: () => {
          waiting.delete(redirectUri);
          settle(fail("connect.cancelled"));
        },
      };
    },
    take: (address) => {
      if (!URL.canParse(address) || !address.startsWith(`${appScheme}:`)) return false;
      const [base = ""] = address.split(/[?#]/);
      const found = waiting.get(base.replace(/\/$/, ""));
      if (found === undefined) return false;
      // One answer only: a second one finds nobody.
      waiting.delete(base.replace(/\/$/, ""));
      found(new URL(address));
      return true;
    },
  };
};
