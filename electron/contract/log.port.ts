/** The log as a port. Fields are plain facts; secrets, UIDs in full, challenges and tokens never go in. */

/** Fields of a log line. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes lines; `cause` is the foreign error behind an AppError and is written with its `ref`. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields, cause?: unknown): void;
  error(event: string, fields?: LogFields, cause?: unknown): void;
}
