/**
 * What every IPC call goes through, without Electron so that tests drive it directly: who sends it,
 * what goes in, what comes out. A throw in a handler is a bug and ends here as `internal`.
 */
import type { AppError } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import type { CommandInput, CommandName, CommandOutput } from "#contract/ipc.ts";
import { commands } from "#contract/ipc.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { err } from "#contract/result.ts";

/** One handler for each command; a missing one does not compile. */
export type Handlers = {
  readonly [C in CommandName]: (
    input: CommandInput<C>,
  ) => Promise<Result<CommandOutput<C>, AppError>> | Result<CommandOutput<C>, AppError>;
};

/** The largest input, measured as JSON text. */
export const maxInputChars = 12_000_000;

const isCommand = (name: unknown): name is CommandName =>
  typeof name === "string" && Object.hasOwn(commands, name);

const isTooLarge = (input: unknown): boolean => {
  try {
    // undefined has no JSON text, whatever the type says; it is small enough.
    const text: unknown = JSON.stringify(input);
    return typeof text === "string" && text.length > maxInputChars;
  } catch {
    return true;
  }
};

const runChecked = async <C extends CommandName>(
  name: C,
  input: unknown,
  handlers: Handlers,
  log: Log,
): Promise<Result<CommandOutput<C>, AppError>> => {
  const parsed = commands[name].in.safeParse(input);
  if (!parsed.success) return err(refused("ipc.bad-request", log, name));
  const result = await handlers[name](parsed.data as CommandInput<C>);
  if (!result.ok) return err(result.error);
  const out = commands[name].out.safeParse(result.value);
  if (out.success) return { ok: true, value: out.data as CommandOutput<C> };
  const error = appError("internal");
  log.error("ipc.bad-output", { ref: error.ref, name });
  return err(error);
};

/** An error for a call that was not let in, written into the log. */
export const refused = (code: "ipc.refused" | "ipc.bad-request", log: Log, name: string): AppError => {
  const error = appError(code);
  log.warn("ipc.refused", { ref: error.ref, code, name: name.slice(0, 60) });
  return error;
};

/** Runs one call by name with all checks but the sender's; the part that tests drive without Electron. */
export const dispatchCall = async (
  name: unknown,
  input: unknown,
  handlers: Handlers,
  log: Log,
): Promise<Result<unknown, AppError>> => {
  if (!isCommand(name)) return err(refused("ipc.bad-request", log, String(name)));
  if (isTooLarge(input)) return err(refused("ipc.bad-request", log, name));
  try {
    return await runChecked(name, input, handlers, log);
  } catch (cause) {
    const error = appError("internal");
    log.error("ipc.bug", { ref: error.ref, name }, cause);
    return err(error);
  }
};
