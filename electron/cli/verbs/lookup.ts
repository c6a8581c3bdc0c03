/**
 * lookup: asks PRIVO Protect about what is read, one e-mail address or phone number a line. Hashed here
 * unless --plain was confirmed for the host that will see it. Nothing of it stays unless --keep says so.
 */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Bridge, CommandOutput, CommandRequest } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { openIfAsked, withBridge } from "#cli/app-state.ts";
import type { Verb, VerbContext } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import type { Lines } from "#cli/input.ts";
import { resultsText } from "./lookup-text.ts";

/** How `lookup` works. */
export interface LookupOptions {
  readonly email?: boolean;
  readonly phone?: boolean;
  readonly country?: string;
  readonly plain?: boolean;
  readonly confirmHost?: string;
  readonly asTyped?: boolean;
  readonly keep?: string;
}

type Question = CommandRequest<"lookup.ask">["questions"][number];
type Settings = CommandOutput<"lookup.settings">;

/** What one call takes (ipc-lookup.ts). */
const maxTexts = 100;

/** Every line that is not empty; a person ends with an empty one. */
const readTexts = async ({ input, output }: VerbContext, lines: Lines): Promise<readonly string[]> => {
  if (input.isInteractive)
    output.progress("E-mail addresses or phone numbers, one a line; an empty line ends:");
  const texts: string[] = [];
  for (let line = await lines.next(); line !== null; line = await lines.next()) {
    if (line.trim() !== "") texts.push(line);
    else if (input.isInteractive) break;
  }
  return texts;
};

const typeOf = (text: string, { email, phone }: LookupOptions): Question["type"] => {
  if (email === true) return "email";
  return phone === true || !text.includes("@") ? "phone" : "email";
};

const questionOf = (text: string, options: LookupOptions): Question => ({
  type: typeOf(text, options),
  text,
  country: (options.country ?? "").toUpperCase(),
});

/** The host that was agreed to; null when it was not. Whoever sends the texts checks it against the registry's. */
const confirmedHost = async (
  { output }: VerbContext,
  lines: Lines,
  { host }: Settings,
  options: LookupOptions,
  count: number,
): Promise<string | null> => {
  if (options.confirmHost !== undefined) return options.confirmHost;
  output.progress(`${host} will see ${count === 1 ? "this text" : `these ${count} texts`} as typed.`);
  output.progress("Type yes to send:");
  return (await lines.next())?.trim().toLowerCase() === "yes" ? host : null;
};

const howToAsk = async (
  context: VerbContext,
  lines: Lines,
  settings: Settings,
  options: LookupOptions,
  count: number,
): Promise<Result<Omit<CommandRequest<"lookup.ask">, "questions">, AppError>> => {
  const alsoAsTyped = options.asTyped === true;
  if (options.plain !== true) return ok({ mode: "hash", alsoAsTyped });
  const host = await confirmedHost(context, lines, settings, options, count);
  return host === null
    ? fail("lookup.not-confirmed")
    : ok({ mode: "plain", alsoAsTyped, confirmedHost: host });
};

const tellWhatItIs = ({ output }: VerbContext, { isSimulated, isTesting, host }: Settings): void => {
  if (isSimulated) output.progress("The registry is simulated: its answers are about nobody.");
  else if (isTesting) output.progress(`${host} is for testing: its answers are about nobody.`);
};

const keep = async (
  context: VerbContext,
  bridge: Bridge,
  lookupId: string,
  title: string | undefined,
): Promise<Result<string | null, AppError>> => {
  if (title === undefined) return ok(null);
  const kept = await openIfAsked(context, bridge, () => bridge.call("lookup.keep", { lookupId, title }));
  return kept.ok ? ok(kept.value.entryId) : kept;
};

const finish = async (
  context: VerbContext,
  bridge: Bridge,
  found: CommandOutput<"lookup.ask">,
  { options, settings }: { readonly options: LookupOptions; readonly settings: Settings },
): Promise<Result<number, AppError>> => {
  const { lookupId, results } = found;
  const kept = await keep(context, bridge, lookupId, options.keep);
  // An agent would hold them for a while; here they were shown.
  await bridge.call("lookup.forget", { lookupId });
  tellWhatItIs(context, settings);
  const { host, isSimulated, isTesting } = settings;
  const entryId = kept.ok ? kept.value : null;
  context.output.answer({ host, isSimulated, isTesting, results, entryId }, resultsText(results));
  if (!kept.ok) return kept;
  if (entryId !== null) context.output.progress("Kept as an entry.");
  return ok(exitCodes.ok);
};

const askAbout = async (
  context: VerbContext,
  bridge: Bridge,
  lines: Lines,
  options: LookupOptions,
): Promise<Result<number, AppError>> => {
  const settings = await bridge.call("lookup.settings", {});
  if (!settings.ok) return settings;
  if (!settings.value.isConfigured) return fail("lookup.not-configured");
  const texts = await readTexts(context, lines);
  if (texts.length === 0) return ok(context.output.usage("Nothing was given to ask about."));
  if (texts.length > maxTexts) return fail("lookup.too-many", { limit: maxTexts });
  const how = await howToAsk(context, lines, settings.value, options, texts.length);
  if (!how.ok) return how;
  const questions = texts.map((text) => questionOf(text, options));
  const found = await bridge.call("lookup.ask", { questions, ...how.value });
  return found.ok ? finish(context, bridge, found.value, { options, settings: settings.value }) : found;
};

/** lookup: personal data comes from stdin or the keyboard, never from the arguments. */
export const lookup: Verb<[options: LookupOptions]> = async (context, options) => {
  const { input, output } = context;
  const canConfirm = options.confirmHost !== undefined || (input.isInteractive && !output.isJson);
  if (options.plain === true && !canConfirm)
    return output.usage("--plain needs --confirm-host HOST where nobody can be asked");
  const lines = input.lines();
  try {
    return await withBridge(context, (bridge) => askAbout(context, bridge, lines, options));
  } finally {
    lines.close();
  }
};
