/**
 * Expected failures are values. Every function that can fail in a foreseen way returns a Result;
 * a throw is a bug and is caught only where nobody else would hear of it (the IPC router, the scan
 * runner, a sign-in, work in the background, the command line's entry).
 */

/** Either a value or a reason, as a plain object that survives structured clone. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** Wraps a value as a success. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** Wraps a reason as a failure. */
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });
