/** The browser's way back to this program after a sign-in. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";

/** One way back, good for one answer. */
export interface RedirectReceiver {
  /** The address to be given to the service. */
  readonly redirectUri: string;
  /** The whole address that the browser came back to; connect.cancelled when it was closed before. */
  readonly received: Promise<Result<URL, AppError<"connect.cancelled">>>;
  /** Stops waiting; harmless when over. */
  close(): void;
}

/** Opens a way back. connect.port-taken {ports} when none of the ports is free. */
export type OpenRedirect = (
  path: string,
) => Promise<Result<RedirectReceiver, AppError<"connect.port-taken">>>;
