/**
 * Where a service's failure gets into the log, beside the reference that the person sees. It writes the
 * name of the call and plain facts; never an address, a body, a header, a UID or a challenge.
 */
import type { AppError } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";

/** Passes the result on and writes one line when it is a failure that nobody asked for. */
export const logged = <T, E extends AppError>(
  log: Log,
  event: string,
  call: string,
  result: Result<T, E>,
): Result<T, E> => {
  if (result.ok || result.error.code === "scan.cancelled") return result;
  const { code, ref, detail } = result.error;
  log.warn(event, { ...detail, call, code, ref });
  return result;
};
