/**
 * The Log port over pino: one JSON line an event, written before the call returns. Only the given
 * fields are written; a foreign error is cut down to name, code and message, and whatever looks
 * like a key, token or id in a text is masked. A log that cannot be written stops nothing: what the
 * full disk or the closed folder means for the vault is said where the vault is opened.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { pino } from "pino";
import type { Log, LogFields } from "#contract/log.port.ts";

/** Where lines go (null: standard error) and from which level on. The file gets mode 0600. */
export interface LogOptions {
  readonly file?: string | null;
  readonly level: "debug" | "info" | "warn" | "error" | "silent";
}

const secretLike = /[0-9a-fA-F]{16,}|[A-Za-z0-9+/_-]{24,}={0,2}/g;
const maxCharacters = 400;

/** A text without long hex or base64 runs, at most 400 characters. */
export const maskSecrets = (text: string): string =>
  text.replace(secretLike, (run) => `[${String(run.length)} characters]`).slice(0, maxCharacters);

const maskFields = (fields: LogFields): LogFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "string" ? maskSecrets(value) : value,
    ]),
  );

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? maskSecrets(String(value)) : undefined;

/** Name, code and message of a foreign error; nothing else of it. */
const describeCause = (cause: unknown): Readonly<Record<string, string | undefined>> => {
  if (typeof cause !== "object" || cause === null) return { message: textOf(cause) };
  const { name, message, code } = cause as Readonly<Record<"name" | "message" | "code", unknown>>;
  return { name: textOf(name), message: textOf(message), code: textOf(code) };
};

/** What waits for room on the disk; anything more is dropped. */
const maxWaitingBytes = 100_000;

type Destination = ReturnType<typeof pino.destination>;

/** Null when the file or its folder cannot be made. */
const openDestination = (dest: string | number): Destination | null => {
  try {
    // pino would make a folder that others can look into, and the log is the first thing in a fresh profile.
    if (typeof dest === "string") mkdirSync(dirname(dest), { recursive: true, mode: 0o700 });
    const destination = pino.destination({ dest, sync: true, mode: 0o600, maxLength: maxWaitingBytes });
    destination.on("error", () => undefined);
    return destination;
  } catch {
    return null;
  }
};

/** Makes the log. */
export const createLog = (options: LogOptions): Log => {
  const destination = openDestination(options.file ?? 2);
  const level = destination === null ? "silent" : options.level;
  const logger = pino(
    { base: null, level, timestamp: pino.stdTimeFunctions.isoTime },
    destination ?? pino.destination(2),
  );
  const line = (fields: LogFields = {}, cause?: unknown): object => ({
    ...maskFields(fields),
    ...(cause === undefined ? {} : { cause: describeCause(cause) }),
  });
  return {
    debug: (event, fields) => {
      logger.debug(line(fields), event);
    },
    info: (event, fields) => {
      logger.info(line(fields), event);
    },
    warn: (event, fields, cause) => {
      logger.warn(line(fields, cause), event);
    },
    error: (event, fields, cause) => {
      logger.error(line(fields, cause), event);
    },
  };
};
